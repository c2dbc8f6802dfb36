"""`entities:` to a Vocabulary, in three passes: names and fields, then formulas, then labels."""

from dataclasses import replace

from advisor.playbook.functions import FUNCTIONS
from advisor.playbook.parse_formulas import FORMULAS, FormulaParser
from advisor.playbook.quantities import FieldType, Mismatch, read_value
from advisor.playbook.reading import (
    Problems,
    describe,
    optional_text,
    read_choice,
    read_keys,
    read_list,
    read_mapping,
    read_text,
    read_texts,
)
from advisor.playbook.scope import Scope
from advisor.playbook.vocabulary import (
    STATE_KEYS,
    Computed,
    Entity,
    Field,
    Function,
    Vocabulary,
)
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node, Scalar

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
_FIELD_KEYS = ("of", "ask", "find", "if_unknown", "default")
_RESERVED = frozenset({"all", "any", "not", "some", "none", "count", "policy", "as_of"})
_DECLARABLE = [kind for kind in FieldType if kind is not FieldType.POINTS]


class VocabularyParser:
    """Reads the `entities` sections of all files into one vocabulary."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.entities: dict[str, Entity] = {}
        self._computed: list[tuple[str, Entry]] = []
        self._labels: list[tuple[str, Node]] = []

    def read(self, sections: list[Node], policy: dict[str, FieldType]) -> Vocabulary:
        """The vocabulary; what is wrong in it is reported and left out."""
        for section in sections:
            mapping = read_mapping(section, '"entities"', self.problems)
            for entry in mapping.entries if mapping else ():
                self._entity(entry)
        self._check_targets()
        vocabulary = Vocabulary(self.entities)
        scope = Scope(vocabulary, policy)
        for name, entry in self._computed:
            self._declare(name, entry)
        for name, entry in self._computed:
            self._formula(scope, name, entry)
        for name, node in self._labels:
            label = scope.template(node, name, "a label", self.problems)
            self.entities[name] = replace(self.entities[name], label=label)
        self._check_points()
        return vocabulary

    def _entity(self, entry: Entry) -> None:
        name = entry.key.text
        what = f'the entity "{name}"'
        keys = read_keys(entry.value, what, self.problems, optional=_ENTITY_KEYS)
        if keys is None:
            return
        if name in _RESERVED:
            self.problems.add("reserved-name", entry.key, f'"{name}" is a word of the rule language')
            return
        known = self.entities.get(name)
        entity = known or self._new_entity(name, entry, keys)
        self.entities[name] = entity
        self._fields(entity, keys.get("fields"))
        if entity.key and entity.key not in entity.fields and isinstance(entity.fields, dict):
            entity.fields[entity.key] = Field(entity.key, FieldType.TEXT, entry.key.location)
        computed = (
            read_mapping(keys["computed"], f"{what}, computed", self.problems) if "computed" in keys else None
        )
        self._computed += [(name, each) for each in computed.entries] if computed else []
        if "label" in keys:
            self._labels.append((name, keys["label"]))

    def _new_entity(self, name: str, entry: Entry, keys: dict[str, Node]) -> Entity:
        what = f'the entity "{name}"'
        single = keys.get("single")
        return Entity(
            name=name,
            location=entry.key.location,
            single=isinstance(single, Scalar) and single.text == "true",
            key=optional_text(keys.get("key"), f"{what}, key", self.problems),
            called=optional_text(keys.get("called"), f"{what}, called", self.problems) or name,
            links=self._links(keys.get("links"), what),
            belongs_to=optional_text(keys.get("belongs_to"), f"{what}, belongs_to", self.problems),
            listed_as=optional_text(keys.get("as"), f"{what}, as", self.problems),
            points=optional_text(keys.get("points"), f"{what}, points", self.problems),
            activity=tuple(
                text for text, _ in read_texts(keys.get("activity"), f"{what}, activity", self.problems)
            ),
            fields={},
            computed={},
        )

    def _links(self, node: Node | None, what: str) -> dict[str, str]:
        mapping = read_mapping(node, f"{what}, links", self.problems) if node else None
        links: dict[str, str] = {}
        for entry in mapping.entries if mapping else ():
            target = read_text(entry.value, f"{what}, link {entry.key.text}", self.problems)
            if target:
                links[entry.key.text] = target
        return links

    def _fields(self, entity: Entity, node: Node | None) -> None:
        mapping = read_mapping(node, f'the fields of "{entity.name}"', self.problems) if node else None
        for entry in mapping.entries if mapping else ():
            field = self._field(entity, entry)
            if field is not None and isinstance(entity.fields, dict):
                entity.fields[field.name] = field

    def _field(self, entity: Entity, entry: Entry) -> Field | None:
        name = entry.key.text
        what = f'the field "{name}"'
        if not self._free_name(entity, entry):
            return None
        keys = read_keys(entry.value, what, self.problems, required=["type"], optional=_FIELD_KEYS)
        kind = read_choice(keys["type"], FieldType, f"{what}, type", self.problems) if keys else None
        if keys is None or kind is None:
            return None
        if kind not in _DECLARABLE:
            self.problems.add("wrong-value", keys["type"], f"{what}: {kind} can only be computed")
            return None
        choices = self._choices(keys.get("of"), kind, entry, what)
        return Field(
            name=name,
            kind=kind,
            location=entry.key.location,
            choices=choices,
            default=self._default(keys.get("default"), kind, choices, what),
            ask=optional_text(keys.get("ask"), f"{what}, ask", self.problems),
            find=optional_text(keys.get("find"), f"{what}, find", self.problems),
            if_unknown=optional_text(keys.get("if_unknown"), f"{what}, if_unknown", self.problems),
        )

    def _free_name(self, entity: Entity, entry: Entry) -> bool:
        name = entry.key.text
        if name in _RESERVED or not name.replace("_", "a").isalnum() or not name.islower():
            self.problems.add(
                "reserved-name",
                entry.key,
                f'"{name}" cannot be a field name',
                "use lower-case letters, digits and _, and no word of the rule language",
            )
            return False
        earlier = entity.member(name)
        if earlier is not None:
            self.problems.add(
                "duplicate-id",
                entry.key,
                f'"{name}" is declared already, at {earlier.location}',
                "rename one",
            )
        return earlier is None

    def _choices(self, node: Node | None, kind: FieldType, entry: Entry, what: str) -> tuple[str, ...]:
        if kind is not FieldType.CHOICE:
            if node is not None:
                self.problems.add("unknown-key", node, f'{what}: only a choice has "of"')
            return ()
        words = [
            read_text(item, f"{what}, of", self.problems)
            for item in read_list(node, f"{what}, of", self.problems)
        ]
        choices = tuple(word for word in words if word)
        if not choices:
            self.problems.add("missing-key", entry.key, f'{what} lacks "of"', "list the words it may hold")
        for word in {"known", "unknown"} & set(choices):
            self.problems.add("reserved-name", entry.key, f'{what}: "{word}" is a word of the rule language')
        return choices

    def _default(
        self, node: Node | None, kind: FieldType, choices: tuple[str, ...], what: str
    ) -> bool | int | str | None:
        if node is None:
            return None
        value = read_value(node.text, kind, choices) if isinstance(node, Scalar) else Mismatch("one value")
        if isinstance(value, Mismatch):
            self.problems.add(
                "wrong-value",
                node,
                f"{what}, default: found {describe(node)}, expected {value.expected}",
                value.hint,
            )
            return None
        return value

    def _check_targets(self) -> None:
        for entity in self.entities.values():
            names = list(self.entities)
            for target in [*entity.hops.values()]:
                if target not in self.entities:
                    hint = suggest(target, names)
                    message = f'the entity "{entity.name}" refers to "{target}", which there is none of'
                    self.problems.add("unknown-entity", entity.location, message, hint)
            if entity.section in STATE_KEYS:
                self.problems.add(
                    "reserved-name", entity.location, f'"{entity.section}" has another meaning in a state'
                )
        bad = [e.name for e in self.entities.values() if any(t not in self.entities for t in e.hops.values())]
        for name in bad:
            self.entities[name] = replace(self.entities[name], links={}, belongs_to="")

    def _declare(self, name: str, entry: Entry) -> None:
        entity = self.entities[name]
        keys = read_keys(
            entry.value,
            f'the computed field "{entry.key.text}"',
            self.problems,
            optional=(*FORMULAS, "if_unknown"),
        )
        kinds = [key for key in FORMULAS if key in keys] if keys else []
        if keys is None or not self._free_name(entity, entry):
            return
        if len(kinds) != 1:
            self.problems.add(
                "missing-key",
                entry.key,
                f'the computed field "{entry.key.text}" needs one formula',
                ", ".join(FORMULAS),
            )
            return
        words = optional_text(keys.get("if_unknown"), "if_unknown", self.problems)
        kind = self._kind(kinds[0], keys[kinds[0]])
        placeholder = Function("")
        if isinstance(entity.computed, dict):
            entity.computed[entry.key.text] = Computed(
                entry.key.text, kind, placeholder, entry.key.location, words
            )

    def _kind(self, formula: str, node: Node) -> FieldType:
        if formula in ("days_since", "days_until"):
            return FieldType.DAYS
        if formula == "function" and isinstance(node, Scalar) and node.text in FUNCTIONS:
            return FUNCTIONS[node.text].kind
        if formula == "sum" and isinstance(node, Mapping):
            of, over = node.get("of"), node.get("over")
            if isinstance(of, Scalar) and isinstance(over, Mapping) and over.entries:
                inner = self.entities.get(over.entries[0].key.text)
                summed = inner.fields.get(of.text) if inner else None
                return summed.kind if summed else FieldType.COUNT
        return FieldType.COUNT

    def _formula(self, scope: Scope, name: str, entry: Entry) -> None:
        entity = self.entities[name]
        declared = entity.computed.get(entry.key.text)
        if declared is None or not isinstance(entry.value, Mapping) or not isinstance(entity.computed, dict):
            return
        if declared.location != entry.key.location:
            return
        key, node = next((e.key.text, e.value) for e in entry.value.entries if e.key.text in FORMULAS)
        formula = FormulaParser(scope, self.problems).read(key, node, entity)
        if formula is None:
            del entity.computed[entry.key.text]
        else:
            entity.computed[entry.key.text] = replace(declared, formula=formula)

    def _check_points(self) -> None:
        for entity in self.entities.values():
            for name in entity.activity:
                date = entity.fields.get(name)
                if date is None or date.kind is not FieldType.DATE:
                    message = f'"activity" of "{entity.name}": "{name}" is no date field of it'
                    self.problems.add("unknown-field", entity.location, message, suggest(name, entity.fields))
            found = entity.member(entity.points) if entity.points else None
            if entity.points and (found is None or found.kind is not FieldType.POINTS):
                self.problems.add(
                    "unknown-field",
                    entity.location,
                    f'"points: {entity.points}" of "{entity.name}" names no field of points',
                )
