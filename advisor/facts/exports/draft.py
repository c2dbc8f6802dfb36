"""A state's tree as an import changes it: values put into rows, rows put behind those that stand there."""

from collections.abc import Iterator
from collections.abc import Sequence as Several

from advisor.facts.exports.listing import id_of, link_to, rows_of
from advisor.facts.schema import Schema
from advisor.playbook.vocabulary import Entity
from advisor.source.location import Location
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, text_of, text_under

_FIRST = ("title", "kind", "status")  # behind the id and the links of a new row


class Draft:
    """One state; `key` is the id of a row, "" where its entity is single."""

    def __init__(self, tree: Mapping, schema: Schema) -> None:
        self._tree, self._schema = tree, schema
        self._at = Location(tree.location.file, 1, 1)
        self._values: dict[tuple[str, str], dict[str, Node]] = {}
        self._rows: dict[tuple[str, str], Mapping] = {}
        self._new: dict[str, list[str]] = {}
        for entity in schema.sections.values():
            if entity.single:
                row = tree.get(entity.section)
                self._rows[entity.name, ""] = row if isinstance(row, Mapping) else Mapping((), self._at)
            else:
                rows = rows_of(tree, entity) if _stands(tree, entity) else tuple(self._implied(entity))
                self._rows.update(((entity.name, id_of(row, entity)), row) for row in rows)

    def ids(self, entity: Entity) -> list[str]:
        """The ids of all rows of an entity, those of new ones included."""
        return [key for name, key in self._rows if name == entity.name]

    def has(self, entity: Entity, key: str) -> bool:
        """Whether there is such a row."""
        return (entity.name, key) in self._rows

    def value(self, entity: Entity, key: str, name: str) -> Node | None:
        """What stands under a name of a row; None where nothing does."""
        new = self._values.get((entity.name, key), {}).get(name)
        return self._rows[entity.name, key].get(name) if new is None else new

    def text(self, entity: Entity, key: str, name: str) -> str:
        """The text of a value; "" where there is none."""
        return text_of(self.value(entity, key, name))

    def add(self, entity: Entity, key: str) -> None:
        """Add a row."""
        named = Entry(Scalar(entity.key, False, self._at), Scalar(key, True, self._at))
        self._rows[entity.name, key] = Mapping((named,), self._at)
        self._new.setdefault(entity.name, []).append(key)

    def put(self, entity: Entity, key: str, name: str, value: str, *, quoted: bool) -> None:
        """Write a value into a row."""
        self._values.setdefault((entity.name, key), {})[name] = Scalar(value, quoted, self._at)

    def tree(self) -> Mapping:
        """The tree with all of it."""
        changed = {name for name, _ in self._values} | set(self._new)
        tree = self._tree
        for section, entity in self._schema.sections.items():
            if entity.name in changed:
                tree = put(tree, section, self._section(entity))
        return tree

    def _section(self, entity: Entity) -> Node:
        if entity.single:
            return self._row(entity, "", self._rows[entity.name, ""])
        new = self._new.get(entity.name, [])
        written = self._tree.get(entity.section)
        items: list[Node] = []
        if isinstance(written, Sequence):
            for item in written.items:
                is_row = isinstance(item, Mapping)
                items.append(self._row(entity, id_of(item, entity), item) if is_row else item)  # type: ignore[arg-type]
        else:
            kept = [key for key in self.ids(entity) if key not in new]
            items += [self._row(entity, key, self._rows[entity.name, key]) for key in kept]
        items += [self._row(entity, key, self._rows[entity.name, key]) for key in new]
        return Sequence(tuple(items), written.location if written is not None else self._at)

    def _row(self, entity: Entity, key: str, row: Mapping) -> Mapping:
        values = self._values.get((entity.name, key), {})
        for name in sorted(values, key=_order(entity).index):
            row = put(row, name, values[name])
        return row

    def _implied(self, entity: Entity) -> Iterator[Mapping]:
        """Rows that have no section, and are known by the ids that others link to."""
        found: dict[str, Node] = {}
        for owner in self._schema.sections.values():
            link = "" if owner.single else link_to(owner, entity)
            for row in rows_of(self._tree, owner) if link else ():
                if own := text_under(row, link):
                    found.setdefault(own, Scalar(own, True, self._at))
        key = Scalar(entity.key, False, self._at)
        return (Mapping((Entry(key, node),), self._at) for node in found.values())


def put(mapping: Mapping, name: str, value: Node) -> Mapping:
    """A mapping with a value under a name: where the name stands, or else at the end."""
    entries = list(mapping.entries)
    new = Entry(Scalar(name, False, mapping.location), value)
    place = next((number for number, each in enumerate(entries) if each.key.text == name), None)
    if place is None:
        entries.append(new)
    else:
        entries[place] = Entry(entries[place].key, value)
    return Mapping(tuple(entries), mapping.location)


def _order(entity: Entity) -> Several[str]:
    first = [name for name in _FIRST if name in entity.fields]
    return list(dict.fromkeys((*entity.links, *first, *entity.fields)))


def _stands(tree: Mapping, entity: Entity) -> bool:
    return isinstance(tree.get(entity.section), Sequence)
