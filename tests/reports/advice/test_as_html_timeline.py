"""Deadlines on a line: to scale, and no dot on another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from advisor.reports.advice.as_html import Dot, Tick, Timeline, timeline
from advisor.reports.advice.view import DeadlineView

TODAY = 739941  # 21 November 2026


def deadline(left: int, rank: int = 1) -> DeadlineView:
    return DeadlineView(rank, "", TODAY + left, left, "")


def test_a_line_with_an_overdue_day_and_two_on_one_day() -> None:
    over, first, second, last = deadline(-2), deadline(5, 2), deadline(5, 3), deadline(18, 4)

    assert timeline((over, first, second, last), TODAY) == Timeline(
        (Dot(over, 5.0, 0), Dot(first, 36.5, 0), Dot(second, 36.5, 1), Dot(last, 95.0, 0)),
        (Tick(14.0, "today", "middle"), Tick(45.5, "28 Nov", "middle"), Tick(77.0, "5 Dec", "middle")),
        14.0,
        2,
    )


def test_a_line_spans_a_week_at_least() -> None:
    line = timeline((deadline(0),), TODAY)

    assert (line.dots[0].at, line.today) == (5.0, 5.0)
    assert line.ticks == (Tick(5.0, "today", "start"), Tick(95.0, "28 Nov", "end"))


def test_a_long_line_names_years() -> None:
    assert [tick.words for tick in timeline((deadline(900),), TODAY).ticks] == [
        "today",
        "21 Nov 2027",
        "20 Nov 2028",
    ]


def test_the_last_day_that_calendars_know() -> None:
    line = timeline((DeadlineView(1, "", 4_000_000, 1, ""),), TODAY)

    assert line.dots[0].at == 95.0
    assert len(line.ticks) <= 5


@given(st.lists(st.integers(-4000, 4000), min_size=1, max_size=30))
def test_dots_are_on_the_line_and_apart(days: list[int]) -> None:
    line = timeline(tuple(deadline(day) for day in sorted(days)), TODAY)
    rows: dict[int, list[float]] = {}
    for dot in line.dots:
        assert 5 <= dot.at <= 95
        rows.setdefault(dot.row, []).append(dot.at)

    assert sorted(rows) == list(range(line.rows))
    assert all(after - before >= 8.5 for row in rows.values() for before, after in pairwise(row))
    assert len(line.ticks) <= 5
    assert [tick.words for tick in line.ticks].count("today") == 1
