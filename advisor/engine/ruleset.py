"""Productions as rulesets of durable_rules: as many as its limits ask for, each as its JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from advisor.engine.limits import (
    MAX_INTEGER,
    MAX_KINDS,
    MAX_PATTERNS_OF_A_KIND,
    MAX_PROPERTIES,
    MAX_RULES,
    MIN_INTEGER,
    TYPE_NAMES,
    EngineFact,
    EngineValue,
    Pattern,
    Production,
    PropertyTest,
    PropertyTypes,
    group,
    properties_of,
)
from advisor.source.errors import EngineError
from advisor.source.record import record

MAX_PIECES = 4_096  # of one column kept in memory
MAX_CAP = 65_535  # matches of one rule that the engine hands over in one message; beyond, it counts from 0
WARM_UP_FACT = '{"id":"w","kind":"w"}'
# Equalities first: they let the fewest facts through to the nodes behind them.
_ORDER = {"eq": 0, "lt": 1, "le": 1, "gt": 1, "ge": 1, "ne": 2, "known": 3, "unknown": 4}
_ENGINE_NAMES = {"ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}

Json = dict[str, object]

Numbers = dict[object, int]
"""Text values, numbered; also the values of untyped properties, as (type, value)."""


@record
class Column:
    """How the engine gets one property.

    `key` is its short name; `type` is None if nothing declares one; `joined` is whether a join reads it.
    `pieces` holds values written before, as members of a JSON object.
    """

    key: str
    type: type | None
    joined: bool
    pieces: dict[EngineValue, str] = field(default_factory=dict)

    def write(self, value: EngineValue, numbers: Numbers) -> str | None:
        """A value that is not in `pieces`; None if the column cannot take it. May number it."""
        if self.type is None:
            if type(value) not in TYPE_NAMES:
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
        joined = {
            prop
            for production in productions
            for pattern in production.patterns
            for join in pattern.joins
            for prop in (join.prop, join.other)
        }
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

    def write(self, fact: EngineFact, numbers: Numbers) -> dict[str, str]:
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


def _refused(fact: EngineFact, prop: str, column: Column) -> EngineError:
    wanted = TYPE_NAMES[column.type] if column.type else "a flag, an integer or text"
    if column.type is int:
        wanted += f" between {MIN_INTEGER} and {MAX_INTEGER}"
    return EngineError(
        f'the fact "{fact["kind"]}" {fact["ref"]}: "{prop}" is {fact[prop]!r}; it takes {wanted}'
    )


@record
class Ruleset:
    """One ruleset as JSON; production i is its rule "r<i>". `reads` are the properties it needs, by kind."""

    rules: str
    reads: Mapping[str, frozenset[str]]


def compile_rulesets(productions: Sequence[Production], columns: Columns) -> list[Ruleset]:
    """Few rulesets: each production stands in the first one that has room."""
    parts: list[_Part] = []
    for position, production in enumerate(productions):
        if not any(part.takes(position, production) for part in parts):
            parts.append(_Part())
            parts[-1].takes(position, production)
    return [_compile(part, productions, columns) for part in parts]


@dataclass(slots=True)
class _Part:
    """Productions that fit into one ruleset, by their positions."""

    members: list[int] = field(default_factory=list)
    patterns: Counter[str] = field(default_factory=Counter)
    reads: dict[str, set[str]] = field(default_factory=dict)

    def takes(self, position: int, production: Production) -> bool:
        """Adds the production if there is room."""
        patterns = self.patterns + Counter(pattern.kind for pattern in production.patterns)
        wanted = group(properties_of(production))
        reads = {kind: self.reads.get(kind, set()) | wanted.get(kind, set()) for kind in patterns}
        if (
            len(self.members) == MAX_RULES
            or len(patterns) > MAX_KINDS
            or max(patterns.values()) > MAX_PATTERNS_OF_A_KIND
            or max(len(props) for props in reads.values()) > MAX_PROPERTIES
        ):
            return False
        self.members.append(position)
        self.patterns, self.reads = patterns, reads
        return True


def _compile(part: _Part, productions: Sequence[Production], columns: Columns) -> Ruleset:
    rules: Json = {f"r{position}": _rule(productions[position], columns) for position in part.members}
    rules["w"] = {"all": [{"p0": {"$and": [{"kind": "w"}]}}]}  # fires for WARM_UP_FACT
    return Ruleset(json.dumps(rules), {kind: frozenset(props) for kind, props in part.reads.items()})


def _rule(production: Production, columns: Columns) -> Json:
    referred: list[set[str]] = [set() for _ in production.patterns]
    for pattern in production.patterns:
        for join in pattern.joins:
            referred[join.pattern].add(join.other)
    patterns = [
        {f"p{position}": {"$and": _tests(pattern, referred[position], columns)}}
        for position, pattern in enumerate(production.patterns)
    ]
    return {"all": patterns, "cap": MAX_CAP}


def _tests(pattern: Pattern, referred: set[str], columns: Columns) -> list[Json]:
    """`referred` are properties that later patterns join with: the engine fails on a fact that lacks one."""
    conditions = {*pattern.conditions, *(PropertyTest(prop, "known") for prop in referred)}
    ordered = sorted(conditions, key=lambda test: (_ORDER[test.op], test.prop, test.op, str(test.value)))
    tests: list[Json] = [
        {"kind": columns.kinds[pattern.kind]},
        *(_test(condition, columns) for condition in ordered),
    ]
    joins: list[Json] = [
        {columns.by_prop[join.prop].key: {f"p{join.pattern}": columns.by_prop[join.other].key}}
        for join in pattern.joins
    ]
    # The engine reads past the end of a last join that is false: it stands twice.
    return [*tests, *joins, *joins[-1:]]


def _test(condition: PropertyTest, columns: Columns) -> Json:
    key, value = columns.by_prop[condition.prop].key, condition.value
    if value is None:
        return {"$ex" if condition.op == "known" else "$nex": {key: 1}}
    number = columns.numbers[value] if isinstance(value, str) else int(value)
    return {key: number} if condition.op == "eq" else {_ENGINE_NAMES[condition.op]: {key: number}}
