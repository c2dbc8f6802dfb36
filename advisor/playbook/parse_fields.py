"""The fields of an entity: type, choices, default, and the words around them."""

import re
from collections.abc import Mapping as ReadMapping

from advisor.playbook.conditions import Root
from advisor.playbook.extensions import registered_functions
from advisor.playbook.grammar import BLOCK, DECLARABLE, FIELD, SUM
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_keys import Keys, read_shape
from advisor.playbook.reading import Problems, a, read_keys, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType
from advisor.playbook.units import Units
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
from advisor.source.tree import Entry, Mapping, Node, Scalar, entries_of

_SUMMED = frozenset(
    {FieldType.COUNT, FieldType.MONEY, FieldType.HOURS, FieldType.DAYS, FieldType.PERCENT, FieldType.POINTS}
)


def kind_of(
    owner: str, name: str, entities: ReadMapping[str, Entity], computed: ReadMapping[tuple[str, str], Entry]
) -> FieldType:
    """The type that a computed field will have, as its formula is written."""
    seen: set[tuple[str, str]] = set()
    while (owner, name) in computed and (owner, name) not in seen:
        seen.add((owner, name))
        node = computed[owner, name].value
        formulas = {entry.key.text: entry.value for entry in entries_of(node)}
        if "days_since" in formulas or "days_until" in formulas:
            return FieldType.DAYS
        function, total = formulas.get("function"), formulas.get("sum")
        if isinstance(function, Scalar) and function.text in registered_functions():
            return registered_functions()[function.text].kind
        of, over = (total.get("of"), total.get("over")) if isinstance(total, Mapping) else (None, None)
        if not isinstance(of, Scalar) or not isinstance(over, Mapping) or not over.entries:
            return FieldType.COUNT
        owner, name = over.entries[0].key.text, of.text
    field = entities[owner].fields.get(name) if owner in entities else None
    return field.kind if field else FieldType.COUNT


def parse_formula(key: str, node: Node, entity: str, scope: Scope) -> Formula | None:
    """The formula under a key of a computed field, or None with a diagnostic."""
    if key == "count":
        related = BlockParser(scope).related_block(node, entity, '"count"')
        return CountOf(*related) if related else None
    if key == "sum":
        return _parse_sum(node, entity, scope)
    name = read_text(node, f'"{key}"', scope.problems)
    if name is None:
        return None
    if key == "function":
        return Function(name) if _is_declared(name, node, entity, scope) else None
    path = scope.resolve(name, entity, node)
    if path is None:
        return None
    if path.kind is not FieldType.DATE or path.hops or path.entity != entity:
        message = f'"{key}" needs a date field of {a(entity)}; "{name}" is none'
        scope.problems.add("wrong-type", node, message)
        return None
    return DaysSince(name) if key == "days_since" else DaysUntil(name)


def _is_declared(name: str, node: Node, entity: str, scope: Scope) -> bool:
    """Whether the entity has the function, and the vocabulary everything that its code reads."""
    functions = registered_functions()
    of_entity = [other for other, function in functions.items() if function.entity == entity]
    if name not in of_entity:
        hint = suggest(name, of_entity) or "functions are written in Python: " + ", ".join(functions)
        scope.problems.add("unknown-function", node, f'{a(entity)} has no function "{name}"', hint)
        return False
    complete = True
    for text, kind in functions[name].needs.items():
        path = scope.find(text, entity)
        if path is None or path.kind is not kind:
            complete = False
            message = f'the function "{name}" reads "{text}", {NOUNS[kind]} that is not declared'
            scope.problems.add("function-needs", node, message, "declare it, or drop the computed field")
    return complete


def _parse_sum(node: Node, entity: str, scope: Scope) -> SumOf | None:
    keys = read_shape(node, '"sum"', SUM, scope.problems)
    related = BlockParser(scope).related_block(keys["over"], entity, '"over"') if keys else None
    name = read_text(keys["of"], '"of"', scope.problems) if keys else None
    if not keys or not related or name is None:
        return None
    path = scope.resolve(name, related[0].entity, keys["of"])
    if path is None:
        return None
    if path.kind not in _SUMMED or path.root is not Root.SUBJECT or path.hops or path.name != name:
        message = f'"sum" needs a number of {a(related[0].entity)} itself; "{name}" is none'
        scope.problems.add("wrong-type", keys["of"], message, "name a number field of it, without a dot")
        return None
    return SumOf(path, *related)


