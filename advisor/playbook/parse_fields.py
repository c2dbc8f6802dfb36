"""The fields of an entity: type, choices, default, and the words around them."""

import re
from collections.abc import Mapping as ReadMapping

from advisor.playbook.conditions import Root
from advisor.playbook.extensions import RegisteredFunction, registered_functions
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.reading import (
    Problems,
    a,
    describe,
    optional_text,
    read_choice,
    read_flag,
    read_keys,
    read_list,
    read_mapping,
    read_text,
)
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType, Mismatch, Value, read_value
from advisor.playbook.vocabulary import (
    CountOf,
    DaysSince,
    DaysUntil,
    Entity,
    Field,
    Formula,
    Function,
    Says,
    SumOf,
)
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node, Scalar

FORMULAS = ("days_since", "days_until", "count", "sum", "function")
_SUMMED = frozenset(
    {FieldType.COUNT, FieldType.MONEY, FieldType.HOURS, FieldType.DAYS, FieldType.PERCENT, FieldType.POINTS}
)


def kind_of(
    owner: str, name: str, entities: ReadMapping[str, Entity], computed: ReadMapping[tuple[str, str], Entry]
) -> FieldType:
    """The type that a computed field will have, told from its formula as it is written."""
    seen: set[tuple[str, str]] = set()
    while (owner, name) in computed and (owner, name) not in seen:
        seen.add((owner, name))
        node = computed[owner, name].value
        written = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
        if "days_since" in written or "days_until" in written:
            return FieldType.DAYS
        function, total = written.get("function"), written.get("sum")
        if isinstance(function, Scalar) and function.text in registered_functions():
            return registered_functions()[function.text].kind
        of, over = (total.get("of"), total.get("over")) if isinstance(total, Mapping) else (None, None)
        if not isinstance(of, Scalar) or not isinstance(over, Mapping) or not over.entries:
            return FieldType.COUNT
        owner, name = over.entries[0].key.text, of.text
    field = entities[owner].fields.get(name) if owner in entities else None
    return field.kind if field else FieldType.COUNT


class FormulaParser:
    """Reads one formula of a computed field."""

    def __init__(self, scope: Scope, problems: Problems) -> None:
        self.scope = scope
        self.problems = problems

    def read(self, key: str, node: Node, entity: Entity) -> Formula | None:
        """The formula, or None with a diagnostic."""
        if key in ("days_since", "days_until"):
            return self._days(key, node, entity)
        if key == "count":
            related = BlockParser(self.scope, self.problems).related_block(node, entity.name, '"count"')
            return CountOf(*related) if related else None
        if key == "sum":
            return self._sum(node, entity)
        name = read_text(node, '"function"', self.problems)
        functions = registered_functions()
        if name is not None and name in functions and functions[name].entity == entity.name:
            return Function(name) if self._has_all(functions[name], name, node) else None
        if name is not None:
            known = [each for each, function in functions.items() if function.entity == entity.name]
            hint = suggest(name, known) or "functions are written in Python: " + ", ".join(functions)
            message = f'{a(entity.name)} has no function "{name}"'
            self.problems.add("unknown-function", node, message, hint)
        return None

    def _has_all(self, function: RegisteredFunction, name: str, node: Node) -> bool:
        """Whether the vocabulary declares everything that the function's code reads."""
        lacking = [
            path
            for path, kind in function.needs.items()
            if getattr(self.scope.resolve(path, function.entity, node, Problems()), "kind", None) is not kind
        ]
        for path in lacking:
            message = (
                f'the function "{name}" reads "{path}", {NOUNS[function.needs[path]]} that is not declared'
            )
            self.problems.add("function-needs", node, message, "declare it, or drop the computed field")
        return not lacking

    def _days(self, key: str, node: Node, entity: Entity) -> Formula | None:
        name = read_text(node, f'"{key}"', self.problems)
        path = self.scope.resolve(name, entity.name, node, self.problems) if name else None
        if path is None or name is None:
            return None
        if path.kind is not FieldType.DATE or path.hops or path.entity != entity.name:
            self.problems.add(
                "wrong-type", node, f'"{key}" needs a date field of {a(entity.name)}; "{name}" is none'
            )
            return None
        return DaysSince(name) if key == "days_since" else DaysUntil(name)

    def _sum(self, node: Node, entity: Entity) -> Formula | None:
        keys = read_keys(node, '"sum"', self.problems, required=["of", "over"])
        related = keys and BlockParser(self.scope, self.problems).related_block(
            keys["over"], entity.name, '"over"'
        )
        name = read_text(keys["of"], '"of"', self.problems) if keys else None
        if not keys or not related or name is None:
            return None
        path = self.scope.resolve(name, related[0].entity, keys["of"], self.problems)
        if path is None:
            return None
        if path.kind not in _SUMMED or path.root is not Root.SUBJECT or path.hops or path.name != name:
            message = f'"sum" needs a number of {a(related[0].entity)} itself; "{name}" is none'
            self.problems.add("wrong-type", keys["of"], message, "name a number field of it, without a dot")
            return None
        return SumOf(path, *related)


RESERVED = frozenset({"all", "any", "not", "some", "none", "count", "policy", "as_of"})
NAME_HINT = "use lower-case letters, digits and _, and no word of the rule language"
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_FIELD_KEYS = ("of", "ask", "find", "if_unknown", "default", "says", "past")
DECLARABLE = [kind for kind in FieldType if kind is not FieldType.POINTS]


