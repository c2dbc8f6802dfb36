"""Where values of a state came from: the section `sources`, as imports write it, read and checked.

What it is about need not be there: a person may have taken a contract out, or may use another vocabulary.
"""

from collections.abc import Collection, Iterable

from advisor.facts.periods import Period, covers_of, without
from advisor.facts.rows import Facts, Row
from advisor.playbook.reading import Problems, describe, read_keys, read_list, read_mapping
from advisor.playbook.types import Day, FieldType, Mismatch, read_value
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.diagnostic import suggest_key
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, entries_of, is_null, items_of, text_under

FILES, PLATFORM_ID = "files", "platform_id"
VALUE, FILE, PLACE, ALSO = "value", "file", "place", "also"
DAY, FROM, TO, LACKS, KNOWN_AS = "day", "from", "to", "lacks", "known_as"
KIND, READ = "kind", "read"


def period_of(text: str) -> Period | None:
    """ "2026-06-21..2026-07-04" as days; None for another text."""
    first, _, last = text.strip().partition("..")
    return _period(first, last)


def _period(first: str, last: str) -> Period | None:
    start, end = day_of(first), day_of(last)
    return (start, end) if start is not None and end is not None and start <= end else None


def day_of(text: str) -> Day | None:
    """A day as written; None for another text."""
    value = read_value(text, FieldType.DATE)
    return Day(value) if isinstance(value, int) else None


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
    empty.  `day` is the day on which the value held, where an export says so; `periods` are the days that
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
    def covers(self) -> Period | None:
        """The first and the last day of an amount."""
        return covers_of(self.periods)


class ProvenanceNotes:
    """The section `sources` of a state; a part is read when it is asked for.

    `section` is one of the state's own sections, `key` the id of what stands there, "" for what is single.
    """

    def __init__(self, node: Node | None) -> None:
        self._sections = _by_key(node)
        self._rows: dict[str, dict[str, Node]] = {}

    def of(self, section: str, key: str, field: str) -> Provenance | None:
        """Where a value came from; None for what no import wrote."""
        row = self._row(section, key)
        return read_provenance(row.get(field) if isinstance(row, Mapping) else None)

    def platform_id(self, section: str, key: str) -> str:
        """The platform's number of what stands under a key; "" for none."""
        return text_under(self._row(section, key), PLATFORM_ID)

    def keys(self, section: str) -> tuple[str, ...]:
        """The ids of what something is noted of, whether or not it still stands in the state."""
        return tuple(_by_key(self._sections.get(section)))

    def kinds(self, file: str) -> frozenset[str]:
        """The kinds of the files of this name that were imported."""
        return frozenset(text_under(item, KIND) for item in self._named(file))

    def read_on(self, file: str) -> Day | None:
        """The day on which a file was imported."""
        days = (day_of(text_under(item, READ)) for item in self._named(file))
        return max((day for day in days if day is not None), default=None)

    def files(self) -> tuple[tuple[str, Period], ...]:
        """The kind and the days of each file that was imported and has days."""
        read = ((text_under(item, KIND), _days_of(item)) for item in items_of(self._sections.get(FILES)))
        return tuple((kind, period) for kind, period in read if period is not None)

    def _named(self, file: str) -> Iterable[Node]:
        return (item for item in items_of(self._sections.get(FILES)) if text_under(item, FILE) == file)

    def _row(self, section: str, key: str) -> Node | None:
        if not key:
            return self._sections.get(section)
        if section not in self._rows:
            self._rows[section] = _by_key(self._sections.get(section))
        return self._rows[section].get(key)


def _days_of(node: Node) -> Period | None:
    return _period(text_under(node, FROM), text_under(node, TO))


def provenance_of(facts: Facts, row: Row, field: str) -> Provenance | None:
    """Where the value of a row's field came from, as long as it is the value that an import wrote."""
    node, place = facts.sources, row.places.get(field)
    entity = facts.schema.vocabulary.entities[row.entity]
    member = entity.fields.get(field)
    if node is None or member is None or entity.belongs_to or place is None:
        return None
    if place.file != node.location.file:
        return None  # supposed, or from an overlay
    notes = facts.once("sources", lambda facts: ProvenanceNotes(facts.sources))
    noted = notes.of(entity.section, "" if entity.single else row.id, field)
    units = facts.schema.vocabulary.words.units
    value = read_value(noted.value, member.kind, member.choices, units) if noted is not None else None
    return noted if value == facts.value(row, field) else None


