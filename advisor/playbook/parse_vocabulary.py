"""`entities:` to a Vocabulary, in three passes: names and fields, then formulas, then labels."""

from collections.abc import Mapping as ReadMapping
from dataclasses import replace

from advisor.playbook.citing import Citing
from advisor.playbook.parse_fields import NAME_HINT, FieldParser, free_name
from advisor.playbook.parse_formulas import FORMULAS, FormulaParser, kind_of
from advisor.playbook.quantities import FieldType
from advisor.playbook.reading import (
    Problems,
    optional_text,
    read_flag,
    read_keys,
    read_mapping,
    read_text,
    read_texts,
)
from advisor.playbook.relations import Relations
from advisor.playbook.scope import Scope
from advisor.playbook.vocabulary import Computed, Entity, Field, Function, Vocabulary
from advisor.source.tree import Entry, Mapping, Node

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

    def __init__(self, citing: Citing, problems: Problems, lost: set[str]) -> None:
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
