"""Spans of values taken from one another, against the plain sets that they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.check.satisfiable import Spans, minus

ENDS = st.integers(0, 30)
SPANS = st.lists(st.tuples(ENDS, ENDS).map(lambda ends: (min(ends), max(ends))), max_size=8).map(tuple)


def values(spans: Spans) -> set[int]:
    return {value for low, high in spans for value in range(low, high + 1)}


@given(SPANS, SPANS)
def test_what_is_left_is_in_the_one_and_not_in_the_other(one: Spans, other: Spans) -> None:
    whole = minus(((0, 30),), one)  # apart from each other, as all spans of a domain are

    left = minus(whole, other)

    assert values(left) == set(range(31)) - values(one) - values(other)
    assert sorted(left) == list(left)
    assert sum(high - low + 1 for low, high in left) == len(values(left))
