"""Text as a tree of scalars, sequences and mappings, each with its place.

Scalars are text: `no`, `on`, `2026-05-01` and `1_000` stay as they were written. Equality ignores places.
"""

from dataclasses import field

from advisor.source.diagnostic import Location
from advisor.source.record import record

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@record
class Scalar:
    """A text; `quoted` is true for every style but the plain one.

    `comment` stands right behind a plain text and looks like a part of it, as in "title: Logo #2".
    """

    text: str
    quoted: bool
    location: Location = field(compare=False)
    comment: str = field(default="", compare=False)

    @property
    def is_null(self) -> bool:
        """Whether nothing was written: plain, and empty or a YAML word for null."""
        return not self.quoted and self.text in NULLS


@record
class Sequence:
    """A list of nodes, in order."""

    items: "tuple[Node, ...]"
    location: Location = field(compare=False)


@record
class Entry:
    """One key of a mapping and its value."""

    key: Scalar
    value: "Node"


@record
class Mapping:
    """Entries in the order in which they were written; no two keys read the same."""

    entries: tuple[Entry, ...]
    location: Location = field(compare=False)

    def get(self, key: str) -> "Node | None":
        """The value under `key`, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None

    def put(self, key: str, value: "Node", at: Location | None = None) -> "Mapping":
        """The mapping with a value under a key, which stands where it stood, or else at the end.

        `at` is the place of the key; by default that of the mapping.
        """
        new = Entry(Scalar(key, False, at or self.location), value)
        entries = {entry.key.text: entry for entry in self.entries} | {key: new}
        return Mapping(tuple(entries.values()), self.location)


Node = Scalar | Sequence | Mapping


def items_of(node: "Node | None") -> "tuple[Node, ...]":
    """The items of a list; none of anything else."""
    return node.items if isinstance(node, Sequence) else ()


def mappings_of(node: "Node | None") -> tuple[Mapping, ...]:
    """The mappings among the items of a list."""
    return tuple(item for item in items_of(node) if isinstance(item, Mapping))


def entries_of(node: "Node | None") -> tuple[Entry, ...]:
    """The entries of a mapping; none of anything else."""
    return node.entries if isinstance(node, Mapping) else ()


def children_of(node: "Node | None") -> "tuple[Node, ...]":
    """What stands right below a node: the values of a mapping, or the items of a list."""
    return (*(entry.value for entry in entries_of(node)), *items_of(node))


def text_of(node: "Node | None") -> str:
    """The text of a scalar, without blanks around it; "" for none, a null, a list and a mapping."""
    return node.text.strip() if isinstance(node, Scalar) and not node.is_null else ""


def text_under(node: "Node | None", key: str) -> str:
    """As `text_of`, under a key of a mapping; "" also where there is no such."""
    return text_of(node.get(key)) if isinstance(node, Mapping) and key else ""


def is_null(node: "Node | None") -> bool:
    """Whether a node is a key without a value, or a word for null."""
    return isinstance(node, Scalar) and node.is_null
