"""A day to which the runs ahead come, or pass over, is as a run of its own."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.engine.run import Run
from advisor.engine.runs_ahead import RunsAhead
from advisor.facts import State
from tests.engine.generate import playbooks, states
from tests.engine.toy import program
from tests.engine.words import AS_OF, Words
from tests.engine.written import Json, Written

TODAY = datetime.date.fromisoformat(AS_OF).toordinal()


def plain(program: Program, state: State, day: int) -> Run:
    """The run of a day, as if there had been none before."""
    return program.run(program.builder.build(state, day, day, refuses=False))


def firings(run: Run) -> list[tuple[str, str]]:
    """The rules that fire, and their subjects."""
    return [(firing.rule.id, firing.row.path) for firing in run.firings]


def turns(program: Program, state: State, days: int) -> list[int]:
    """The days, counted from the first, to which one has to look; all of them are found as they are."""
    ahead = RunsAhead(program, state)
    found, looked = ahead.look(TODAY), [0]
    for day in range(TODAY, TODAY + days):
        if day >= ahead.turns:
            found = ahead.look(day)
            looked.append(day - TODAY)
        expected = plain(program, state, day)
        moved = ahead.run(found, day)
        assert firings(moved) == firings(expected)
        assert moved.view.drawn == expected.view.drawn
        for entity, rows in expected.facts.rows.items():
            assert [row.values for row in moved.facts.rows[entity]] == [row.values for row in rows]
    return looked


@given(playbooks(), st.data())
def test_every_day_is_as_it_is_by_itself(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    turns(Program(written.read()), data.draw(states(words)), 12)


def deals(rules: Json, **fields: str) -> list[int]:
    """The days to which one has to look for rules about deals, where one deal has these fields."""
    state = State.from_values({"as_of": AS_OF, "deals": [{"id": "a", **fields}, {"id": "b"}]})
    return turns(program({name: {"for": "deal", **rule} for name, rule in rules.items()}), state, 30)


def test_only_days_that_can_turn_something_are_looked_at() -> None:
    """Each operator turns on a day of its own."""
    for test, day in [(">= 10", 4), ("> 10", 5), ("<= 10", 5), ("< 10", 4), ("not: 12..14", 6)]:
        when = {"late": {"not": "12..14"} if test.startswith("not") else test}
        looked = deals({"old": {"when": when}}, due="2026-11-15")
        assert looked[:2] == [0, day], test


def test_a_number_that_is_read_turns_every_day() -> None:
    assert deals({"old": {"when": {"due": "< due + late"}}}, due="2026-11-15") == list(range(30))


def test_without_dates_no_day_turns_anything() -> None:
    assert deals({"old": {"when": {"late": ">= 10"}}}) == [0]


def test_what_is_never_asked_turns_nothing() -> None:
    """Of a test that comes second, the first one is not true."""
    assert deals({"old": {"when": {"a": "1", "late": ">= 10"}}}, due="2026-11-15", a="2") == [0]


def test_a_conclusion_of_the_day_is_read_on_that_day() -> None:
    rules = {
        "old": {"when": {"late": ">= 10"}, "conclude": "old"},
        "warn": {"when": {"old": False}, "conclude": "young"},
        "warn-more": {"when": {"none": {"deal": {"young": True}}}},
    }

    assert deals(rules, due="2026-11-15")[:2] == [0, 4]