_RESERVED = frozenset({*BLOCK.names, "policy", "as_of"})
NAME_HINT = "use lower-case letters, digits and _, and no word of the rule language"
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def free_name(name: str) -> bool:
    """Whether a name can be written in a path, and is no word of the rule language."""
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


def may_declare(entity: Entity, name: Scalar, problems: Problems) -> bool:
    """Whether a field of this name may be added to the entity; a diagnostic where not."""
    earlier = entity.member(name.text)
    if not free_name(name.text):
        problems.add("reserved-name", name, f'"{name.text}" cannot be a field name', NAME_HINT)
    elif earlier is not None:
        problems.duplicate(name, earlier.location)
    elif name.text in entity.hops:
        message = f'"{name.text}" is a link of "{entity.name}" already'
        problems.add("duplicate-id", name, message, "give the field another name")
    else:
        return True
    return False


def parse_field(entity: Entity, entry: Entry, units: Units, problems: Problems) -> Field | None:
    """A field that is added to an entity, or None with a diagnostic."""
    name = entry.key
    if not may_declare(entity, name, problems):
        return None
    keys = read_shape(entry.value, f'the field "{name.text}"', FIELD, problems)
    kind = keys.choice("type", FieldType) if keys else None
    if keys is None or kind is None:
        return None
    if kind not in DECLARABLE:
        problems.add("wrong-value", keys["type"], f"{keys.what}: {kind} can only be computed")
        return None
    chosen = kind in (FieldType.CHOICE, FieldType.CHOICES)
    choices = _choices(keys, name, several=kind is FieldType.CHOICES) if chosen else ()
    if chosen and not choices:
        return None
    for key, wanted, fits in (
        ("of", FieldType.CHOICE, chosen),
        ("past", FieldType.DATE, kind is FieldType.DATE),
    ):
        if key in keys and not fits:
            message = f'{keys.what}: "{key}" goes with the type {wanted}, not with {kind}'
            problems.add("unknown-key", keys[key], message, f'remove it, or write "type: {wanted}"')
    return Field(
        name=name.text,
        kind=kind,
        location=name.location,
        choices=choices,
        default=keys.value("default", kind, choices, units),
        ask=keys.text("ask"),
        find=keys.text("find"),
        if_unknown=keys.text("if_unknown"),
        says=read_says(keys, kind, choices),
        past=keys.flag("past"),
    )


def _choices(keys: Keys, name: Scalar, *, several: bool = False) -> tuple[str, ...]:
    what, problems, node = keys.what, keys.problems, keys.get("of")
    items = keys.listed("of")
    if node is None:
        problems.add("missing-key", name, f'{what} lacks "of"', "list the words it may hold")
    elif not items and not isinstance(node, Mapping):
        problems.add("missing-key", node, f'{what}: "of" holds no words', "list at least one")
    words: list[str] = []
    for item in items:
        word = read_text(item, keys.about("of"), problems)
        if word in ("known", "unknown"):
            message = f'{what}: "{word}" is a word of the rule language'
            problems.add("reserved-name", item, message, "choose another word")
        elif word in words:
            problems.add("duplicate-id", item, f'{what}: "{word}" is listed twice', "remove one")
        elif several and word and "," in word:
            message = f'{what}: "{word}" holds a comma, which stands between choices'
            problems.add("reserved-name", item, message, "leave the comma out")
        if word:
            words.append(word)
    return tuple(words)


def read_says(keys: Keys, kind: FieldType, choices: tuple[str, ...]) -> Says:
    """The words for tests of a field; a text alone is for the value, or for a flag that is true."""
    words = ("true", "false") if kind is FieldType.FLAG else choices
    node, what = keys.get("says"), keys.about("says")
    if not isinstance(node, Mapping):
        text = keys.text("says")
        return ((words[0] if kind is FieldType.FLAG else "value", text),) if text else ()
    tested = ("value", "known", "unknown", *words)
    nodes = read_keys(node, what, keys.problems, optional=tested) or {}
    texts = ((key, read_text(value, f"{what}, {key}", keys.problems)) for key, value in nodes.items())
    return tuple((key, text) for key, text in texts if text)
