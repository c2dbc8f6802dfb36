"""The section `sources` of a state as an import changes it."""

from collections.abc import Iterable

from advisor.facts.periods import gaps
from advisor.facts.provenance import (
    ALSO,
    DAY,
    FILE,
    FILES,
    FROM,
    KIND,
    KNOWN_AS,
    LACKS,
    PLACE,
    PLATFORM_ID,
    READ,
    TO,
    VALUE,
    Origin,
    Provenance,
)
from advisor.playbook.types import FieldType, iso_date
from advisor.playbook.vocabulary import SOURCES
from advisor.source.diagnostic import Location
from advisor.source.encoding import without_forbidden
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, text_under
from advisor.source.yaml_writer import FlowMapping
from advisor.upwork.exports.model import Export

_ROWS = "rows"


class Notes:
    """What is noted of one import; `key` is the id of a row, "" for what is single."""

    def __init__(self, tree: Mapping) -> None:
        self._old = tree.get(SOURCES)
        self._at = Location(tree.location.file, 1, 1)
        self._new: dict[str, dict[str, dict[str, Node]]] = {}

    def put(self, section: str, key: str, field: str, source: Provenance, kind: FieldType) -> None:
        """Note where a value came from."""
        self._row(section, key)[field] = note(source, kind, self._at)

    def number(self, section: str, key: str, platform_id: str) -> None:
        """Note the platform's number of what stands under a key."""
        self._row(section, key)[PLATFORM_ID] = Scalar(platform_id, True, self._at)

    def _row(self, section: str, key: str) -> dict[str, Node]:
        return self._new.setdefault(section, {}).setdefault(key, {})

    def node(self, order: Iterable[str], exports: Iterable[Export], day: int) -> Mapping:
        """The section, with the parts that are new in this order of sections."""
        found = self._old if isinstance(self._old, Mapping) else Mapping((), self._at)
        if files := self._files(found.get(FILES), exports, day):
            found = found.put(FILES, files)
        for section in order:
            rows = self._new.get(section, {})
            if "" in rows:
                found = found.put(section, self._noted(found.get(section), rows[""]))
            elif rows:
                found = found.put(section, self._listed(found.get(section), rows))
        return found

    def _listed(self, old: Node | None, rows: dict[str, dict[str, Node]]) -> Mapping:
        inside = _mapping(old, self._at)
        entries = {each.key.text: each for each in inside.entries}
        for key, values in rows.items():
            known = entries.get(key)
            name = known.key if known else Scalar(key, False, self._at)
            entries[key] = Entry(name, self._noted(known.value if known else None, values))
        return Mapping(tuple(entries.values()), inside.location)

    def _noted(self, old: Node | None, values: dict[str, Node]) -> Mapping:
        row = _mapping(old, self._at)
        first = [PLATFORM_ID] if PLATFORM_ID in values else []
        for name in dict.fromkeys((*first, *values)):
            row = row.put(name, values[name])
        return row

    def _files(self, old: Node | None, exports: Iterable[Export], day: int) -> Sequence | None:
        """One line a file, by name and kind; one that says what it said keeps the day when it was read."""
        items = list(old.items) if isinstance(old, Sequence) else []
        places = {_name(each): number for number, each in enumerate(items)}
        for export in sorted(exports, key=lambda each: each.file):
            new = self._file(export, day)
            place = places.get(_name(new))
            if place is None:
                items.append(new)
            elif _told(items[place]) != _told(new):
                items[place] = new
        return Sequence(tuple(items), self._at) if items else None

    def _file(self, export: Export, day: int) -> Mapping:
        told = [
            (FILE, without_forbidden(export.file), True),
            (KIND, export.kind.value, False),
            (READ, iso_date(day), False),
            (_ROWS, str(export.rows), False),
        ]
        if export.first is not None and export.last is not None:
            told += [(FROM, iso_date(export.first), False), (TO, iso_date(export.last), False)]
        entries = (
            Entry(Scalar(key, False, self._at), Scalar(text, quoted, self._at)) for key, text, quoted in told
        )
        return FlowMapping(tuple(entries), self._at)


def _mapping(node: Node | None, at: Location) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping((), at)


def _name(node: Node) -> tuple[str, str]:
    return text_under(node, FILE), text_under(node, KIND)


def _told(node: Node) -> dict[str, str]:
    entries = node.entries if isinstance(node, Mapping) else ()
    return {each.key.text: text_under(node, each.key.text) for each in entries if each.key.text != READ}


def note(source: Provenance, kind: FieldType, at: Location) -> Mapping:
    """A source as it stands in a state."""
    origin, *rest = source.origins
    quoted = kind is FieldType.TEXT and bool(source.value)
    entries = [_entry(VALUE, source.value or "null", at, quoted=quoted), *_origin(origin, at)]
    if rest:
        entries.append(
            _named(ALSO, Sequence(tuple(FlowMapping(_origin(each, at), at) for each in rest), at), at)
        )
    if source.day is not None:
        entries.append(_entry(DAY, iso_date(source.day), at))
    if (covers := source.covers) is not None:
        entries += [_entry(FROM, iso_date(covers[0]), at), _entry(TO, iso_date(covers[1]), at)]
    if lacks := gaps(source.periods):
        told = (Scalar(f"{iso_date(start)}..{iso_date(end)}", False, at) for start, end in lacks)
        entries.append(_named(LACKS, Sequence(tuple(told), at), at))
    if source.known_as:
        names = (Scalar(name, True, at) for name in source.known_as)
        entries.append(_named(KNOWN_AS, Sequence(tuple(names), at), at))
    return FlowMapping(tuple(entries), at)


def _origin(origin: Origin, at: Location) -> tuple[Entry, ...]:
    file, place = without_forbidden(origin.file), without_forbidden(origin.place)
    return (_entry(FILE, file, at, quoted=True), _entry(PLACE, place, at, quoted=True))


def _entry(key: str, text: str, at: Location, *, quoted: bool = False) -> Entry:
    return _named(key, Scalar(text, quoted, at), at)


def _named(key: str, value: Node, at: Location) -> Entry:
    return Entry(Scalar(key, False, at), value)