def read_provenance(node: Node | None) -> Provenance | None:
    """A note, of which every part that cannot be read is left out; None without a value or a file."""
    if not isinstance(node, Mapping) or not isinstance(node.get(VALUE), Scalar):
        return None
    origins = tuple(
        Origin(text_under(place, FILE), text_under(place, PLACE))
        for place in (node, *items_of(node.get(ALSO)))
        if text_under(place, FILE)
    )
    covers = _days_of(node)
    lacks = (period_of(item.text) for item in items_of(node.get(LACKS)) if isinstance(item, Scalar))
    periods = without(covers, (gap for gap in lacks if gap is not None)) if covers else ()
    known_as = (item for item in items_of(node.get(KNOWN_AS)) if not is_null(item))
    names = tuple(item.text for item in known_as if isinstance(item, Scalar))
    day = day_of(text_under(node, DAY))
    return Provenance(text_under(node, VALUE), origins, day, periods, names) if origins else None


def _by_key(node: Node | None) -> dict[str, Node]:
    return {entry.key.text: entry.value for entry in entries_of(node)}


_ORIGIN, _DAYS = (FILE, PLACE), (DAY, FROM, TO, READ)
_ABOUT = "imports write this section; take it out to have every value count as your own"


def check_sources(node: Node, entities: Iterable[Entity], problems: Problems) -> None:
    """Add to `problems` what is wrong with the section, held against the entities that have sections."""
    if is_null(node):
        return
    sections = {entity.section: entity for entity in entities}
    for entry in entries_of(read_mapping(node, f'"{SOURCES}"', problems)):
        name = entry.key.text
        if is_null(entry.value):
            continue
        if name == FILES:
            for item in read_list(entry.value, f'"{SOURCES}.{FILES}"', problems):
                _keys(item, f"one of {SOURCES}.{FILES}", problems, (FILE, KIND), (READ, "rows", FROM, TO))
        elif name in sections:
            _section(sections[name], entry, problems)
        else:
            hint = suggest_key(name, [FILES, *sections]) or _ABOUT
            problems.add("unknown-key", entry.key, f'"{SOURCES}" has no key "{name}"', hint)


def _section(entity: Entity, entry: Entry, problems: Problems) -> None:
    path = f"{SOURCES}.{entry.key.text}"
    if entity.single:
        _row(entry.value, path, problems)
        return
    for row in entries_of(read_mapping(entry.value, f'"{path}"', problems)):
        if not is_null(row.value):
            _row(row.value, f"{path}.{row.key.text}", problems)


def _row(node: Node, path: str, problems: Problems) -> None:
    for entry in entries_of(read_mapping(node, f'"{path}"', problems)):
        name = entry.key.text
        if name == PLATFORM_ID:
            _one_value(entry.value, f'"{path}.{name}"', problems)
        elif not is_null(entry.value):
            _note(entry.value, f'"{path}.{name}"', problems)


def _note(node: Node, what: str, problems: Problems) -> None:
    parts = _keys(node, what, problems, (VALUE, *_ORIGIN), (ALSO, DAY, FROM, TO, LACKS, KNOWN_AS))
    lists = {key: read_list(parts.get(key), f'{what}, "{key}"', problems) for key in (ALSO, KNOWN_AS, LACKS)}
    for item in lists[ALSO]:
        _keys(item, f'{what}, "{ALSO}"', problems, _ORIGIN, ())
    for item in lists[KNOWN_AS]:
        _one_value(item, f'{what}, "{KNOWN_AS}"', problems)
    for item in lists[LACKS]:
        if not isinstance(item, Scalar) or period_of(item.text) is None:
            _add_mismatch(item, f'{what}, "{LACKS}"', "days in the form 2026-05-01..2026-05-31", problems)


def _keys(
    node: Node, what: str, problems: Problems, required: Collection[str], optional: Collection[str]
) -> dict[str, Node]:
    """The entries of a mapping, of which all but lists hold one value, and some a day or a count."""
    parts = read_keys(node, what, problems, required, optional) or {}
    for name, value in parts.items():
        if name in (ALSO, LACKS, KNOWN_AS) or (name == VALUE and is_null(value)):
            continue  # a null: the export says that there is none
        kind = FieldType.DATE if name in _DAYS else FieldType.COUNT if name == "rows" else FieldType.TEXT
        _one_value(value, f'{what}, "{name}"', problems, kind)
    return parts


def _one_value(node: Node, what: str, problems: Problems, kind: FieldType = FieldType.TEXT) -> None:
    value = read_value(node.text, kind) if isinstance(node, Scalar) and not node.is_null else None
    if value is None or isinstance(value, Mismatch):
        _add_mismatch(node, what, value.expected if value else "one value", problems)


def _add_mismatch(node: Node, what: str, expected: str, problems: Problems) -> None:
    message = f"{what}: found {describe(node)}, expected {expected}"
    problems.add("wrong-value", node, message, _ABOUT)
