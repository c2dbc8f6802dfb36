"""Whether the section `sources` of a state has the shape in which imports write it.

What it speaks of need not be there: a person may have taken a contract out, or may use another vocabulary.
"""

import re
from collections.abc import Collection, Iterable

from advisor.facts.periods import Period, covers_of, without
from advisor.facts.rows import Facts, Row
from advisor.playbook.reading import Problems, describe, read_keys, read_list, read_mapping
from advisor.playbook.types import FieldType, Mismatch, read_value
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.diagnostic import suggest_key
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, is_null, text_under

FILES, PLATFORM_ID = "files", "platform_id"
VALUE, FILE, PLACE, ALSO, DAY, FROM, TO, LACKS, KNOWN_AS = (
    *("value", "file", "place", "also"),
    *("day", "from", "to", "lacks", "known_as"),
)
KIND, READ = "kind", "read"

_PERIOD = re.compile(r"(\S+)\.\.(\S+)")


def period_of(text: str) -> Period | None:
    """ "2026-06-21..2026-07-04" as days; None for another text."""
    match = _PERIOD.fullmatch(text.strip())
    start, end = (day_of(match[1]), day_of(match[2])) if match else (None, None)
    return (start, end) if start is not None and end is not None and start <= end else None


def day_of(text: str) -> int | None:
    """A day as an ordinal; None for another text."""
    value = read_value(text, FieldType.DATE)
    return value if isinstance(value, int) else None


@record
class Origin:
    """Where a value stands: the file by its short name, and a place in it that a person can find.

    Places read "row 12", "14 rows, the last is row 80" (rows as a spreadsheet counts, the header being row
    1), or "data.contractList.contracts[3].endDate".
    """

    file: str
    place: str


@record
class Provenance:
    """What an import wrote, and from where.

    `value` is "" where an export says that there is none: then null stands in the state.  `origins` are never
    empty.  `day` is the day of which the value is told, where an export says so; `periods` are the days that
    an amount is summed over, in order and apart from one another.  `known_as` are other names that exports
    have had for what bears a name.
    """

    value: str
    origins: tuple[Origin, ...]
    day: int | None = None
    periods: tuple[Period, ...] = ()
    known_as: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What exports have called it: the last name first."""
        return (self.value, *self.known_as)

    @property
    def file(self) -> str:
        """The first of the files."""
        return self.origins[0].file

    @property
    def place(self) -> str:
        """The place in the first of the files."""
        return self.origins[0].place

    @property
    def covers(self) -> Period | None:
        """The first and the last day of an amount."""
        return covers_of(self.periods)


class ProvenanceNotes:
    """The section `sources` of a state; each part is read when it is asked for.

    `section` is one of the state's own sections, `key` the id of what stands there, "" for what is single.
    """

    def __init__(self, node: Node | None) -> None:
        self._sections = _by_key(node)
        self._rows: dict[str, dict[str, Node]] = {}

    def of(self, section: str, key: str, field: str) -> Provenance | None:
        """Where a value came from; None for what no import wrote."""
        node = self._row(section, key)
        found = node.get(field) if isinstance(node, Mapping) else None
        return read_provenance(found) if isinstance(found, Mapping) else None

    def platform_id(self, section: str, key: str) -> str:
        """The platform's number of what stands under a key; "" for none."""
        return text_under(self._row(section, key), PLATFORM_ID)

    def keys(self, section: str) -> tuple[str, ...]:
        """The ids of what something is noted of, whether or not it still stands in the state."""
        return tuple(_by_key(self._sections.get(section)))

    def kinds(self, file: str) -> frozenset[str]:
        """The kinds of the files of this name that were imported."""
        return frozenset(text_under(each, KIND) for each in self._files() if text_under(each, FILE) == file)

    def read_on(self, file: str) -> int | None:
        """The day on which a file was imported."""
        days = (day_of(text_under(each, READ)) for each in self._files() if text_under(each, FILE) == file)
        return max((day for day in days if day is not None), default=None)

    def files(self) -> tuple[tuple[str, Period], ...]:
        """The kind and the days of each file that was imported and has days."""
        texts = (
            (text_under(each, KIND), text_under(each, FROM), text_under(each, TO)) for each in self._files()
        )
        found = ((kind, day_of(start), day_of(end)) for kind, start, end in texts)
        return tuple(
            (kind, (start, end))
            for kind, start, end in found
            if start is not None and end is not None and start <= end
        )

    def _files(self) -> tuple[Node, ...]:
        files = self._sections.get(FILES)
        return files.items if isinstance(files, Sequence) else ()

    def _row(self, section: str, key: str) -> Node | None:
        if not key:
            return self._sections.get(section)
        if section not in self._rows:
            self._rows[section] = _by_key(self._sections.get(section))
        return self._rows[section].get(key)


def provenance_of(facts: Facts, row: Row, field: str) -> Provenance | None:
    """Where the value of a row's field came from, as long as it is the value that an import wrote."""
    node, place = facts.sources, row.places.get(field)
    entity = facts.schema.vocabulary.entities[row.entity]
    member = entity.fields.get(field)
    if node is None or member is None or entity.belongs_to or place is None:
        return None
    if place.file != node.location.file:
        return None  # supposed, or from an overlay
    sources = facts.once("sources", _sources)
    found = sources.of(entity.section, "" if entity.single else row.id, field)
    if found is None or read_value(found.value, member.kind, member.choices) != facts.value(row, field):
        return None
    return found


