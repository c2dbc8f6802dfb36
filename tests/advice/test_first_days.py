"""The runs of the days to come."""

import datetime

import pytest

from advisor import State
from advisor.advice.first_days import runs_ahead
from advisor.source.errors import StateError
from tests.advice.monthly import STATE, TODAY, months

YESTERDAY = TODAY.toordinal() - 1


def test_one_run_for_each_day() -> None:
    runs = list(runs_ahead(months(), State.parse(STATE), YESTERDAY, 3))

    assert [run.facts.as_of for run in runs] == [TODAY.toordinal() + day for day in range(3)]
    assert [len(run.firings) for run in runs] == [3, 3, 4]


def test_it_is_the_run_of_that_day() -> None:
    state = State.parse(STATE)
    *_, last = runs_ahead(months(), state, YESTERDAY, 5)

    alone = months().run(state, TODAY + datetime.timedelta(days=4))
    assert [(firing.rule.id, firing.row.path) for firing in last.firings] == [
        (firing.rule.id, firing.row.path) for firing in alone.firings
    ]


def test_the_calendar_ends() -> None:
    day = datetime.date(9999, 12, 29).toordinal()

    assert len(list(runs_ahead(months(), State.parse(STATE), day, 5))) == 2


def test_nothing_is_run_before_it_is_asked_for() -> None:
    runs = runs_ahead(months(), State.parse("contracts: 3\n"), YESTERDAY, 5)

    with pytest.raises(StateError):
        next(runs)
