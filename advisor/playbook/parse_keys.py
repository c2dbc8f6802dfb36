"""Mappings whose keys the grammar lists, and what every parser reads in them."""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from advisor.playbook.choices import text_of_list
from advisor.playbook.ids import check_id
from advisor.playbook.reading import (
    Problems,
    a,
    read_choice,
    read_keys,
    read_list,
    read_mapping,
    read_text,
    read_texts,
    small_percent,
)
from advisor.playbook.shapes import ValueShape
from advisor.playbook.types import FieldType, Mismatch, Value, read_value
from advisor.playbook.units import UNNAMED, Units
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, entries_of

E = TypeVar("E", bound=StrEnum)


class Keys(dict[str, Node]):
    """The nodes under the keys of a mapping; `what` names the mapping in messages."""

    def __init__(self, nodes: dict[str, Node], what: str, problems: Problems) -> None:
        super().__init__(nodes)
        self.what, self.problems = what, problems

    def about(self, key: str) -> str:
        """What messages call that which stands under a key."""
        return f"{self.what}, {key}"

    def text(self, key: str) -> str:
        """A text; "" where there is none, or where something else was found."""
        return read_text(self.get(key), self.about(key), self.problems) or ""

    def texts(self, key: str) -> tuple[tuple[str, Node], ...]:
        """One text or a list of texts, each with its node."""
        return read_texts(self.get(key), self.about(key), self.problems)

    def flag(self, key: str) -> bool:
        """Whether a flag is set."""
        node = self.get(key)
        return node is not None and read_flag(node, self.about(key), self.problems) is True

    def choice(self, key: str, kind: type[E]) -> E | None:
        """The member of an enumeration whose word stands there."""
        return read_choice(self.get(key), kind, self.about(key), self.problems)

    def value(
        self, key: str, kind: FieldType, choices: tuple[str, ...] = (), units: Units = UNNAMED
    ) -> Value | None:
        """One value of a type; `units` as for `types.read_value`."""
        node, what = self.get(key), self.about(key)
        return read_scalar(node, kind, what, self.problems, choices=choices, units=units) if node else None

    def listed(self, key: str) -> tuple[Node, ...]:
        """The items of a list; none where there is no list."""
        return read_list(self.get(key), self.about(key), self.problems)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The entries of a mapping; none where there is no mapping."""
        node = self.get(key)
        return entries_of(read_mapping(node, self.about(key), self.problems)) if node else ()

    def declared(self, key: str, name: str, known: Collection[str], broken: Collection[str] = ()) -> bool:
        """Whether the name under a key is known, as `Problems.declared`; there may be none."""
        return bool(name) and self.problems.declared(
            key, name, self[key], known, broken=broken, what=self.what
        )


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
    units: Units = UNNAMED,
    expected: str = "one value",
) -> Value | None:
    """A value of a type, or None with a diagnostic; `expected` is said of a list or a mapping.

    `units` as for `types.read_value`.
    """
    several = text_of_list(node) if kind is FieldType.CHOICES else None
    if several == "":
        return several
    text = node.text if isinstance(node, Scalar) else several
    value = Mismatch(expected) if text is None else read_value(text, kind, choices, units)
    if not isinstance(value, Mismatch):
        if text and (doubt := small_percent(text, value, kind, what, node)):
            problems.found.append(doubt)
        return value
    problems.mismatch("wrong-value", node, what, value.expected, value.hint)
    return None


def read_flag(node: Node, what: str, problems: Problems) -> bool | None:
    """A flag, or None with a diagnostic."""
    value = read_scalar(node, FieldType.FLAG, what, problems, expected="true or false")
    return None if value is None else bool(value)


def read_count(node: Node, what: str, problems: Problems) -> int | None:
    """A whole number, or None with a diagnostic."""
    value = read_value(node.text, FieldType.COUNT) if isinstance(node, Scalar) else None
    if isinstance(value, int):
        return value
    problems.mismatch("wrong-value", node, what, "a whole number")
    return None


def read_entity(keys: Keys, entities: Collection[str]) -> str | None:
    """The entity that is named under `for`, or None with a diagnostic."""
    name = keys.text("for")
    if not name or not keys.problems.declared("entity", name, keys["for"], entities, what=keys.what):
        return None
    return name


@record
class CitableClaims:
    """The claims that may be cited; of those that are `broken` only the declaration is to blame."""

    claims: Collection[str]
    broken: Collection[str] = ()

    def read(self, keys: Keys) -> tuple[str, ...]:
        """The claims cited under `claims`, each once.  Unknown ones are reported."""
        cited = keys.texts("claims")
        for name, node in cited:
            keys.problems.declared("claim", name, node, self.claims, broken=self.broken, what=keys.what)
        return tuple(dict.fromkeys(name for name, _ in cited))


def unique_entries(sections: Iterable[Node], what: str, problems: Problems) -> list[Entry]:
    """The entries of all sections of one name, over all files, each id once; the rest are reported."""
    seen: dict[str, Entry] = {}
    for section in sections:
        for entry in entries_of(read_mapping(section, f'"{what}"', problems)):
            earlier = seen.setdefault(entry.key.text, entry)
            if earlier is not entry:
                problems.duplicate(entry.key, earlier.key.location)
    return list(seen.values())


def read_declarations(
    sections: Iterable[Node], what: str, noun: str, shape: ValueShape, problems: Problems
) -> Iterator[tuple[Scalar, Keys]]:
    """What is declared by id in the sections of one name: the id, and what stands under its keys."""
    for entry in unique_entries(sections, what, problems):
        check_id(entry.key.text, entry.key, f"the id of {a(noun)}", problems)
        keys = read_shape(entry.value, f'the {noun} "{entry.key.text}"', shape, problems)
        if keys is not None:
            yield entry.key, keys


def names_in(sections: Iterable[Node]) -> set[str]:
    """Every name declared in the sections, whether or not what it stands for can be read."""
    mappings = (section for section in sections if isinstance(section, Mapping))
    return {entry.key.text for mapping in mappings for entry in mapping.entries}
