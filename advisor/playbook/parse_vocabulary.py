"""`entities:` to a Vocabulary, in three passes: names and fields, then formulas, then labels."""

from collections.abc import Mapping as ReadMapping
from dataclasses import replace

from advisor.playbook.added_words import AddedByField
from advisor.playbook.formula_types import FormulaTypes, Holds
from advisor.playbook.formulas import Cases
from advisor.playbook.grammar import COMPUTED, ENTITY, FORMULA, LINK, MONEY, RESULTS
from advisor.playbook.parse_fields import (
    NAME_HINT,
    free_name,
    may_declare,
    parse_field,
    read_says,
)
from advisor.playbook.parse_formulas import FormulaParser
from advisor.playbook.parse_histories import HISTORY, reworded, standard_record
from advisor.playbook.parse_intake import KEYS as INTAKE
from advisor.playbook.parse_intake import IntakeParser
from advisor.playbook.parse_keys import CitableClaims, Keys, read_flag, read_shape
from advisor.playbook.parse_synonyms import Synonym, own_words, unlike
from advisor.playbook.reading import Problems, a, read_mapping, read_text, read_word
from advisor.playbook.scope import Scope
from advisor.playbook.terms import Terms
from advisor.playbook.types import NOUNS, FieldType
from advisor.playbook.vocabulary import (
    EVENT,
    STATE_KEYS,
    Computed,
    Entity,
    Field,
    Link,
    Vocabulary,
    event_of,
    spelt,
)
from advisor.source.diagnostic import Location, suggest
from advisor.source.tree import Entry, Mapping, Node, entries_of

_NOT_SINGLE = ("key", "belongs_to", "as")


