"""The section `sources` of a state as an import changes it: the files it read, and where each value stood."""

from collections.abc import Iterable
from collections.abc import Mapping as Values

from advisor.facts import provenance as keys
from advisor.facts.periods import Period, gaps
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
Tree = dict[str, "Node | Tree"]


class ProvenanceWriter:
    """What is noted of one import; `key` is the id of a row, "" for what is single."""

    def __init__(self, tree: Mapping) -> None:
        self._old = tree.get(SOURCES)
        self._at = Location(tree.location.file, 1, 1)
        self._new: dict[str, dict[str, Tree]] = {}

    def note(self, section: str, key: str, field: str, source: Provenance, kind: FieldType) -> None:
        self._row(section, key)[field] = self.note_of(source, kind)

    def note_number(self, section: str, key: str, platform_id: str) -> None:
        self._row(section, key)[keys.PLATFORM_ID] = self._text(platform_id)

    def _row(self, section: str, key: str) -> Tree:
        return self._new.setdefault(section, {}).setdefault(key, {})

    def node(self, order: Iterable[str], exports: Iterable[Export], day: int) -> Mapping:
        """The section, with the parts that are new in this order of sections."""
        items = self._files(entries_of(self._old), exports, day)
        new: Tree = {keys.FILES: Sequence(items, self._at)} if items else {}
        for section in order:
            if rows := self._new.get(section):
                new[section] = rows.get("", {**rows})
        return self._merged(self._old, new)

    def _merged(self, old: Node | None, new: Tree) -> Mapping:
        entries = {entry.key.text: entry for entry in entries_of(old)}
        for name, value in new.items():
            known = entries.get(name)
            node = self._merged(known.value if known else None, value) if isinstance(value, dict) else value
            entries[name] = Entry(known.key if known else self._plain(name), node)
        return Mapping(tuple(entries.values()), old.location if isinstance(old, Mapping) else self._at)

    def _files(self, old: Iterable[Entry], exports: Iterable[Export], day: int) -> tuple[Node, ...]:
        """One line a file, by name and kind; one that says what it said keeps the day when it was read."""
        items = [item for entry in old if entry.key.text == keys.FILES for item in items_of(entry.value)]
        places = {_name(item): number for number, item in enumerate(items)}
        for export in sorted(exports, key=lambda export: export.file):
            new = self._file(export, day)
            place = places.get(_name(new))
            if place is None:
                items.append(new)
            elif _but_day(items[place]) != _but_day(new):
                items[place] = new
        return tuple(items)

    def _file(self, export: Export, day: int) -> Mapping:
        return self._on_line(
            {
                keys.FILE: self._text(export.file),
                keys.KIND: self._plain(export.kind.value),
                keys.READ: self._plain(iso_date(day)),
                _ROWS: self._plain(str(export.rows)),
                **self._covers(export.period),
            }
        )

    def note_of(self, source: Provenance, kind: FieldType) -> Mapping:
        """A note on one line, with what it has."""
        is_text = kind is FieldType.TEXT and bool(source.value)
        lacks = [f"{iso_date(start)}..{iso_date(end)}" for start, end in gaps(source.periods)]
        lists = {
            keys.LACKS: tuple(map(self._plain, lacks)),
            keys.KNOWN_AS: tuple(map(self._text, source.known_as)),
        }
        also = tuple(self._on_line(self._origin(other)) for other in source.origins[1:])
        return self._on_line(
            {
                keys.VALUE: Scalar(source.value or "null", is_text, self._at),
                **self._origin(source.origins[0]),
                **({keys.ALSO: Sequence(also, self._at)} if also else {}),
                **({} if source.day is None else {keys.DAY: self._plain(iso_date(source.day))}),
                **self._covers(source.covers),
                **{name: Sequence(items, self._at) for name, items in lists.items() if items},
            }
        )

    def _origin(self, origin: Origin) -> dict[str, Node]:
        return {keys.FILE: self._text(origin.file), keys.PLACE: self._text(origin.place)}

    def _covers(self, period: Period | None) -> dict[str, Node]:
        return dict(zip((keys.FROM, keys.TO), map(self._plain, map(iso_date, period or ())), strict=False))

    def _on_line(self, entries: Values[str, Node]) -> FlowMapping:
        return FlowMapping(tuple(Entry(self._plain(key), node) for key, node in entries.items()), self._at)

    def _plain(self, text: str) -> Scalar:
        return Scalar(text, False, self._at)

    def _text(self, text: str) -> Scalar:
        return Scalar(without_forbidden(text), True, self._at)


def _name(node: Node) -> tuple[str, str]:
    return text_under(node, keys.FILE), text_under(node, keys.KIND)


def _but_day(node: Node) -> dict[str, str]:
    return {entry.key.text: text_of(entry.value) for entry in entries_of(node) if entry.key.text != keys.READ}
