"""Productions as rulesets of durable_rules: as many as its limits ask for, each as its JSON."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from advisor.engine.columns import Columns
from advisor.engine.limits import (
    MAX_KINDS,
    MAX_PATTERNS_OF_A_KIND,
    MAX_PROPERTIES,
    MAX_RULES,
    group,
    properties_of,
)
from advisor.engine.network import Condition, Pattern, Production
from advisor.source.record import record

WARM_UP_FACT = '{"id":"w","kind":"w"}'
MAX_CAP = 65_535  # matches of one rule that the engine hands over in one message; beyond, it counts from 0

# Equalities first: they let the fewest facts through to the nodes behind them.
_ORDER = {"eq": 0, "lt": 1, "le": 1, "gt": 1, "ge": 1, "ne": 2, "known": 3, "unknown": 4}
_WRITTEN = {"ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}

Json = dict[str, object]


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
    conditions = {*pattern.conditions, *(Condition(prop, "known") for prop in referred)}
    ordered = sorted(conditions, key=lambda each: (_ORDER[each.op], each.prop, each.op, str(each.value)))
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


def _test(condition: Condition, columns: Columns) -> Json:
    key, value = columns.by_prop[condition.prop].key, condition.value
    if value is None:
        return {"$ex" if condition.op == "known" else "$nex": {key: 1}}
    number = columns.numbers[value] if isinstance(value, str) else int(value)
    return {key: number} if condition.op == "eq" else {_WRITTEN[condition.op]: {key: number}}