class Relations:
    """Checks the entities of a vocabulary against each other, once all of them are read.

    `broken` gathers the names of links that lead nowhere: paths through them are not to blame.
    """

    def __init__(self, entities: dict[str, Entity], problems: Problems) -> None:
        self.entities = entities
        self.problems = problems
        self.broken: set[str] = set()
        self._keys: dict[str, Keys] = {}

    def declare(self, entity: Entity, keys: Keys) -> None:
        """Remember where the keys of an entity stand; it is checked later."""
        self._keys[entity.name] = keys
        for key in _NOT_SINGLE:
            if entity.single and key in keys:
                message = f'the entity "{entity.name}" is single: there is one, and it stands alone'
                self.problems.add("bad-entity", keys[key], message, f'remove "single" or "{key}"')

    def check_targets(self) -> None:
        """Links and owners exist; a link that does not is removed, so that reading can go on."""
        for entity in list(self.entities.values()):
            links = {link: to for link, to in entity.links.items() if self._leads(entity, link, to)}
            owner = "" if entity.single or not self._has_owner(entity) else entity.belongs_to
            self.entities[entity.name] = replace(entity, links=links, belongs_to=owner)
        self._check_sections()

    def _leads(self, entity: Entity, link: str, target: str) -> bool:
        where = self._place(entity, "links", link)
        if target not in self.entities:
            self._unknown(target, where, broken=link)
        elif not self.entities[target].key:
            message = f'{a(entity.name)} cannot link to {a(target)}, which has no "key" to name it by'
            self.problems.add("bad-entity", where, message, f'give "{target}" a key, such as "key: id"')
            self.broken.add(link)
        elif link == entity.belongs_to:
            message = f'"{link}" is the owner of {a(entity.name)} already'
            self.problems.add("duplicate-id", where, message, "give the link another name")
        return link not in self.broken

    def _has_owner(self, entity: Entity) -> bool:
        """Whether the entity belongs to another, and in the end to one that belongs to none."""
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
            self._unknown(owner, where, broken=owner)
        return owner != entity.belongs_to and owner not in seen

    def _unknown(self, name: str, where: Node | Location, broken: str) -> None:
        self.problems.declared("entity", name, where, self.entities)
        self.broken.add(broken)

    def _check_sections(self) -> None:
        """In a state, each section and each key of a row means one thing."""
        sections: dict[tuple[str, str], Entity] = {}
        for entity in self.entities.values():
            section, owner = entity.section, self.entities.get(entity.belongs_to)
            first = sections.setdefault((entity.belongs_to, section), entity)
            code, hint = "bad-entity", 'choose another name with "as"'
            if owner is not None and (first.is_standard or entity.is_standard):
                self._check_beside_history(owner, first, entity)
                continue
            if first is not entity:
                message = (
                    f'the "{section}" of a state hold "{first.name}" already, and "{entity.name}" as well'
                )
                hint = 'tell them apart with "as"'
            elif owner is None and section in STATE_KEYS:
                code, message = "reserved-name", f'"{section}" has another meaning in a state'
            elif owner is not None and (owner.member(section) or section in owner.hops):
                message = (
                    f'{a(owner.name)} has a field "{section}" already, where its {entity.name}s would stand'
                )
            else:
                continue
            self.problems.add(code, self._place(entity, "as"), message, hint)

    def _check_beside_history(self, owner: Entity, first: Entity, entity: Entity) -> None:
        """Nothing else of an entity stands where a state lists its standard history."""
        where: Node | Location
        if first is not entity:
            other = entity if first.is_standard else first
            if other.name == EVENT:
                return  # `check_events` tells it
            message = (
                f'the history of {a(owner.name)} stands under "{HISTORY}", and so would its {other.name}s'
            )
            where, hint = self._place(other, "as"), 'choose another name with "as"'
        elif HISTORY in owner.fields or HISTORY in owner.hops:
            message = f'{a(owner.name)} has a field "{HISTORY}", where its history would stand'
            field = owner.fields.get(HISTORY)
            where = field.location if field else self._place(owner, "links", HISTORY)
            hint = f'name it otherwise, or leave out "{HISTORY}: true"'
        else:
            return
        self.problems.add("bad-entity", where, message, hint)

    def check_events(self) -> None:
        """Where there is a standard history, no entity is called as conditions call its records."""
        standard = [entity.name for entity in self.entities.values() if entity.is_standard]
        if standard and EVENT in self.entities:
            message = f'"{EVENT}" cannot be an entity beside a history: conditions call its records so'
            hint = f"name it otherwise; what is added to the records stands under {', '.join(standard)}"
            self.problems.add("reserved-name", self.entities[EVENT].location, message, hint)

    def check_members(self, broken: set[str]) -> None:
        """`points` and `activity` name fields of the right type."""
        for entity in self.entities.values():
            keys = self._keys[entity.name]
            for name, node in keys.texts("activity"):
                self._member(entity, name, FieldType.DATE, node, broken)
            if entity.points:
                self._member(entity, entity.points, FieldType.POINTS, keys["points"], broken)
            if entity.score:
                self._member(entity, entity.score, FieldType.PERCENT, keys["score"], broken)
            for key, name in entity.money.items():
                kind = FieldType.MONEY if key in ("held", "unpaid") else FieldType.DATE
                node = keys["money"]
                place = node.get(key) if isinstance(node, Mapping) else None
                self._member(entity, name, kind, place or node, broken, may_be_computed=True)

    def check_goals(self, policy: ReadMapping[str, FieldType], broken: set[str]) -> None:
        """A goal is a percentage of the policy, and stands beside the score that shall reach it."""
        for entity in self.entities.values():
            if not entity.goal:
                continue
            node, kind = self._keys[entity.name]["goal"], policy.get(entity.goal)
            if not entity.score:
                message = f'{a(entity.noun)} has a goal, and no "score" to reach it'
                self.problems.add("bad-entity", node, message, 'name its field under "score"')
            elif kind is None and entity.goal not in broken:
                hint = suggest(entity.goal, list(policy))
                message = f'there is no parameter "{entity.goal}"'
                self.problems.add("unknown-policy", node, message, hint)
            elif kind is not None and kind is not FieldType.PERCENT:
                message = (
                    f'"{entity.goal}" of the policy is {NOUNS[kind]}, expected {NOUNS[FieldType.PERCENT]}'
                )
                self.problems.add("wrong-type", node, message)

    def _member(
        self,
        entity: Entity,
        name: str,
        kind: FieldType,
        node: Node,
        broken: set[str],
        *,
        may_be_computed: bool = False,
    ) -> None:
        member = entity.member(name)
        if member is not None and member.kind is not kind:
            message = f'"{name}" of {a(entity.noun)} is {NOUNS[member.kind]}, expected {NOUNS[kind]}'
            hint = 'name a computed field with "type: points"' if kind is FieldType.POINTS else ""
            self.problems.add("wrong-type", node, message, hint)
        elif (
            member is None or (kind is FieldType.DATE and name in entity.computed and not may_be_computed)
        ) and name not in broken:
            hint = suggest(name, [*entity.fields, *entity.computed])
            self.problems.add("unknown-field", node, f'{a(entity.noun)} has no field "{name}"', hint)

    def _place(self, entity: Entity, key: str, inner: str = "") -> Node | Location:
        node = self._keys[entity.name].get(key)
        if inner and isinstance(node, Mapping):
            node = node.get(inner)
        return node or entity.location


