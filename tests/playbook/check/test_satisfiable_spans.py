"""What the checker believes of a test agrees with what the test says of every value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.check.satisfiable import Spans, domain, meet, minus, passes_unknown, passing
from advisor.playbook.conditions import Between, Compare, Complement, OneOf, Op, Presence, Test
from advisor.playbook.expressions import Literal
from advisor.playbook.types import FieldType

SMALL = st.integers(0, 12)
KINDS = [FieldType.COUNT, FieldType.DAYS, FieldType.CHOICE, FieldType.FLAG]
WORDS = tuple("abcdefghijklm")


def literals(kind: FieldType) -> st.SearchStrategy[Literal]:
    if kind is FieldType.FLAG:
        return st.booleans().map(lambda value: Literal(value, ""))
    if kind is FieldType.CHOICE:
        return st.sampled_from(WORDS).map(lambda word: Literal(word, word))
    return SMALL.map(lambda number: Literal(number, ""))


@st.composite
def written(draw: st.DrawFn, kind: FieldType) -> Test:
    ordered = kind in (FieldType.COUNT, FieldType.DAYS)
    operators = st.sampled_from(list(Op) if ordered else [Op.EQ, Op.NE])
    literal = literals(kind)
    leaves: st.SearchStrategy[Test] = st.one_of(
        st.builds(Compare, operators, literal), st.builds(Presence, st.booleans())
    )
    if ordered:
        leaves |= st.builds(Between, literal, literal, st.booleans(), st.booleans())
    nested = st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Complement, inner),
            st.lists(inner, min_size=1, max_size=3).map(lambda tests: OneOf(tuple(tests))),
        ),
        max_leaves=5,
    )
    return draw(nested)


def holds(test: Test, value: bool | int | str | None) -> bool | None:
    """The meaning of a test, written anew: three values, after Kleene."""
    match test:
        case Presence(known=known):
            return (value is not None) is known
        case Complement(test=inner):
            truth = holds(inner, value)
            return None if truth is None else not truth
        case OneOf(tests=tests):
            parts = [holds(inner, value) for inner in tests]
            return True if True in parts else None if None in parts else False
        case _ if value is None:
            return None
        case Between(
            low=Literal(value=low), high=Literal(value=high), low_open=low_open, high_open=high_open
        ):
            number, first, last = int(value), int(low), int(high)
            return (first < number if low_open else first <= number) and (
                number < last if high_open else number <= last
            )
        case Compare(op=op, right=Literal(value=right)):
            if op in (Op.EQ, Op.NE):
                return (value == right) is (op is Op.EQ)
            a, b = int(value), int(right)
            return {Op.LT: a < b, Op.LE: a <= b, Op.GT: a > b, Op.GE: a >= b}[op]
    raise AssertionError(test)


def inside(spans: Spans, number: int) -> bool:
    return any(low <= number <= high for low, high in spans)


@given(st.data(), st.sampled_from(KINDS))
def test_passing_agrees_with_the_meaning(data: st.DataObject, kind: FieldType) -> None:
    test = data.draw(written(kind))
    whole = domain(kind, WORDS)
    assert whole is not None
    spans = passing(test, whole, WORDS)

    assert spans is not None
    values: list[tuple[int, bool | int | str]] = list(enumerate(WORDS))
    if kind is FieldType.FLAG:
        values = [(0, False), (1, True)]
    elif kind is not FieldType.CHOICE:
        values = [(number, number) for number in range(14)]
    assert [inside(spans, number) for number, _ in values] == [holds(test, value) for _, value in values]
    assert passes_unknown(test) is holds(test, None)


SPANS = st.lists(st.tuples(SMALL, SMALL).map(lambda pair: (min(pair), max(pair))), max_size=4).map(tuple)


@given(SPANS, SPANS, SMALL)
def test_meet_and_minus_are_those_of_sets(left: Spans, right: Spans, number: int) -> None:
    assert inside(meet(left, right), number) == (inside(left, number) and inside(right, number))
    assert inside(minus(left, right), number) == (inside(left, number) and not inside(right, number))


ENDS = st.integers(-15, 15)
LONGER = st.lists(st.tuples(ENDS, ENDS).map(lambda ends: (min(ends), max(ends))), max_size=8).map(tuple)


def numbers(spans: Spans) -> set[int]:
    return {number for low, high in spans for number in range(low, high + 1)}


@given(LONGER, LONGER)
def test_what_is_left_is_in_the_one_and_not_in_the_other(one: Spans, other: Spans) -> None:
    whole = minus(((-15, 15),), one)  # apart from each other, as all spans of a domain are

    left = minus(whole, other)

    assert numbers(left) == set(range(-15, 16)) - numbers(one) - numbers(other)
    assert sorted(left) == list(left)
    assert sum(high - low + 1 for low, high in left) == len(numbers(left))


@pytest.mark.parametrize("kind", [FieldType.TEXT, FieldType.ACTION])
def test_text_is_not_analysed(kind: FieldType) -> None:
    assert domain(kind, ()) is None
