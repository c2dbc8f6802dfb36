"""Productions as rulesets of durable_rules: as many as its limits ask for, each as its JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import count

from advisor.engine.limits import (
    MAX_KINDS,
    MAX_PATTERNS_OF_A_KIND,
    MAX_PROPERTIES,
    MAX_RULES,
    Pattern,
    Production,
    group,
    properties_of,
)
from advisor.source.record import draft, record

MAX_CAP = 65_535  # matches of one rule that the engine hands over in one message; beyond, it counts from 0
WARM_UP_FACT = '{"id":"w","kind":"w"}'

Json = dict[str, object]


class ShortNames:
    """The engine's names of the kinds and properties that productions read, in their order."""

    def __init__(self, productions: Sequence[Production]) -> None:
        self.kinds: dict[str, str] = {}
        self.props: dict[str, str] = {}
        names = short_names()
        for production in productions:
            for pattern in production.patterns:
                self.kinds.setdefault(pattern.kind, f"k{len(self.kinds)}")
            for prop in [*(prop for _, prop in properties_of(production)), production.subject]:
                if prop not in self.props:
                    self.props[prop] = next(names)


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


@record
class Ruleset:
    """One ruleset as JSON; production i is its rule "r<i>". `reads` are the properties it needs, by kind."""

    rules: str
    reads: Mapping[str, frozenset[str]]


def compile_rulesets(productions: Sequence[Production], names: ShortNames) -> list[Ruleset]:
    """Few rulesets: each production stands in the first one that has room."""
    parts: list[_Part] = []
    for position, production in enumerate(productions):
        if not any(part.takes(position, production) for part in parts):
            parts.append(_Part())
            parts[-1].takes(position, production)
    rulesets = []
    for part in parts:
        rules: Json = {f"r{position}": _rule(productions[position], names) for position in part.members}
        rules["w"] = {"all": [{"p0": {"$and": [{"kind": "w"}]}}]}  # fires for WARM_UP_FACT
        reads = {kind: frozenset(props) for kind, props in part.reads.items()}
        rulesets.append(Ruleset(json.dumps(rules), reads))
    return rulesets


@draft
class _Part:
    """Productions that fit into one ruleset, by their positions."""

    members: list[int] = field(default_factory=list)
    patterns: Counter[str] = field(default_factory=Counter)
    reads: dict[str, set[str]] = field(default_factory=dict)

    def takes(self, position: int, production: Production) -> bool:
        """Adds the production if there is room."""
        patterns = Counter(pattern.kind for pattern in production.patterns)
        wanted = group(properties_of(production))
        reads = {kind: self.reads.get(kind, set()) | wanted.get(kind, set()) for kind in patterns}
        if (
            len(self.members) == MAX_RULES
            or len(self.reads.keys() | reads.keys()) > MAX_KINDS
            or any(self.patterns[kind] + more > MAX_PATTERNS_OF_A_KIND for kind, more in patterns.items())
            or any(len(props) > MAX_PROPERTIES for props in reads.values())
        ):
            return False
        self.members.append(position)
        self.patterns.update(patterns)
        self.reads.update(reads)
        return True


def _rule(production: Production, names: ShortNames) -> Json:
    referred: list[set[str]] = [set() for _ in production.patterns]
    for pattern in production.patterns:
        for join in pattern.joins:
            referred[join.pattern].add(join.other)
    patterns = [
        {f"p{position}": {"$and": _tests(pattern, referred[position], names)}}
        for position, pattern in enumerate(production.patterns)
    ]
    return {"all": patterns, "cap": MAX_CAP}


def _tests(pattern: Pattern, referred: set[str], names: ShortNames) -> list[Json]:
    """`referred` are properties that later patterns join with: the engine fails on a fact that lacks one."""
    props = names.props
    flags: list[Json] = [{props[flag]: 1} for flag in sorted(set(pattern.flags))]
    known: list[Json] = [{"$ex": {props[prop]: 1}} for prop in sorted(referred)]
    joins: list[Json] = [
        {props[join.prop]: {f"p{join.pattern}": props[join.other]}} for join in pattern.joins
    ]
    # The engine reads past the end of a last join that is false: it stands twice.
    return [{"kind": names.kinds[pattern.kind]}, *flags, *known, *joins, *joins[-1:]]
