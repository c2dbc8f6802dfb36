"""The fields of an entity: type, choices, default, and the words around them."""

import re

from advisor.playbook.grammar import BLOCK, DECLARABLE, FIELD
from advisor.playbook.parse_keys import Keys, read_shape
from advisor.playbook.parse_synonyms import choice_meanings, choice_words, field_words
from advisor.playbook.reading import Problems, read_keys, read_text
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import Entity, Field, Says
from advisor.source.tree import Entry, Mapping, Scalar

_OF_ONE_TYPE = (
    *(("of", FieldType.CHOICE), ("means", FieldType.CHOICE)),
    *(("past", FieldType.DATE), ("quoted", FieldType.TEXT)),
)

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
    for key, wanted in _OF_ONE_TYPE:
        if key in keys and kind is not wanted and not (key in ("of", "means") and chosen):
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
        also=() if chosen or "also" not in keys else field_words(keys, name.text),
        choice_words=choice_words(keys, choices) if chosen and "also" in keys else (),
        means=choice_meanings(keys, choices) if chosen and "means" in keys else (),
        past=keys.flag("past"),
        quoted=keys.flag("quoted"),
    )


def _choices(keys: Keys, name: Scalar, *, several: bool) -> tuple[str, ...]:
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