_LAYER_KEYS = ("label", "fields", "computed", "history", "also")
_ADDED_TO_RECORDS = ("label", "fields", "computed")


def _histories_first(entries: list[Entry]) -> list[Entry]:
    """In any order of files and keys, what is added to a standard record comes after what declares it."""
    records = {event_of(entry.key.text) for entry in entries if "history" in _keys_of(entry)}
    added = {"called", *_ADDED_TO_RECORDS}

    def only_adds(entry: Entry) -> bool:
        return entry.key.text in records and _keys_of(entry) <= added

    return sorted(entries, key=only_adds)


def _keys_of(entry: Entry) -> set[str]:
    return {key.key.text for key in entry.value.entries} if isinstance(entry.value, Mapping) else set()


class VocabularyParser:
    """Reads the `entities` sections of all files into one vocabulary.

    `broken` gathers the names of fields that could not be read: who uses them is not to blame.
    """

    def __init__(
        self,
        citable: CitableClaims,
        words: Terms,
        problems: Problems,
        broken: set[str],
        added: AddedByField | None = None,
    ) -> None:
        """`added` are words that layers add to choices of standard records."""
        self.citable = citable
        self.added = added or {}
        self.words = words
        self.problems = problems
        self.entities: dict[str, Entity] = {}
        self.broken = set(broken)
        self._relations = Relations(self.entities, problems)
        self._computed: dict[tuple[str, str], Entry] = {}
        self._labels: list[tuple[str, Node]] = []
        self._intakes: dict[str, Keys] = {}
        self._also: list[Synonym] = []
        self._types: dict[tuple[str, str], Holds] = {}

    def read(
        self, sections: list[Node], policy: ReadMapping[str, FieldType], actions: frozenset[str]
    ) -> Vocabulary:
        """The vocabulary; what is wrong in it is reported and left out."""
        mappings = [read_mapping(section, '"entities"', self.problems) for section in sections]
        for entry in _histories_first([entry for mapping in mappings for entry in entries_of(mapping)]):
            self._entity(entry)
        self._name_otherwise()
        self._relations.check_targets()
        self._relations.check_events()
        vocabulary = Vocabulary(self.entities, self.words)
        self.broken |= self._relations.broken
        formulas = {name: entry.value for name, entry in self._computed.items()}
        self._types = FormulaTypes(self.entities, policy, self.words.units).settle(formulas)
        declared = [name for name, entry in self._computed.items() if self._declare(*name, entry)]
        scope = Scope(vocabulary, policy, self.problems, actions=actions, broken=frozenset(self.broken))
        for owner, name in declared:
            self._formula(scope, owner, name)
        for owner, node in self._labels:
            label = scope.template(node, owner, "a label")
            self.entities[owner] = replace(self.entities[owner], label=label)
        for owner, keys in self._intakes.items():
            intake = IntakeParser(scope, self.entities[owner], self.broken).read(keys)
            self.entities[owner] = replace(self.entities[owner], intake=intake)
        self._relations.check_members(self.broken)
        self._relations.check_goals(policy, self.broken)
        return vocabulary

    def _entity(self, entry: Entry) -> None:
        name = entry.key.text
        keys = read_shape(entry.value, f'the entity "{name}"', ENTITY, self.problems)
        if keys is None:
            return
        if not free_name(name):
            self.problems.add("reserved-name", entry.key, f'"{name}" cannot be an entity', NAME_HINT)
            return
        known = self.entities.get(name)
        if known is not None:
            self._only_adds(known, entry.value)
            if known.is_standard and "called" in keys:
                known = replace(known, called=keys.text("called"))
        entity = known or self._new_entity(name, entry, keys)
        fields = dict(entity.fields)
        what = f'the fields of "{name}"'
        declared = read_mapping(keys["fields"], what, self.problems) if "fields" in keys else None
        for added in entries_of(declared):
            field = self._field(entity, added)
            if field is None:
                self.broken.add(added.key.text)
            else:
                fields[field.name] = field
        if entity.key and entity.key not in fields:
            fields[entity.key] = Field(entity.key, FieldType.TEXT, entry.key.location)
        self.entities[name] = replace(entity, fields=fields)
        for computed in keys.entries("computed"):
            self._add_computed(entity, computed)
        if "label" in keys:
            self._labels.append((name, keys["label"]))
        if "history" in keys:
            self._history(name, keys)
        self._also += own_words(keys, name)

    def _name_otherwise(self) -> None:
        """Give entities the other words for them; the name of another one, of a layer perhaps, goes first."""
        names = set(map(spelt, self.entities))
        also = [word for word in self._also if spelt(word.word) not in names]
        for word in unlike(also, (), '"also" of entities', self.problems):
            entity = self.entities[word.name]
            self.entities[word.name] = replace(entity, also=(*entity.also, word.word))

    def _field(self, entity: Entity, added: Entry) -> Field | None:
        """A further field, or a standard one with words of its own; None with a diagnostic."""
        standard = entity.fields.get(added.key.text) if entity.is_standard else None
        if standard is None or standard.location != entity.location:
            return parse_field(entity, added, self.words.units, self.problems)
        worded = reworded(added, self.added.get((entity.name, added.key.text), ()), self.problems)
        others = {name: field for name, field in entity.fields.items() if field is not standard}
        others_only = replace(entity, fields=others)
        return parse_field(others_only, worded, self.words.units, self.problems) if worded else standard

    def _add_computed(self, entity: Entity, added: Entry) -> None:
        name = (entity.name, added.key.text)
        earlier = self._computed.get(name)
        if earlier is None:
            self._computed[name] = added
        elif entity.is_standard and earlier.key.location == entity.location:
            self._computed[name] = reworded(added, (), self.problems) or earlier
        else:
            self.problems.duplicate(added.key, earlier.key.location)

    def _history(self, owner: str, keys: Keys) -> None:
        """Give an entity the standard record of what was done about it."""
        node, name = keys["history"], event_of(owner)
        wanted = read_flag(node, keys.about("history"), self.problems)
        earlier = self.entities.get(name)
        if wanted and earlier is None:
            self._entity(standard_record(owner, node.location, self.added))
            self.entities[name] = replace(self.entities[name], is_standard=True)
            return
        if wanted is None or (wanted and earlier is not None and not earlier.is_standard):
            self.broken.add(EVENT)
        if earlier is not None and earlier.is_standard:
            message = f"{a(owner)} has a history already, at {earlier.location}"
            self.problems.add("duplicate-id", node, message, "remove one")
        elif wanted and earlier is not None:
            message = (
                f'the records of this history would be "{name}", which is declared at {earlier.location}'
            )
            hint = "rename that one; or remove it, where it records what was done"
            self.problems.add("duplicate-id", node, message, hint)

    def _only_adds(self, entity: Entity, node: Node) -> None:
        """A later file may add fields to an entity, and change nothing else about it."""
        allowed = ("called", *_ADDED_TO_RECORDS) if entity.is_standard else _LAYER_KEYS
        for entry in entries_of(node):
            if entry.key.text in ENTITY.names and entry.key.text not in allowed:
                message = f'the entity "{entity.name}" is declared already, at {entity.location}'
                hint = f'only {", ".join(allowed)} can be added to it; leave "{entry.key.text}" out'
                self.problems.add("duplicate-id", entry.key, message, hint)

    def _new_entity(self, name: str, entry: Entry, keys: Keys) -> Entity:
        links = self._links(keys)
        entity = Entity(
            name=name,
            location=entry.key.location,
            single=keys.flag("single"),
            key=keys.text("key"),
            called=keys.text("called") or name,
            links={link.name: link.to for link in links.values()},
            asked={link.name: link for link in links.values() if link.ask or link.find or link.if_unknown},
            belongs_to=keys.text("belongs_to"),
            listed_as=keys.text("as"),
            points=keys.text("points"),
            score=keys.text("score"),
            goal=keys.text("goal"),
            money=self._money(keys),
            activity=tuple(text for text, _ in keys.texts("activity")),
        )
        self._relations.declare(entity, keys)
        if any(key in keys for key in INTAKE):
            self._intakes[name] = keys
        return entity

    def _money(self, keys: Keys) -> dict[str, str]:
        what = f"{keys.what}, money"
        named = read_shape(keys["money"], what, MONEY, self.problems) if "money" in keys else None
        return {key: named.text(key) for key in MONEY.names if named is not None and key in named}

    def _links(self, keys: Keys) -> dict[str, Link]:
        links: dict[str, Link] = {}
        for entry in keys.entries("links"):
            link, what = entry.key.text, f"{keys.what}, link {entry.key.text}"
            if not free_name(link):
                self.problems.add("reserved-name", entry.key, f'"{link}" cannot be a link', NAME_HINT)
                continue
            if not isinstance(entry.value, Mapping):
                target = read_text(entry.value, what, self.problems) or ""
                links |= {link: Link(link, target, entry.key.location)} if target else {}
            elif own := read_shape(entry.value, what, LINK, self.problems):
                ask, find, unknown = own.text("ask"), own.text("find"), own.text("if_unknown")
                target = own.text("to")
                links |= {link: Link(link, target, entry.key.location, ask, find, unknown)} if target else {}
        self.broken |= {entry.key.text for entry in keys.entries("links")} - links.keys()
        return links

    def _declare(self, owner: str, name: str, entry: Entry) -> bool:
        """Give a computed field its type, so that formulas may name it before it is read itself."""
        entity = self.entities[owner]
        keys = read_shape(entry.value, f'the computed field "{name}"', COMPUTED, self.problems)
        if keys is None or not may_declare(entity, entry.key, self.problems):
            self.broken.add(name)
            return False
        formulas = [key for key in FORMULA.names if key in keys]
        if len(formulas) != 1:
            message = f"{keys.what}: found {' and '.join(formulas) or 'none'}, expected one of "
            hint = "one formula gives the value"
            self.problems.add("one-formula", entry.key, message + ", ".join(FORMULA.names), hint)
            self.broken.add(name)
            return False
        if not self._goes_with(keys, formulas[0]):
            self.broken.add(name)
            return False
        holds = self._types.get((owner, name), Holds(FieldType.COUNT))
        computed = Computed(
            name=name,
            kind=holds.kind,
            formula=Cases(()),
            location=entry.key.location,
            choices=holds.choices,
            if_unknown=keys.text("if_unknown"),
            claims=self.citable.read(keys),
            says=read_says(keys, holds.kind, holds.choices),
        )
        self.entities[owner] = replace(entity, computed={**entity.computed, name: computed})
        return True

    def _goes_with(self, keys: Keys, formula: str) -> bool:
        """Whether the other keys go with a formula; diagnostics where they do not."""
        good = True
        if "type" in keys and formula == "value":
            good = read_word(keys["type"], RESULTS, keys.about("type"), self.problems) is not None
        elif "type" in keys:
            message = f'{keys.what}: "type" goes with "value", not with "{formula}"'
            self.problems.add("unknown-key", keys["type"], message, "remove it: the formula gives the type")
            good = False
        if "says" in keys and formula == "list":
            message = f'{keys.what}: "says" tells how a test reads, and no condition tests a list'
            self.problems.add("unknown-key", keys["says"], message, "remove it")
            good = False
        return good

    def _formula(self, scope: Scope, owner: str, name: str) -> None:
        entity = self.entities[owner]
        entries = entries_of(self._computed[owner, name].value)
        key, value = next((e.key.text, e.value) for e in entries if e.key.text in FORMULA.names)
        holds = self._types.get((owner, name))
        formula = FormulaParser(scope, owner, name, holds.kind if holds else None).read(key, value)
        if formula is not None:
            complete = replace(entity.computed[name], formula=formula)
            self.entities[owner] = replace(entity, computed={**entity.computed, name: complete})
