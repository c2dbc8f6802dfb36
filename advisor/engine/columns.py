"""Facts as the engine reads them: JSON objects that hold nothing but numbers and short names of ours.

Kinds, properties and text values are numbered, so that the engine compares integers only, no authored name
can share a 32-bit hash with another, and no text in a fact can pass for structure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import count

from advisor.engine.limits import MAX_INTEGER, MIN_INTEGER, SPOKEN, PropertyTypes, properties_of
from advisor.engine.network import Production, Value
from advisor.source.errors import EngineError
from advisor.source.record import record

MAX_PIECES = 4_096  # of one column kept in memory

Numbers = dict[object, int]
"""Text values, numbered; also the values of untyped properties, as (type, value)."""

Fact = Mapping[str, Value]


@record
class Column:
    """How the engine gets one property.

    `key` is its short name; `type` is None if nothing declares one; `joined` tells whether a join reads it.
    `pieces` holds values written before, as members of a JSON object.
    """

    key: str
    type: type | None
    joined: bool
    pieces: dict[Value, str] = field(default_factory=dict)

    def write(self, value: Value, numbers: Numbers) -> str | None:
        """A value that is not in `pieces`; None if the column cannot take it. May number it."""
        if self.type is None:
            if type(value) not in SPOKEN:
                return None
            number = numbers.setdefault((type(value), value), len(numbers)) if self.joined else 1
        elif type(value) is not self.type:
            return None
        elif isinstance(value, str):
            # Texts that no rule names may share a number, unless they are compared with each other.
            number = numbers.setdefault(value, len(numbers)) if self.joined else numbers.get(value, -1)
        elif MIN_INTEGER <= value <= MAX_INTEGER:
            number = int(value)
            if len(self.pieces) < MAX_PIECES:
                self.pieces[value] = f'"{self.key}":{number}'
        else:
            return None
        return f'"{self.key}":{number}'


class Columns:
    """The kinds and properties that productions read. `numbers` holds the texts that they name."""

    def __init__(self, productions: Sequence[Production], types: PropertyTypes) -> None:
        """Numbers everything in the order of the productions."""
        self.kinds: dict[str, str] = {}
        self.by_prop: dict[str, Column] = {}
        self.by_kind: dict[str, dict[str, Column]] = {}
        self.numbers: Numbers = {}
        names = short_names()
        joined = _joined(productions)
        for production in productions:
            for pattern in production.patterns:
                self.kinds.setdefault(pattern.kind, f"k{len(self.kinds)}")
                self.by_kind.setdefault(pattern.kind, {})
                for condition in pattern.conditions:
                    if isinstance(condition.value, str):
                        self.numbers.setdefault(condition.value, len(self.numbers))
            for kind, prop in [*properties_of(production), (production.patterns[0].kind, production.subject)]:
                if prop not in self.by_prop:
                    self.by_prop[prop] = Column(next(names), types.get(prop), prop in joined)
                self.by_kind[kind][prop] = self.by_prop[prop]

    def write(self, fact: Fact, numbers: Numbers) -> dict[str, str]:
        """The properties of a fact that any production reads, as members of a JSON object, by name.

        `numbers` are those of one run: a copy of ours. Raises EngineError about a value of the wrong type.
        """
        columns = self.by_kind[str(fact["kind"])]
        pieces: dict[str, str] = {}
        for prop, value in fact.items():
            column = columns.get(prop)
            if column is None:
                continue
            # Only values of the column's own type are looked up: 1 and True are one key.
            piece = column.pieces.get(value) if type(value) is column.type else None
            piece = piece or column.write(value, numbers)
            if piece is None:
                raise _refused(fact, prop, column)
            pieces[prop] = piece
        return pieces


def hash32(text: str) -> int:
    """FNV-1a, by which alone the engine tells one property name from another."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def short_names() -> Iterator[str]:
    """v0, v1, ... without those whose hash is that of a name before or of one of the engine's own."""
    taken = {hash32(name) for name in ("id", "sid", "kind")}
    for number in count():
        name = f"v{number}"
        if hash32(name) not in taken:
            taken.add(hash32(name))
            yield name


def _joined(productions: Sequence[Production]) -> set[str]:
    return {
        prop
        for production in productions
        for pattern in production.patterns
        for join in pattern.joins
        for prop in (join.prop, join.other)
    }


def _refused(fact: Fact, prop: str, column: Column) -> EngineError:
    wanted = SPOKEN[column.type] if column.type else "a flag, an integer or text"
    if column.type is int:
        wanted += f" between {MIN_INTEGER} and {MAX_INTEGER}"
    return EngineError(
        f'the fact "{fact["kind"]}" {fact["ref"]}: "{prop}" is {fact[prop]!r}; it takes {wanted}'
    )
