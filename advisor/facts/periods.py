"""Stretches of days, as pairs of ordinals: the first day and the last one."""

from collections.abc import Iterable
from itertools import pairwise

Period = tuple[int, int]


def covers_of(periods: Iterable[Period]) -> Period | None:
    """The first and the last day of all; None where there are none."""
    listed = list(periods)
    return (min(first for first, _ in listed), max(last for _, last in listed)) if listed else None


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days as stretches in order, none of which touches another."""
    stretches: list[Period] = []
    for first, last in sorted(periods):
        if stretches and first <= stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], last))
        else:
            stretches.append((first, last))
    return tuple(stretches)


def overlap(one: Iterable[Period], other: Iterable[Period]) -> bool:
    """Whether a day stands in both."""
    others = list(other)
    return any(a <= d and c <= b for a, b in one for c, d in others)


def contains(whole: Iterable[Period], part: Iterable[Period]) -> bool:
    """Whether every day of `part` stands in `whole`."""
    stretches = joined(whole)
    return all(any(a <= c and d <= b for a, b in stretches) for c, d in joined(part))


def within(first: int, last: int, periods: Iterable[Period]) -> tuple[Period, ...]:
    """What of some stretches lies between two days, these included."""
    clipped = ((max(first, a), min(last, b)) for a, b in periods)
    return joined((a, b) for a, b in clipped if a <= b)


def gaps(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The days between the first and the last that stand in none."""
    return tuple((one[1] + 1, two[0] - 1) for one, two in pairwise(joined(periods)))


def without(whole: Period, missing: Iterable[Period]) -> tuple[Period, ...]:
    """What is left of a stretch without some days."""
    left, start = [], whole[0]
    for first, last in joined(missing):
        if start <= first - 1 and first - 1 <= whole[1]:
            left.append((start, first - 1))
        start = max(start, last + 1)
    return (*left, (start, whole[1])) if start <= whole[1] else tuple(left)
