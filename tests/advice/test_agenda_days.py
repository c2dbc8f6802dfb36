"""An agenda for which only some days were looked at is that for which every day was."""

import datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Playbook, State
from advisor.advice import agenda_days
from advisor.advice.agenda import agenda_of
from advisor.advice.agenda_model import Agenda
from advisor.advice.decision import Decision
from advisor.engine.run import Run
from advisor.engine.runs_ahead import RunsAhead
from tests.advice.monthly import months
from tests.advice.test_agenda import states as monthly_states
from tests.advice.toy import ACTIONS, TODAY, book, rule
from tests.engine.generate import playbooks, states
from tests.engine.words import Words
from tests.engine.written import Json, Written

STATES = sorted((Path(__file__).parents[2] / "scenarios" / "states").glob("*.yaml"))
FEWER = max(1, settings.get_profile("advisor").max_examples // 5)  # each looks at many days


def tomorrow(ahead: RunsAhead, run: Run, decision: Decision) -> int:
    """Everything may change from one day to the next."""
    return run.facts.as_of + 1


def by_the_day(playbook: Playbook, state: State, as_of: datetime.date | None, days: int) -> Agenda:
    """The agenda, where every day is decided anew."""
    with patch.object(agenda_days, "advice_turns", tomorrow):
        return agenda_of(playbook, state, as_of, days)


def is_true(playbook: Playbook, state: State, days: int, as_of: datetime.date | None = None) -> None:
    assert agenda_of(playbook, state, as_of, days) == by_the_day(playbook, state, as_of, days)


@cache
def shipped() -> Playbook:
    return Playbook.load()


@settings(max_examples=FEWER)
@given(monthly_states)
def test_of_a_month(state: State) -> None:
    is_true(months(), state, 40)


@settings(max_examples=FEWER)
@given(st.sampled_from(STATES), st.integers(0, 90))
def test_of_the_shipped_playbook(path: Path, later: int) -> None:
    state = State.load(str(path))
    start = shipped().facts(state).as_of + later

    is_true(shipped(), state, 25, datetime.date.fromordinal(start))


@settings(max_examples=FEWER)
@given(playbooks(), st.data())
def test_of_any_playbook(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    playbook = Playbook._ready(written.read(), written.read())
    is_true(playbook, data.draw(states(words)), 10)


LETTERS: Json = ACTIONS | {
    name: ACTIONS[name] | {"message": "Hello", "writes_to": "client"}
    for name in ("call", "write", "talk", "fix", "again")
}
BUSY: Json = [
    rule("advise", "call", priority="high"),
    rule("advise", "talk", deadline={"field": "due"}),
    rule("advise", "fix", deadline={"field": "due", "plus": "3 days"}, priority="low"),
    rule("advise", "write", deadline={"field": "due", "minus": "idle"}),
    rule("advise", "again"),
    rule("advise", "visit", priority="low"),
    rule("advise", "claim", deadline={"field": "moved", "plus": "20 days"}),
    rule("lower", "call") | {"when": {"f8": True, "idle": "> 12"}},
]


@cache
def busy() -> Playbook:
    """Letters to the same people, deadlines that are soon or not, and one that moves from day to day."""
    content = book(BUSY, LETTERS, policy={"soon": {"type": "days", "value": "4"}})
    return Playbook._ready(content, content)


past, ahead = (
    st.sampled_from([f"2026-{day}" for day in days.split()])
    for days in ("11-12 11-14 11-17 11-20 11-21", "11-21 11-23 11-26 12-01 12-08")
)
contracts = st.fixed_dictionaries(
    {
        **{f"f{n}": st.booleans() for n in (1, 2, 3, 5, 6, 7, 8)},
        "f4": st.sampled_from([False, False, False, True]),
        "client": st.sampled_from(["kay", "lee"]),
        "due": ahead,
        "moved": past,
        "earned": st.sampled_from([100, 300]),
        "history": st.lists(
            st.fixed_dictionaries(
                {
                    "did": st.sampled_from(["call", "write", "talk", "fix", "again", "again"]),
                    "on": past,
                    "status": st.sampled_from(["done", "snoozed", "snoozed", "dismissed"]),
                    "until": ahead,
                }
            ),
            max_size=2,
        ),
    }
)


@given(st.lists(contracts, min_size=1, max_size=2))
def test_of_letters_deadlines_and_what_rests(several: list[Json]) -> None:
    state = {
        "as_of": TODAY,
        "clients": [{"id": "kay"}, {"id": "lee"}],
        "contracts": [{"id": f"k{n}", **one} for n, one in enumerate(several)],
    }

    is_true(busy(), State.from_values(state), 30)
