"""How entities hang together: links, owners, sections of a state, and the fields that an entity names."""

from dataclasses import replace

from advisor.playbook.quantities import NOUNS, FieldType
from advisor.playbook.reading import Problems, a
from advisor.playbook.vocabulary import STATE_KEYS, Entity
from advisor.source.diagnostic import suggest
from advisor.source.location import Location
from advisor.source.tree import Mapping, Node, Sequence

_NOT_SINGLE = ("key", "belongs_to", "as")


class Relations:
    """Checks the entities of a vocabulary against each other, once all of them are read.

    `lost` gathers the names of links that lead nowhere: paths through them are not to blame.
    """

    def __init__(self, entities: dict[str, Entity], problems: Problems) -> None:
        self.entities = entities
        self.problems = problems
        self.lost: set[str] = set()
        self._keys: dict[str, dict[str, Node]] = {}

    def declared(self, entity: Entity, keys: dict[str, Node]) -> None:
        """Remember where the keys of an entity stand; it is checked later."""
        self._keys[entity.name] = keys
        for key in _NOT_SINGLE:
            if entity.single and key in keys:
                message = f'the entity "{entity.name}" is single: there is one, and it stands alone'
                self.problems.add("bad-entity", keys[key], message, f'remove "single" or "{key}"')

    def check_targets(self) -> None:
        """Links and owners exist; a link that does not is removed, so that reading can go on."""
        for entity in list(self.entities.values()):
            good = {link: to for link, to in entity.links.items() if self._links(entity, link, to)}
            owner = entity.belongs_to
            if owner and (entity.single or not self._owned(entity)):
                owner = ""
            self.entities[entity.name] = replace(entity, links=good, belongs_to=owner)
        self._check_sections()

    def _links(self, entity: Entity, link: str, target: str) -> bool:
        where = self._place(entity, "links", link)
        if target not in self.entities:
            self._no_entity(target, where)
            self.lost.add(link)
        elif not self.entities[target].key:
            message = f'{a(entity.name)} cannot link to {a(target)}, which has no "key" to name it by'
            self.problems.add("bad-entity", where, message, f'give "{target}" a key, such as "key: id"')
            self.lost.add(link)
        elif link == entity.belongs_to:
            message = f'"{link}" is the owner of {a(entity.name)} already'
            self.problems.add("duplicate-id", where, message, "give the link another name")
        return link not in self.lost

    def _owned(self, entity: Entity) -> bool:
        seen = {entity.name}
        owner = entity.belongs_to
        while owner in self.entities and owner not in seen:
            seen.add(owner)
            owner = self.entities[owner].belongs_to
        if not owner:
            return True
        where = self._place(entity, "belongs_to")
        if owner in self.entities:
            message = f"{a(entity.name)} would belong to itself, in the end"
            self.problems.add("bad-entity", where, message, "one entity of the circle must belong to none")
        elif owner == entity.belongs_to:
            self._no_entity(owner, where)
            self.lost.add(owner)
        return owner != entity.belongs_to and owner not in seen

    def _no_entity(self, name: str, where: Node | Location) -> None:
        hint = suggest(name, self.entities) or "the entities are " + ", ".join(self.entities)
        self.problems.add("unknown-entity", where, f'there is no entity "{name}"', hint)

    def _check_sections(self) -> None:
        """In a state, each section and each key of a row means one thing."""
        sections: dict[tuple[str, str], Entity] = {}
        for entity in self.entities.values():
            where = self._place(entity, "as")
            section, owner = entity.section, self.entities.get(entity.belongs_to)
            first = sections.setdefault((entity.belongs_to, section), entity)
            if first is not entity:
                message = (
                    f'the "{section}" of a state hold "{first.name}" already, and "{entity.name}" as well'
                )
                self.problems.add("bad-entity", where, message, 'tell them apart with "as"')
            elif owner is None and section in STATE_KEYS:
                message = f'"{section}" has another meaning in a state'
                self.problems.add("reserved-name", where, message, 'choose another name with "as"')
            elif owner is not None and (owner.member(section) or section in owner.hops):
                message = (
                    f'{a(owner.name)} has a field "{section}" already, where its {entity.name}s would stand'
                )
                self.problems.add("bad-entity", where, message, 'choose another name with "as"')

    def check_members(self, lost: set[str]) -> None:
        """`points` and `activity` name fields of the right type."""
        for entity in self.entities.values():
            keys = self._keys.get(entity.name, {})
            for name, node in zip(entity.activity, _items(keys.get("activity")), strict=False):
                self._member(entity, name, FieldType.DATE, node, lost)
            if entity.points:
                self._member(entity, entity.points, FieldType.POINTS, keys["points"], lost)

    def _member(self, entity: Entity, name: str, kind: FieldType, node: Node, lost: set[str]) -> None:
        found = entity.member(name)
        if found is not None and found.kind is not kind:
            message = f'"{name}" of {a(entity.name)} is {NOUNS[found.kind]}, expected {NOUNS[kind]}'
            self.problems.add("wrong-type", node, message)
        elif (found is None or (kind is FieldType.DATE and name in entity.computed)) and name not in lost:
            hint = suggest(name, [*entity.fields, *entity.computed])
            self.problems.add("unknown-field", node, f'{a(entity.name)} has no field "{name}"', hint)

    def _place(self, entity: Entity, key: str, inner: str = "") -> Node | Location:
        node = self._keys.get(entity.name, {}).get(key)
        if inner and isinstance(node, Mapping):
            node = node.get(inner)
        return node or entity.location


def _items(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.items
    return () if node is None else (node,)
