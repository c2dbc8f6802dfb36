"""Mappings whose keys the grammar lists, and what every parser reads in them."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TypeVar

from advisor.playbook.grammar import ValueShape
from advisor.playbook.reading import (
    Problems,
    describe,
    optional_text,
    read_choice,
    read_flag,
    read_keys,
    read_list,
    read_mapping,
    read_texts,
)
from advisor.playbook.types import FieldType, Mismatch, Value, read_value
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar

E = TypeVar("E", bound=StrEnum)


class Keys:
    """The nodes under the keys of a mapping; `what` names the mapping in messages."""

    def __init__(self, nodes: dict[str, Node], what: str, problems: Problems) -> None:
        self.nodes, self.what, self.problems = nodes, what, problems

    def __contains__(self, key: str) -> bool:
        return key in self.nodes

    def __getitem__(self, key: str) -> Node:
        return self.nodes[key]

    def get(self, key: str) -> Node | None:
        """The node under a key, or None."""
        return self.nodes.get(key)

    def about(self, key: str) -> str:
        """What messages call that which stands under a key."""
        return f"{self.what}, {key}"

    def unknown(self, noun: str, name: str, where: Node, known: Collection[str], otherwise: str = "") -> None:
        """Report a name that nothing has, with what there is or, where that says more, `otherwise`."""
        self.problems.unknown(noun, name, where, known, otherwise=otherwise, what=self.what)

    def text(self, key: str) -> str:
        """A text; "" where there is none, or where something else was found."""
        return optional_text(self.get(key), self.about(key), self.problems)

    def texts(self, key: str) -> tuple[tuple[str, Node], ...]:
        """One text or a list of texts, each with its node."""
        return read_texts(self.get(key), self.about(key), self.problems)

    def flag(self, key: str) -> bool:
        """Whether a flag is set."""
        return read_flag(self.get(key), self.about(key), self.problems)

    def choice(self, key: str, kind: type[E]) -> E | None:
        """The member of an enumeration whose word stands there."""
        return read_choice(self.get(key), kind, self.about(key), self.problems)

    def value(self, key: str, kind: FieldType, choices: tuple[str, ...] = ()) -> Value | None:
        """One value of a type."""
        node = self.get(key)
        return read_scalar(node, kind, self.about(key), self.problems, choices=choices) if node else None

    def listed(self, key: str) -> tuple[Node, ...]:
        """The items of a list; none where there is no list."""
        return read_list(self.get(key), self.about(key), self.problems)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The entries of a mapping; none where there is no mapping."""
        node = self.get(key)
        mapping = read_mapping(node, self.about(key), self.problems) if node else None
        return mapping.entries if mapping else ()


def read_shape(
    node: Node, what: str, shape: ValueShape, problems: Problems, *, whole: bool = True
) -> Keys | None:
    """What stands under the keys of a shape.

    None where it is no mapping and, for one that must be `whole`, where a required key is missing.
    """
    required, optional = (shape.required, shape.optional) if whole else ((), shape.names)
    nodes = read_keys(node, what, problems, required, optional)
    if nodes is None:
        return None
    if not whole:
        problems.missing([key for key in shape.required if key not in nodes], node, what)
    return Keys(nodes, what, problems)


def read_scalar(
    node: Node,
    kind: FieldType,
    what: str,
    problems: Problems,
    *,
    choices: tuple[str, ...] = (),
    expected: str = "one value",
) -> Value | None:
    """A value of a type, or None with a diagnostic; `expected` is said of a list or a mapping."""
    value = read_value(node.text, kind, choices) if isinstance(node, Scalar) else Mismatch(expected)
    if not isinstance(value, Mismatch):
        return value
    message = f"{what}: found {describe(node)}, expected {value.expected}"
    problems.add("wrong-value", node, message, value.hint)
    return None


def read_count(node: Node, what: str, problems: Problems) -> int | None:
    """A whole number, or None with a diagnostic."""
    value = read_value(node.text, FieldType.COUNT) if isinstance(node, Scalar) else None
    if isinstance(value, int):
        return value
    problems.add("wrong-value", node, f"{what}: found {describe(node)}, expected a whole number")
    return None


def read_entity(keys: Keys, entities: Collection[str]) -> str | None:
    """The entity that is named under `for`, or None with a diagnostic."""
    name = keys.text("for")
    if name and name not in entities:
        keys.unknown("entity", name, keys["for"], entities)
    return name if name in entities else None


@record
class CitableClaims:
    """The claims that may be cited; of those that are `broken` only the declaration is to blame."""

    claims: Collection[str]
    broken: Collection[str] = ()

    def read(self, keys: Keys) -> tuple[str, ...]:
        """The claims cited under `claims`, each once.  Unknown ones are reported."""
        cited = keys.texts("claims")
        for name, node in cited:
            if name not in self.claims and name not in self.broken:
                otherwise = "claims are declared under claims:"
                keys.unknown("claim", name, node, self.claims, otherwise)
        return tuple(dict.fromkeys(name for name, _ in cited))


def entries_of(sections: Iterable[Node], what: str, problems: Problems) -> list[Entry]:
    """The entries of all sections of one name, over all files, each id once; the rest are reported."""
    seen: dict[str, Entry] = {}
    for section in sections:
        mapping = read_mapping(section, f'"{what}"', problems)
        for entry in mapping.entries if mapping else ():
            earlier = seen.setdefault(entry.key.text, entry)
            if earlier is not entry:
                problems.duplicate(entry.key, earlier.key.location)
    return list(seen.values())


def names_in(sections: Iterable[Node]) -> set[str]:
    """Every name declared in the sections, whether or not what it stands for can be read."""
    mappings = (section for section in sections if isinstance(section, Mapping))
    return {entry.key.text for mapping in mappings for entry in mapping.entries}
