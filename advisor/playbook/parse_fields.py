"""The fields of an entity: type, choices, default, and the words around them."""

import re

from advisor.playbook.quantities import FieldType, Mismatch, Value, read_value
from advisor.playbook.reading import (
    Problems,
    describe,
    optional_text,
    read_choice,
    read_flag,
    read_keys,
    read_list,
    read_mapping,
    read_text,
)
from advisor.playbook.vocabulary import Entity, Field, Says
from advisor.source.tree import Entry, Mapping, Node, Scalar

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
