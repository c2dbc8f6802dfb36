"""The section `sources` of a state as an import changes it: the files it read, and where each value stood."""

from collections.abc import Iterable

from advisor.facts import provenance as keys
from advisor.facts.periods import gaps
from advisor.facts.provenance import Origin, Provenance
from advisor.playbook.types import FieldType, iso_date
from advisor.playbook.vocabulary import SOURCES
from advisor.source.diagnostic import Location
from advisor.source.encoding import without_forbidden
from advisor.source.tree import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries_of,
    items_of,
    text_of,
    text_under,
)
from advisor.source.yaml_writer import FlowMapping
from advisor.upwork.exports.model import Export

_ROWS = "rows"


class ProvenanceWriter:
    """What is noted of one import; `key` is the id of a row, "" for what is single."""

    def __init__(self, tree: Mapping) -> None:
        self._old = tree.get(SOURCES)
        self._at = Location(tree.location.file, 1, 1)
        self._new: dict[str, dict[str, dict[str, Node]]] = {}

    def note(self, section: str, key: str, field: str, source: Provenance, kind: FieldType) -> None:
        self._row(section, key)[field] = self.note_of(source, kind)

    def note_number(self, section: str, key: str, platform_id: str) -> None:
        self._row(section, key)[keys.PLATFORM_ID] = self._quoted(platform_id)

    def _row(self, section: str, key: str) -> dict[str, Node]:
        return self._new.setdefault(section, {}).setdefault(key, {})

    def node(self, order: Iterable[str], exports: Iterable[Export], day: int) -> Mapping:
        """The section, with the parts that are new in this order of sections."""
        node = self._mapping(self._old)
        if files := self._files(node.get(keys.FILES), exports, day):
            node = node.put(keys.FILES, files)
        for section in order:
            rows = self._new.get(section, {})
            if "" in rows:
                node = node.put(section, self._merged(node.get(section), rows[""]))
            elif rows:
                node = node.put(section, self._with_rows(node.get(section), rows))
        return node

    def _with_rows(self, old: Node | None, rows: dict[str, dict[str, Node]]) -> Mapping:
        entries = {entry.key.text: entry for entry in entries_of(old)}
        for key, values in rows.items():
            known = entries.get(key)
            name, row = (known.key, known.value) if known else (self._plain(key), None)
            entries[key] = Entry(name, self._merged(row, values))
        return Mapping(tuple(entries.values()), self._mapping(old).location)

    def _merged(self, old: Node | None, values: dict[str, Node]) -> Mapping:
        row = self._mapping(old)
        for name in sorted(values, key=lambda name: name != keys.PLATFORM_ID):
            row = row.put(name, values[name])
        return row

    def _files(self, old: Node | None, exports: Iterable[Export], day: int) -> Sequence | None:
        """One line a file, by name and kind; one that says what it said keeps the day when it was read."""
        items = list(items_of(old))
        places = {_name(item): number for number, item in enumerate(items)}
        for export in sorted(exports, key=lambda export: export.file):
            new = self._file(export, day)
            place = places.get(_name(new))
            if place is None:
                items.append(new)
            elif _but_day(items[place]) != _but_day(new):
                items[place] = new
        return Sequence(tuple(items), self._at) if items else None

    def _file(self, export: Export, day: int) -> Mapping:
        entries: dict[str, Node] = {
            keys.FILE: self._quoted(without_forbidden(export.file)),
            keys.KIND: self._plain(export.kind.value),
            keys.READ: self._day(day),
            _ROWS: self._plain(str(export.rows)),
        }
        if export.period is not None:
            entries |= {keys.FROM: self._day(export.period[0]), keys.TO: self._day(export.period[1])}
        return self._on_line(entries)

    def note_of(self, source: Provenance, kind: FieldType) -> Mapping:
        origin, *rest = source.origins
        is_quoted = kind is FieldType.TEXT and bool(source.value)
        value = self._quoted(source.value) if is_quoted else self._plain(source.value or "null")
        entries = {keys.VALUE: value, **self._origin(origin)}
        if rest:
            entries[keys.ALSO] = self._sequence(self._on_line(self._origin(other)) for other in rest)
        if source.day is not None:
            entries[keys.DAY] = self._day(source.day)
        if (covers := source.covers) is not None:
            entries |= {keys.FROM: self._day(covers[0]), keys.TO: self._day(covers[1])}
        if lacks := gaps(source.periods):
            stretches = (f"{iso_date(start)}..{iso_date(end)}" for start, end in lacks)
            entries[keys.LACKS] = self._sequence(map(self._plain, stretches))
        if source.known_as:
            entries[keys.KNOWN_AS] = self._sequence(map(self._quoted, source.known_as))
        return self._on_line(entries)

    def _origin(self, origin: Origin) -> dict[str, Node]:
        file, place = without_forbidden(origin.file), without_forbidden(origin.place)
        return {keys.FILE: self._quoted(file), keys.PLACE: self._quoted(place)}

    def _on_line(self, entries: dict[str, Node]) -> FlowMapping:
        return FlowMapping(tuple(Entry(self._plain(key), node) for key, node in entries.items()), self._at)

    def _mapping(self, node: Node | None) -> Mapping:
        return node if isinstance(node, Mapping) else Mapping((), self._at)

    def _sequence(self, nodes: Iterable[Node]) -> Sequence:
        return Sequence(tuple(nodes), self._at)

    def _day(self, day: int) -> Scalar:
        return self._plain(iso_date(day))

    def _plain(self, text: str) -> Scalar:
        return Scalar(text, False, self._at)

    def _quoted(self, text: str) -> Scalar:
        return Scalar(text, True, self._at)


def _name(node: Node) -> tuple[str, str]:
    return text_under(node, keys.FILE), text_under(node, keys.KIND)


def _but_day(node: Node) -> dict[str, str]:
    values = {entry.key.text: text_of(entry.value) for entry in entries_of(node)}
    values.pop(keys.READ, None)
    return values
