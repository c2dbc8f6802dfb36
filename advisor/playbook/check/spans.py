"""Sets of values as spans of integers: what a test lets through.

Ordered types are their integers, a flag is 0 and 1, a choice the places of its words; text and actions
are not analysed (None).
"""

from advisor.playbook.conditions import Between, Compare, Complement, Literal, OneOf, Op, Presence, Test
from advisor.playbook.quantities import ORDERED, UPPER_BOUND, FieldType

INFINITE = 10**18
Span = tuple[int, int]
Spans = tuple[Span, ...]

_SIGNED = frozenset({FieldType.DATE, FieldType.DAYS, FieldType.POINTS})


def domain(kind: FieldType, choices: tuple[str, ...]) -> Spans | None:
    """All values of a type, or None where it is not analysed."""
    if kind is FieldType.FLAG:
        return ((0, 1),)
    if kind is FieldType.CHOICE:
        return ((0, len(choices) - 1),)
    if kind in ORDERED:
        return ((-INFINITE if kind in _SIGNED else 0, UPPER_BOUND.get(kind, INFINITE)),)
    return None


def meet(left: Spans, right: Spans) -> Spans:
    """The values in both."""
    both = [(max(a, c), min(b, d)) for a, b in left for c, d in right]
    return tuple(sorted((low, high) for low, high in both if low <= high))


def minus(whole: Spans, part: Spans) -> Spans:
    """The values of `whole` that are not in `part`."""
    left = list(whole)
    for low, high in part:
        cut: list[Span] = []
        for a, b in left:
            cut += [(a, min(b, low - 1)), (max(a, high + 1), b)]
        left = [(a, b) for a, b in cut if a <= b]
    return tuple(sorted(set(left)))


def passing(test: Test, whole: Spans, choices: tuple[str, ...]) -> Spans | None:
    """The known values that pass a test; None where a path on its right leaves that open."""
    if isinstance(test, Presence):
        return whole if test.known else ()
    if isinstance(test, Complement):
        inner = passing(test.test, whole, choices)
        return None if inner is None else minus(whole, inner)
    if isinstance(test, OneOf):
        parts = [passing(each, whole, choices) for each in test.tests]
        joined = tuple(span for part in parts if part is not None for span in part)
        return None if None in parts else minus(whole, minus(whole, joined))
    if isinstance(test, Between):
        low, high = _number(test.low, choices), _number(test.high, choices)
        return meet(whole, ((low + test.low_open, high - test.high_open),))
    return _comparing(test, whole, choices)


def passes_unknown(test: Test) -> bool | None:
    """What a test says of a value that is not there: True, False, or None for unknown (after Kleene)."""
    if isinstance(test, Presence):
        return not test.known
    if isinstance(test, Complement):
        inner = passes_unknown(test.test)
        return None if inner is None else not inner
    if isinstance(test, OneOf):
        parts = {passes_unknown(each) for each in test.tests}
        return True if True in parts else None if None in parts else False
    return None


def _comparing(test: Compare, whole: Spans, choices: tuple[str, ...]) -> Spans | None:
    if not isinstance(test.right, Literal):
        return None
    value = _number(test.right, choices)
    if test.op is Op.NE:
        return minus(whole, ((value, value),))
    bounds = {
        Op.EQ: (value, value),
        Op.LT: (-INFINITE, value - 1),
        Op.LE: (-INFINITE, value),
        Op.GT: (value + 1, INFINITE),
        Op.GE: (value, INFINITE),
    }
    return meet(whole, (bounds[test.op],))


def _number(literal: Literal, choices: tuple[str, ...]) -> int:
    if isinstance(literal.value, str):
        return choices.index(literal.value)
    return int(literal.value)
