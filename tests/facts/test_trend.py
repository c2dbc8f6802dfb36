"""How a value has moved: the last reading of another value counts."""

from datetime import date
from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.facts.state import State
from advisor.facts.trend import Trend, trend_of

RULES = Path(__file__).parents[1] / "cli" / "day_rules"
LANDLORD = Path(__file__).parents[1] / "landlord" / "playbook"
SEPTEMBER = date(2026, 9, 1).toordinal()


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("score: 78", Trend(7800)),
        ("score: 78, score_history: [{on: 2026-09-01, value: 84}]", Trend(7800, 8400, SEPTEMBER)),
        (
            "score: 78, score_history: [{on: 2026-11-10, value: 78}, {on: 2026-09-01, value: 84}]",
            Trend(7800, 8400, SEPTEMBER),
        ),
        (
            "score: 78, score_history: [{on: 2026-05-01, value: 91}, {on: 2026-09-01, value: 70.5}]",
            Trend(7800, 7050, SEPTEMBER),
        ),
        ("score: 78, score_history: [{on: 2026-09-01}, {value: 84}]", Trend(7800)),
        ("score: 78, score_history: [{on: 2026-12-01, value: 84}]", Trend(7800)),  # still to come
        ("score: 78, score_history: [{on: 2026-11-21, value: 84}]", Trend(7800)),  # of today, not before it
        (
            "score: 78, score_history: [{on: 2026-11-21, value: 84}, {on: 2026-09-01, value: 84}]",
            Trend(7800, 8400, SEPTEMBER),
        ),
        ("score_history: [{on: 2026-09-01, value: 84}]", None),
        ("name: Laura", None),
    ],
)
def test_the_trend(person: str, expected: Trend | None) -> None:
    playbook = Playbook.load(str(RULES))
    state = State.parse(f"as_of: 2026-11-21\nprofile: {{{person}}}\n")

    assert trend_of(playbook.run(state).facts) == expected


def test_a_playbook_without_readings_has_none() -> None:
    playbook = Playbook.load(str(LANDLORD))

    assert trend_of(playbook.run(State.parse("haus: {name: Lind}\n")).facts) is None