def free_name(name: str) -> bool:
    """Whether a name can be written in a path, and is no word of the rule language."""
    return _NAME.fullmatch(name) is not None and name not in RESERVED


class FieldParser:
    """Reads fields into entities; `lost` gathers the names of those that could not be read."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.lost: set[str] = set()

    def fields(self, entity: Entity, node: Node | None) -> dict[str, Field]:
        """The fields under `fields:`, by name; those that the entity has already are reported."""
        found: dict[str, Field] = {}
        mapping = read_mapping(node, f'the fields of "{entity.name}"', self.problems) if node else None
        for entry in mapping.entries if mapping else ():
            field = self._field(entity, entry)
            if field is None:
                self.lost.add(entry.key.text)
            else:
                found[field.name] = field
        return found

    def may_declare(self, entity: Entity, entry: Entry) -> bool:
        """Whether a field of this name may be added to the entity; a diagnostic where not."""
        name = entry.key.text
        if not free_name(name):
            self.problems.add("reserved-name", entry.key, f'"{name}" cannot be a field name', NAME_HINT)
            return False
        earlier = entity.member(name)
        if earlier is not None:
            message = f'"{name}" is declared already, at {earlier.location}'
            self.problems.add("duplicate-id", entry.key, message, "rename one, or remove it")
        elif name in entity.hops:
            message = f'"{name}" is a link of "{entity.name}" already'
            self.problems.add("duplicate-id", entry.key, message, "give the field another name")
        return earlier is None and name not in entity.hops

    def _field(self, entity: Entity, entry: Entry) -> Field | None:
        name = entry.key.text
        what = f'the field "{name}"'
        if not self.may_declare(entity, entry):
            return None
        keys = read_keys(entry.value, what, self.problems, required=["type"], optional=_FIELD_KEYS)
        kind = read_choice(keys["type"], FieldType, f"{what}, type", self.problems) if keys else None
        if keys is None or kind is None:
            return None
        if kind not in DECLARABLE:
            self.problems.add("wrong-value", keys["type"], f"{what}: {kind} can only be computed")
            return None
        choices = self._choices(keys.get("of"), kind, entry, what)
        if kind is FieldType.CHOICE and not choices:
            return None
        return Field(
            name=name,
            kind=kind,
            location=entry.key.location,
            choices=choices,
            default=self._default(keys.get("default"), kind, choices, what),
            ask=optional_text(keys.get("ask"), f"{what}, ask", self.problems),
            find=optional_text(keys.get("find"), f"{what}, find", self.problems),
            if_unknown=optional_text(keys.get("if_unknown"), f"{what}, if_unknown", self.problems),
            says=self.says(keys.get("says"), kind, choices, what),
            past=self._past(keys.get("past"), kind, what),
        )

    def says(self, node: Node | None, kind: FieldType, choices: tuple[str, ...], what: str) -> Says:
        """The words for tests of a field; a text alone is for the value, or for a flag that is true."""
        words = ("true", "false") if kind is FieldType.FLAG else choices
        if not isinstance(node, Mapping):
            text = optional_text(node, f"{what}, says", self.problems)
            return ((words[0] if kind is FieldType.FLAG else "value", text),) if text else ()
        keys = read_keys(node, f"{what}, says", self.problems, optional=("value", "known", "unknown", *words))
        found = [
            (key, optional_text(value, f"{what}, says, {key}", self.problems))
            for key, value in (keys or {}).items()
        ]
        return tuple((key, text) for key, text in found if text)

    def _past(self, node: Node | None, kind: FieldType, what: str) -> bool:
        """Whether a date tells of what has happened."""
        if node is None:
            return False
        if kind is not FieldType.DATE:
            message = f'{what}: "past" goes with the type date, not with {kind}'
            self.problems.add("unknown-key", node, message, 'remove it, or write "type: date"')
        return read_flag(node, f"{what}, past", self.problems)

    def _choices(self, node: Node | None, kind: FieldType, entry: Entry, what: str) -> tuple[str, ...]:
        if kind is not FieldType.CHOICE:
            if node is not None:
                message = f'{what}: "of" goes with the type choice, not with {kind}'
                self.problems.add("unknown-key", node, message, 'remove it, or write "type: choice"')
            return ()
        if node is None:
            self.problems.add("missing-key", entry.key, f'{what} lacks "of"', "list the words it may hold")
            return ()
        words: list[str] = []
        items = read_list(node, f"{what}, of", self.problems)
        if not items and not isinstance(node, Mapping):
            self.problems.add("missing-key", node, f'{what}: "of" holds no words', "list at least one")
        for item in items:
            word = read_text(item, f"{what}, of", self.problems)
            if word in ("known", "unknown"):
                message = f'{what}: "{word}" is a word of the rule language'
                self.problems.add("reserved-name", item, message, "choose another word")
            elif word in words:
                self.problems.add("duplicate-id", item, f'{what}: "{word}" is listed twice', "remove one")
            if word:
                words.append(word)
        return tuple(words)

    def _default(
        self, node: Node | None, kind: FieldType, choices: tuple[str, ...], what: str
    ) -> Value | None:
        if node is None:
            return None
        value = read_value(node.text, kind, choices) if isinstance(node, Scalar) else Mismatch("one value")
        if isinstance(value, Mismatch):
            message = f"{what}, default: found {describe(node)}, expected {value.expected}"
            self.problems.add("wrong-value", node, message, value.hint)
            return None
        return value
