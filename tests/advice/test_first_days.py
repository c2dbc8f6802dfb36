"""When time alone brings something: what is found by running some days is what is found by running all."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Playbook, State
from advisor.advice import first_days, next_up
from advisor.advice.why_not import WhyNot, why_not
from advisor.engine.run import Program, Run
from advisor.engine.runs_ahead import DayFound, RunsAhead
from advisor.playbook.model import Action, Rule
from tests.advice.monthly import STATE, TODAY, months
from tests.advice.test_agenda import states as monthly_states
from tests.engine.generate import playbooks, states
from tests.engine.words import Words
from tests.engine.written import Written

STATES = sorted((Path(__file__).parents[2] / "scenarios" / "states").glob("*.yaml"))
FEWER = max(1, settings.get_profile("advisor").max_examples // 5)  # each looks at many days


class EveryDay(RunsAhead):
    """Runs each day anew."""

    def __init__(self, program: Program, state: State) -> None:
        super().__init__(program, state)
        self._of = state

    def look(self, day: int) -> DayFound:
        found = super().look(day)
        self.turns = day + 1
        return found

    def run(self, found: DayFound, day: int) -> Run:
        return self.program.run(self.program.builder.build(self._of, day, day, refuses=False))


@contextmanager
def by_the_day() -> Iterator[None]:
    with patch.object(first_days, "RunsAhead", EveryDay), patch.object(next_up, "RunsAhead", EveryDay):
        yield


def asked(playbook: Playbook, state: State, day: int, named: Action | Rule) -> WhyNot:
    run = playbook.run(state, datetime.date.fromordinal(day), ahead=True)
    with patch.object(first_days, "DAYS", 25):
        return why_not(playbook, state, run, named)


def is_true(playbook: Playbook, state: State, day: int, named: Action | Rule) -> None:
    with by_the_day():
        slowly = asked(playbook, state, day, named)
    assert asked(playbook, state, day, named) == slowly


def named_in(playbook: Playbook) -> list[Action | Rule]:
    return [*playbook.content.actions.values(), *playbook.content.rules]


@cache
def shipped() -> Playbook:
    return Playbook.load()


@settings(max_examples=FEWER)
@given(st.sampled_from(STATES), st.integers(0, 90), st.data())
def test_of_the_shipped_playbook(path: Path, later: int, data: st.DataObject) -> None:
    state, named = State.load(str(path)), data.draw(st.sampled_from(named_in(shipped())))

    is_true(shipped(), state, shipped().facts(state).as_of + later, named)


@settings(max_examples=FEWER)
@given(monthly_states, st.sampled_from(named_in(months())))
def test_of_a_month(state: State, named: Action | Rule) -> None:
    is_true(months(), state, TODAY.toordinal(), named)


@settings(max_examples=FEWER)
@given(playbooks(), st.data())
def test_of_any_playbook(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    playbook = Playbook._ready(written.read(), written.read())
    named = data.draw(st.sampled_from(named_in(playbook)))
    state = data.draw(states(words))

    is_true(playbook, state, playbook.facts(state).as_of, named)


@settings(max_examples=FEWER)
@given(monthly_states, st.integers(0, 40))
def test_what_comes_up_next(state: State, later: int) -> None:
    day = TODAY.toordinal() + later
    with by_the_day():
        slowly = next_up.next_up(months(), state, day)
    assert next_up.next_up(months(), state, day) == slowly


def test_few_days_are_run() -> None:
    """Four hundred are looked at."""
    state = State.load(str(next(path for path in STATES if path.stem == "established-ghostwriter")))
    run, check_in = shipped().run(state), shipped().content.actions["check-in"]

    with patch.object(RunsAhead, "look", autospec=True, side_effect=RunsAhead.look) as look:
        told = why_not(shipped(), state, run, check_in)

    assert told.until == told.as_of + 400
    assert 1 < look.call_count < 100


def test_the_calendar_ends() -> None:
    last = datetime.date.max.toordinal()

    told = asked(months(), State.parse(STATE), last - 2, months().content.rules[0])
    assert told.until in (last - 2, last)
    assert next_up.next_up(months(), State.parse(STATE), last) is None
