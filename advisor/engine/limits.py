"""What durable_rules 2.0.28 is given, and the bounds within which it is exact, checked beforehand.

Outside of them it does not complain: it loses firings, loops or ends the process. Facts hold flags and
integers alone; names have no bounds here, because the engine never sees them (ruleset.py makes short ones).
"""

from collections.abc import Iterable, Iterator, Mapping

from advisor.source.errors import EngineError
from advisor.source.record import record

EngineFact = Mapping[str, bool | int | str]
"""A `kind` (text), a `ref` (an integer), flags, and integers that joins compare."""


@record
class Join:
    """Equality of this pattern's `prop` with `other` of the earlier pattern at position `pattern` (from 0).

    Two unknown properties are not equal.
    """

    prop: str
    pattern: int
    other: str


@record
class Pattern:
    """One fact of `kind` in which all flags are true and all joins hold."""

    kind: str
    flags: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()


@record
class Production:
    """Fires for each value of `subject` in a first fact that can be completed to a match of all patterns.

    The patterns of one match are different facts. Several productions may share a name: they are alternatives
    of one authored rule. With `derives`, each firing also derives the fact {"kind": derives, "ref": subject's
    value}, once, which takes part in all later matches. A first fact whose `subject` is unknown fires
    nothing.
    """

    name: str
    patterns: tuple[Pattern, ...]
    subject: str = "ref"
    derives: str | None = None


MAX_PATTERNS = 4
MAX_JOINS = 8
MAX_PROPERTIES = 100  # of one kind, in one ruleset
MAX_PATTERNS_OF_A_KIND = 64  # in one ruleset; more overflow the engine's stack, and it drops the fact
MAX_KINDS = 500  # in one ruleset; from 512 on the engine never returns
MAX_RULES = 1_000  # in one ruleset
MAX_FACTS = 264_602  # ids f0 to f264601 have distinct hashes
MIN_INTEGER, MAX_INTEGER = -(2**63), 2**63 - 1


def properties_of(production: Production) -> Iterator[tuple[str, str]]:
    """Each (kind, property) that the engine reads to match the production; with repetitions."""
    for pattern in production.patterns:
        for flag in pattern.flags:
            yield pattern.kind, flag
        for join in pattern.joins:
            yield pattern.kind, join.prop
            yield production.patterns[join.pattern].kind, join.other


def within_reach(productions: Iterable[Production], facts: Iterable[EngineFact]) -> list[Production]:
    """The productions of which every flag is one of a fact, and every kind that of a fact, given or derived.

    No other can fire.
    """
    flags = {(fact["kind"], prop) for fact in facts for prop in fact}
    kinds = {kind for kind, _ in flags}
    flagged = [
        production
        for production in productions
        if all((pattern.kind, flag) in flags for pattern in production.patterns for flag in pattern.flags)
    ]
    while True:
        reached = [one for one in flagged if all(pattern.kind in kinds for pattern in one.patterns)]
        derived = {one.derives for one in reached if one.derives is not None}
        if derived <= kinds:
            return reached
        kinds |= derived


def facts_for(productions: Iterable[Production], facts: Iterable[EngineFact]) -> list[EngineFact]:
    """The facts that may match a pattern of the productions."""
    flags: set[tuple[str, str]] = set()
    kinds: set[str] = set()  # of which any fact may
    for pattern in (pattern for production in productions for pattern in production.patterns):
        flags.update((pattern.kind, flag) for flag in pattern.flags[:1])
        if not pattern.flags:
            kinds.add(pattern.kind)
    return [
        fact
        for fact in facts
        if fact["kind"] in kinds or any((str(fact["kind"]), prop) in flags for prop in fact)
    ]


def check_production(production: Production) -> None:
    """Raises EngineError that names the production, what was found and the limit."""
    if problem := _problem_of(production):
        raise EngineError(f'production "{production.name}": {problem}')


def _problem_of(production: Production) -> str:
    patterns = production.patterns
    if not 1 <= len(patterns) <= MAX_PATTERNS:
        return f"has {len(patterns)} patterns; the limits are 1 and {MAX_PATTERNS}"
    for position, pattern in enumerate(patterns):
        if len(pattern.joins) > MAX_JOINS:
            return f"pattern {position} has {len(pattern.joins)} joins; the limit is {MAX_JOINS}"
        for join in pattern.joins:
            if not 0 <= join.pattern < position:
                joined = f'pattern {position} joins "{join.prop}" with pattern {join.pattern}'
                return f"{joined}; a join refers to an earlier pattern"
    for kind, props in group(properties_of(production)).items():
        if len(props) > MAX_PROPERTIES:
            return f'reads {len(props)} properties of kind "{kind}"; the limit is {MAX_PROPERTIES}'
    return ""


def integer_of(fact: EngineFact, prop: str) -> int:
    """A flag or an integer of a fact, as the engine takes it.  Raises EngineError about any other value."""
    value = fact[prop]
    if isinstance(value, int) and MIN_INTEGER <= value <= MAX_INTEGER:
        return int(value)
    it = f'the fact "{fact["kind"]}" {fact["ref"]}: "{prop}" is {value!r}'
    raise EngineError(f"{it}; it takes a flag, or an integer between {MIN_INTEGER} and {MAX_INTEGER}")


def group(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The second members that occur with each first one."""
    groups: dict[str, set[str]] = {}
    for first, second in pairs:
        groups.setdefault(first, set()).add(second)
    return groups