def _sources(facts: Facts) -> ProvenanceNotes:
    return ProvenanceNotes(facts.sources)


def read_provenance(node: Mapping) -> Provenance | None:
    """A note, of which every part that cannot be read says nothing; None without a value or a file."""
    also = node.get(ALSO)
    rest = also.items if isinstance(also, Sequence) else ()
    origins = tuple(
        Origin(text_under(each, FILE), text_under(each, PLACE))
        for each in (node, *rest)
        if text_under(each, FILE)
    )
    if not origins or not isinstance(node.get(VALUE), Scalar):
        return None
    start, end = day_of(text_under(node, FROM)), day_of(text_under(node, TO))
    periods: tuple[Period, ...] = ()
    if start is not None and end is not None and start <= end:
        periods = without((start, end), _gaps(node.get(LACKS)))
    return Provenance(
        text_under(node, VALUE), origins, day_of(text_under(node, DAY)), periods, _names(node.get(KNOWN_AS))
    )


def _gaps(node: Node | None) -> Iterable[Period]:
    items = node.items if isinstance(node, Sequence) else ()
    found = (period_of(each.text) for each in items if isinstance(each, Scalar))
    return [each for each in found if each is not None]


def _names(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(each.text for each in items if isinstance(each, Scalar) and not each.is_null)


def _by_key(node: Node | None) -> dict[str, Node]:
    return {each.key.text: each.value for each in node.entries} if isinstance(node, Mapping) else {}


_ORIGIN = (FILE, PLACE)
_COUNTS, _DAYS = ("rows",), (DAY, FROM, TO, "read")
_ABOUT = "imports write this section; take it out to have every value count as your own"


def check_sources(node: Node, entities: Iterable[Entity], problems: Problems) -> None:
    """Add to `problems` what is wrong with the section, held against the entities that have sections."""
    if is_null(node):
        return
    sections = {entity.section: entity for entity in entities}
    mapping = read_mapping(node, f'"{SOURCES}"', problems)
    for entry in mapping.entries if mapping else ():
        name = entry.key.text
        if is_null(entry.value):
            continue
        if name == FILES:
            for item in read_list(entry.value, f'"{SOURCES}.{FILES}"', problems):
                _keys(item, f"one of {SOURCES}.{FILES}", problems, (FILE, KIND), ("read", "rows", FROM, TO))
        elif name in sections:
            _section(sections[name], entry, problems)
        else:
            known = [FILES, *sections]
            hint = suggest_key(name, known) or _ABOUT
            problems.add("unknown-key", entry.key, f'"{SOURCES}" has no key "{name}"', hint)


def _section(entity: Entity, entry: Entry, problems: Problems) -> None:
    path = f"{SOURCES}.{entry.key.text}"
    if entity.single:
        _row(entry.value, path, problems)
        return
    mapping = read_mapping(entry.value, f'"{path}"', problems)
    for each in mapping.entries if mapping else ():
        if not is_null(each.value):
            _row(each.value, f"{path}.{each.key.text}", problems)


def _row(node: Node, path: str, problems: Problems) -> None:
    mapping = read_mapping(node, f'"{path}"', problems)
    for entry in mapping.entries if mapping else ():
        name = entry.key.text
        if name == PLATFORM_ID:
            _one_value(entry.value, f'"{path}.{name}"', problems)
        elif not is_null(entry.value):
            _note(entry.value, f'"{path}.{name}"', problems)


def _note(node: Node, what: str, problems: Problems) -> None:
    found = _keys(node, what, problems, (VALUE, *_ORIGIN), (ALSO, DAY, FROM, TO, LACKS, KNOWN_AS))
    for item in read_list((found or {}).get(ALSO), f'{what}, "{ALSO}"', problems):
        _keys(item, f'{what}, "{ALSO}"', problems, _ORIGIN, ())
    for item in read_list((found or {}).get(KNOWN_AS), f'{what}, "{KNOWN_AS}"', problems):
        _one_value(item, f'{what}, "{KNOWN_AS}"', problems)
    for item in read_list((found or {}).get(LACKS), f'{what}, "{LACKS}"', problems):
        if not isinstance(item, Scalar) or period_of(item.text) is None:
            expected = "days in the form 2026-05-01..2026-05-31"
            message = f'{what}, "{LACKS}": found {describe(item)}, expected {expected}'
            problems.add("wrong-value", item, message, _ABOUT)


def _keys(
    node: Node, what: str, problems: Problems, required: Collection[str], optional: Collection[str]
) -> dict[str, Node] | None:
    """The entries of a mapping, of which all but lists hold one value, and some a day or a count."""
    found = read_keys(node, what, problems, required, optional)
    for name, value in (found or {}).items():
        if name in (ALSO, LACKS, KNOWN_AS):
            continue
        if name == VALUE and is_null(value):
            continue  # the export says that there is none
        kind = FieldType.DATE if name in _DAYS else FieldType.COUNT if name in _COUNTS else FieldType.TEXT
        _one_value(value, f'{what}, "{name}"', problems, kind)
    return found


def _one_value(node: Node, what: str, problems: Problems, kind: FieldType = FieldType.TEXT) -> None:
    if isinstance(node, Scalar) and not node.is_null:
        value = read_value(node.text, kind)
        expected = value.expected if isinstance(value, Mismatch) else ""
    else:
        expected = "one value"
    if expected:
        message = f"{what}: found {describe(node)}, expected {expected}"
        problems.add("wrong-value", node, message, _ABOUT)
