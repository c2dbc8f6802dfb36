"""A look at the days to come goes on past a day on which a constraint would refuse the state."""

import datetime
from pathlib import Path

import pytest

from advisor import State
from advisor.advice.agenda import agenda_of
from advisor.advice.next_up import next_up
from advisor.source.errors import StateError
from tests.facts.refusing import STATE, refusing

DAY = datetime.date(2026, 5, 26)  # when the rule begins to hold


def test_an_agenda_goes_on(tmp_path: Path) -> None:
    agenda = agenda_of(refusing(tmp_path), State.parse(STATE, "me.yaml"))

    assert [(entry.day, entry.item.action) for entry in agenda.entries if entry.item is not None] == [
        (DAY.toordinal(), "look")
    ]


def test_what_comes_up_next_is_found(tmp_path: Path) -> None:
    found = next_up(refusing(tmp_path), State.parse(STATE, "me.yaml"), DAY.toordinal() - 10)

    assert found is not None
    assert found.day == DAY.toordinal()


def test_the_day_of_a_review_is_refused(tmp_path: Path) -> None:
    playbook, state = refusing(tmp_path), State.parse(STATE, "me.yaml")

    assert playbook.review(state, "2026-05-19").recommendations == ()
    with pytest.raises(StateError, match="nobody waits so long"):
        playbook.review(state, "2026-05-20")
