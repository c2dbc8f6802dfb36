"""`entities:` to a Vocabulary, in three passes: names and fields, then formulas, then labels."""

from collections.abc import Mapping as ReadMapping
from dataclasses import replace

from advisor.playbook.citations import CitationReader
from advisor.playbook.parse_fields import FORMULAS, NAME_HINT, FieldParser, FormulaParser, free_name, kind_of
from advisor.playbook.reading import (
    Problems,
    a,
    optional_text,
    read_flag,
    read_keys,
    read_mapping,
    read_text,
    read_texts,
)
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType
from advisor.playbook.vocabulary import STATE_KEYS, Computed, Entity, Field, Function, Vocabulary
from advisor.source.diagnostic import Location, suggest
from advisor.source.tree import Entry, Mapping, Node, Sequence

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


_ENTITY_KEYS = [
    "single",
    "key",
    "called",
    "label",
    "links",
    "belongs_to",
    "as",
    "points",
    "activity",
    "fields",
    "computed",
]
_LAYER_KEYS = ("label", "fields", "computed")


class VocabularyParser:
    """Reads the `entities` sections of all files into one vocabulary.

    `lost` gathers the names of fields that could not be read: who uses them is not to blame.
    """

    def __init__(self, citing: CitationReader, problems: Problems, lost: set[str]) -> None:
        self.citing = citing
        self.problems = problems
        self.entities: dict[str, Entity] = {}
        self.lost = set(lost)
        self._fields = FieldParser(problems)
        self._relations = Relations(self.entities, problems)
        self._computed: dict[tuple[str, str], Entry] = {}
        self._labels: list[tuple[str, Node]] = []

    def read(
        self, sections: list[Node], policy: ReadMapping[str, FieldType], actions: frozenset[str]
    ) -> Vocabulary:
        """The vocabulary; what is wrong in it is reported and left out."""
        for section in sections:
            mapping = read_mapping(section, '"entities"', self.problems)
            for entry in mapping.entries if mapping else ():
                self._entity(entry)
        self._relations.check_targets()
        vocabulary = Vocabulary(self.entities)
        self.lost |= self._fields.lost | self._relations.lost
        declared = [name for name in self._computed if self._declare(*name, self._computed[name])]
        scope = Scope(vocabulary, policy, actions=actions, lost=frozenset(self.lost))
        for owner, name in declared:
            self._formula(scope, owner, name)
        for owner, node in self._labels:
            label = scope.template(node, owner, "a label", self.problems)
            self.entities[owner] = replace(self.entities[owner], label=label)
        self._relations.check_members(self.lost)
        return vocabulary

    def _entity(self, entry: Entry) -> None:
        name = entry.key.text
        what = f'the entity "{name}"'
        keys = read_keys(entry.value, what, self.problems, optional=_ENTITY_KEYS)
        if keys is None:
            return
        if not free_name(name):
            self.problems.add("reserved-name", entry.key, f'"{name}" cannot be an entity', NAME_HINT)
            return
        known = self.entities.get(name)
        if known is not None:
            self._only_adds(known, entry.value)
        entity = known or self._new_entity(name, entry, keys)
        fields = {**entity.fields, **self._fields.fields(entity, keys.get("fields"))}
        if entity.key and entity.key not in fields:
            fields[entity.key] = Field(entity.key, FieldType.TEXT, entry.key.location)
        self.entities[name] = replace(entity, fields=fields)
        computed = keys.get("computed")
        mapping = read_mapping(computed, f"{what}, computed", self.problems) if computed else None
        for each in mapping.entries if mapping else ():
            self._add_computed(name, each)
        if "label" in keys:
            self._labels.append((name, keys["label"]))

    def _only_adds(self, entity: Entity, node: Node) -> None:
        """A later file may add fields to an entity, and change nothing else about it."""
        for entry in node.entries if isinstance(node, Mapping) else ():
            if entry.key.text in _ENTITY_KEYS and entry.key.text not in _LAYER_KEYS:
                message = f'the entity "{entity.name}" is declared already, at {entity.location}'
                hint = f'only {", ".join(_LAYER_KEYS)} can be added to it; leave "{entry.key.text}" out'
                self.problems.add("duplicate-id", entry.key, message, hint)

    def _add_computed(self, owner: str, entry: Entry) -> None:
        earlier = self._computed.setdefault((owner, entry.key.text), entry)
        if earlier is not entry:
            message = f'"{entry.key.text}" is declared already, at {earlier.key.location}'
            self.problems.add("duplicate-id", entry.key, message, "rename one, or remove it")

    def _new_entity(self, name: str, entry: Entry, keys: dict[str, Node]) -> Entity:
        what = f'the entity "{name}"'
        activity = read_texts(keys.get("activity"), f"{what}, activity", self.problems)
        entity = Entity(
            name=name,
            location=entry.key.location,
            single=read_flag(keys.get("single"), f"{what}, single", self.problems),
            key=optional_text(keys.get("key"), f"{what}, key", self.problems),
            called=optional_text(keys.get("called"), f"{what}, called", self.problems) or name,
            links=self._links(keys.get("links"), what),
            belongs_to=optional_text(keys.get("belongs_to"), f"{what}, belongs_to", self.problems),
            listed_as=optional_text(keys.get("as"), f"{what}, as", self.problems),
            points=optional_text(keys.get("points"), f"{what}, points", self.problems),
            activity=tuple(text for text, _ in activity),
        )
        self._relations.declared(entity, keys)
        return entity

    def _links(self, node: Node | None, what: str) -> dict[str, str]:
        mapping = read_mapping(node, f"{what}, links", self.problems) if node else None
        links: dict[str, str] = {}
        for entry in mapping.entries if mapping else ():
            if not free_name(entry.key.text):
                message = f'"{entry.key.text}" cannot be a link'
                self.problems.add("reserved-name", entry.key, message, NAME_HINT)
                continue
            target = read_text(entry.value, f"{what}, link {entry.key.text}", self.problems)
            if target:
                links[entry.key.text] = target
        return links

    def _declare(self, owner: str, name: str, entry: Entry) -> bool:
        """Give a computed field its type, so that formulas may name it before it is read itself."""
        entity = self.entities[owner]
        what = f'the computed field "{name}"'
        keys = read_keys(
            entry.value, what, self.problems, optional=(*FORMULAS, "if_unknown", "claims", "says")
        )
        formulas = [key for key in FORMULAS if keys and key in keys]
        if keys is None or not self._fields.may_declare(entity, entry):
            self.lost.add(name)
            return False
        if len(formulas) != 1:
            found = " and ".join(formulas) or "none"
            message = f"{what}: found {found}, expected one of " + ", ".join(FORMULAS)
            self.problems.add("one-formula", entry.key, message, "one formula gives the value")
            self.lost.add(name)
            return False
        words = optional_text(keys.get("if_unknown"), f"{what}, if_unknown", self.problems)
        kind = kind_of(owner, name, self.entities, self._computed)
        claims = self.citing.read(keys.get("claims"), what, self.problems)
        says = self._fields.says(keys.get("says"), kind, (), what)
        computed = Computed(name, kind, Function(""), entry.key.location, words, claims, says)
        self.entities[owner] = replace(entity, computed={**entity.computed, name: computed})
        return True

    def _formula(self, scope: Scope, owner: str, name: str) -> None:
        entity = self.entities[owner]
        node = self._computed[owner, name].value
        if not isinstance(node, Mapping):
            return
        key, value = next((e.key.text, e.value) for e in node.entries if e.key.text in FORMULAS)
        formula = FormulaParser(scope, self.problems).read(key, value, entity)
        if formula is not None:
            ready = replace(entity.computed[name], formula=formula)
            self.entities[owner] = replace(entity, computed={**entity.computed, name: ready})
