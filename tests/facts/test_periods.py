"""Stretches of days against plain sets of days."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.periods import Period, contains, covers_of, gaps, joined, overlap, within, without

PERIODS = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 6)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=5,
)


def days(periods: tuple[Period, ...] | list[Period]) -> set[int]:
    return {day for first, last in periods for day in range(first, last + 1)}


@given(PERIODS, PERIODS)
def test_they_are_sets_of_days(one: list[Period], other: list[Period]) -> None:
    assert days(joined(one)) == days(one)
    assert overlap(one, other) == bool(days(one) & days(other))
    assert contains(one, other) == (days(other) <= days(one))
    assert days(within(5, 12, one)) == days(one) & set(range(5, 13))


@given(PERIODS)
def test_gaps_are_what_is_missing(one: list[Period]) -> None:
    covers = covers_of(one)
    assert (covers is None) == (not one)
    if covers:
        assert days(gaps(one)) == days([covers]) - days(one)
        assert without(covers, gaps(one)) == joined(one)


@given(PERIODS)
def test_stretches_do_not_touch(one: list[Period]) -> None:
    stretches = joined(one)
    assert all(first[1] + 1 < second[0] for first, second in pairwise(stretches))
