"""The bounds within which durable_rules 2.0.28 is exact, checked before it sees anything.

Outside of them it does not complain: it loses firings, loops or ends the process. Names and text values have
no bounds here, because the engine never sees them (ruleset.py numbers them).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.source.errors import EngineError
from advisor.source.record import record

EngineValue = bool | int | str
EngineFact = Mapping[str, EngineValue]

COMPARISONS = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})
PRESENCE = frozenset({"known", "unknown"})
OPERATORS = COMPARISONS | PRESENCE
EQUALITIES = frozenset({"eq", "ne"})


@record
class PropertyTest:
    """A test of one property against a constant; an unknown one passes `unknown` and nothing else (not `ne`).

    `op` is one of eq, ne, lt, le, gt, ge, known, unknown; text and booleans have eq and ne only. `value` is
    None for known and unknown, and only for them.
    """

    prop: str
    op: str
    value: EngineValue | None = None


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
    """One fact of `kind` that passes all conditions and joins."""

    kind: str
    conditions: tuple[PropertyTest, ...] = ()
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

PropertyTypes = Mapping[str, type]
TYPE_NAMES = {bool: "a flag", int: "an integer", str: "text"}
_FIXED: dict[str, type] = {"kind": str, "ref": int}


def check_productions(productions: Sequence[Production]) -> PropertyTypes:
    """The one type of each property that has one, from constants, subjects and joins with such a property.

    Raises EngineError that names the production, what was found and the limit.
    """
    for production in productions:
        _check_shape(production)
    types: dict[str, type] = dict(_FIXED)
    for production, prop, declared in _declarations(productions):
        _unite(types, production, prop, declared)
    _spread_over_joins(productions, types)
    return types


def properties_of(production: Production) -> Iterator[tuple[str, str]]:
    """Each (kind, property) that the engine reads to match the production; with repetitions."""
    for pattern in production.patterns:
        for condition in pattern.conditions:
            yield pattern.kind, condition.prop
        for join in pattern.joins:
            yield pattern.kind, join.prop
            yield production.patterns[join.pattern].kind, join.other


def _fail(production: Production, problem: str) -> EngineError:
    return EngineError(f'production "{production.name}": {problem}')


def _check_shape(production: Production) -> None:
    patterns = production.patterns
    if not 1 <= len(patterns) <= MAX_PATTERNS:
        raise _fail(production, f"has {len(patterns)} patterns; the limits are 1 and {MAX_PATTERNS}")
    for position, pattern in enumerate(patterns):
        if problem := _problem_of_joins(position, pattern):
            raise _fail(production, problem)
        for condition in pattern.conditions:
            if problem := _problem_of(condition):
                raise _fail(production, f'"{condition.prop}" {problem}')
    for kind, props in group(properties_of(production)).items():
        if len(props) > MAX_PROPERTIES:
            limit = f"the limit is {MAX_PROPERTIES}"
            raise _fail(production, f'reads {len(props)} properties of kind "{kind}"; {limit}')


def _problem_of_joins(position: int, pattern: Pattern) -> str:
    if len(pattern.joins) > MAX_JOINS:
        return f"pattern {position} has {len(pattern.joins)} joins; the limit is {MAX_JOINS}"
    for join in pattern.joins:
        if not 0 <= join.pattern < position:
            joined = f'pattern {position} joins "{join.prop}" with pattern {join.pattern}'
            return f"{joined}; a join refers to an earlier pattern"
    return ""


def _problem_of(condition: PropertyTest) -> str:
    op, value = condition.op, condition.value
    if op not in OPERATORS:
        return f'has the operator "{op}"; known are {", ".join(sorted(OPERATORS))}'
    if op in PRESENCE:
        return "" if value is None else f"{op} has the value {value!r}; it takes none"
    if type(value) not in TYPE_NAMES:
        return f"{op} has the value {value!r}; it takes a flag, an integer or text"
    if type(value) is not int:
        return "" if op in EQUALITIES else f"{op} has the value {value!r}; only integers have an order"
    if not MIN_INTEGER <= value <= MAX_INTEGER:
        return f"{op} has the value {value}; the limits are {MIN_INTEGER} and {MAX_INTEGER}"
    return ""


def _declarations(productions: Sequence[Production]) -> Iterator[tuple[Production, str, type]]:
    for production in productions:
        yield production, production.subject, int
        for pattern in production.patterns:
            for condition in pattern.conditions:
                if condition.op in COMPARISONS:
                    yield production, condition.prop, type(condition.value)


def _unite(types: dict[str, type], production: Production, prop: str, declared: type) -> None:
    known = types.setdefault(prop, declared)
    if known is not declared:
        here = f'"{prop}" is {TYPE_NAMES[declared]} here and {TYPE_NAMES[known]} elsewhere'
        raise _fail(production, f"{here}; a property has one type")


def _spread_over_joins(productions: Sequence[Production], types: dict[str, type]) -> None:
    pairs = [
        (production, join.prop, join.other)
        for production in productions
        for pattern in production.patterns
        for join in pattern.joins
    ]
    typed = -1
    while typed != len(types):
        typed = len(types)
        for production, left, right in pairs:
            if left in types:
                _unite_sides(types, production, left, right)
            elif right in types:
                _unite_sides(types, production, right, left)


def _unite_sides(types: dict[str, type], production: Production, typed: str, other: str) -> None:
    if types.setdefault(other, types[typed]) is not types[typed]:
        one = f'"{typed}", which is {TYPE_NAMES[types[typed]]}'
        two = f'"{other}", which is {TYPE_NAMES[types[other]]}'
        raise _fail(production, f"joins {one}, with {two}; both sides have one type")


def group(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The second members that occur with each first one."""
    groups: dict[str, set[str]] = {}
    for first, second in pairs:
        groups.setdefault(first, set()).add(second)
    return groups
