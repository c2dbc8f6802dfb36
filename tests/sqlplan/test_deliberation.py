"""SQL and the engine weigh alike, and twenty plans that are made wrong on purpose are each noticed."""

import random
from functools import cache

import pytest

from advisor.engine import Program
from tests.sqlplan.duckdb_here import connected
from tests.sqlplan.held_against import Held
from tests.sqlplan.workshop import random_state, workshop

MANY = 400

# What a step of the plan says, and what a wrong plan says instead.
WRONG = {
    "an unknown counts as false": ("IS NOT FALSE", "IS TRUE"),
    "a limit is left out": ('"price" >= coalesce', '"price" > coalesce'),
    "a period ends a day later": ("< 740041", "<= 740041"),
    "the first deadline stands last": ("soon NULLS LAST", "soon NULLS FIRST"),
    "less points come first": ("ELSE -points END", "ELSE points END"),
    "less money comes first": ("ELSE -money END", "ELSE money END"),
    "what is snoozed and done is snoozed": ("day <= coalesce(done.last, 0)", "day < coalesce(done.last, 0)"),
    "the step itself waits as well": ("rung > p.first", "rung >= p.first"),
    "rungs count for nothing": ("ORDER BY rung, place", "ORDER BY place"),
    "it rests on its last day": ("until_day > today", "until_day >= today"),
    "it rests a day longer": ("day + r.days", "day + r.days + 1"),
    "activity counts for nothing": ("r.after_activity AND day > 0 AND has_moved", "FALSE"),
    "forbidding comes before the history": (
        "WHEN reason IS NOT NULL THEN reason WHEN is_forbidden THEN 'forbidden'",
        "WHEN is_forbidden THEN 'forbidden' WHEN reason IS NOT NULL THEN reason",
    ),
    "the first of two holds is told": ("(until_day, day, number)", "(-until_day, day, number)"),
    "raising has no effect": ("priority + moved", "priority"),
    "a second letter goes out": ("ORDER BY place) > 1", "ORDER BY place) > 9"),
    "what is critical waits": ("priority = 0 OR soon IS NOT NULL", "soon IS NOT NULL"),
    "letters of today are forgotten": ("day = today", "day = today + 1"),
    "later steps do not wait": ("ELSE 'one_letter' END", "ELSE 'follows' END"),
    "all is clear in spite of advice": ("AND u.is_up THEN", "AND FALSE THEN"),
    "an unknown stake is nothing": ("coalesce(points, money, 1) = 0", "coalesce(points, money, 0) = 0"),
    "deadlines lie within the calendar": ("deadline <= soon_until", "deadline < soon_until"),
    "a division rounds down": ("2 * ", "1 * "),
    "a month has 30 days": ("INTERVAL (6) MONTH", "INTERVAL (180) DAY"),
    "weekends are worked": ("// 7 * 5", "// 7 * 6"),
    "the deciding row is any": ("x.d >= ", "x.d <= "),
    "conclusions in a circle are not drawn": ('s."?unsure"', 'FALSE AS "?unsure"'),
}  # fmt: skip


@cache
def reviewed() -> Held:
    """The workshop, and many reviews of it."""
    program, dice = Program(workshop()), random.Random(5)
    states = [random_state(dice) for _ in range(MANY)]
    runs = {who: program.run(program.builder.build(state, None, 0)) for who, state in enumerate(states)}
    return Held(connected(), program, runs)


def test_many_random_states_come_to_the_same() -> None:
    assert reviewed().differences() == {}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_plan_made_wrong_is_noticed(wrong: str) -> None:
    if not (held := reviewed()).has_run:
        held.differences()

    assert held.differences(instead=WRONG[wrong]) != {}
