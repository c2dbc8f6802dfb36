"""A network that was written as a function finds what the reference finds, and so do walked ones."""

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.engine.reference import reference_run, undecided
from advisor.engine.row_network import RowNetwork
from advisor.engine.run import FEW_REVIEWS
from advisor.facts import Facts, State
from tests.engine.generate import playbooks, states
from tests.engine.toy import program
from tests.engine.words import Words
from tests.engine.written import Written


def agreed(program: Program, facts: Facts) -> None:
    """What fires, and what waits, is as the reference has it."""
    run = program.run(facts)
    view, fired = reference_run(program, facts)
    assert {(firing.rule.id, firing.row.index) for firing in run.firings} == set(fired)
    assert {key for key in run.view.drawn if run.view.drawn[key]} == set(view.drawn)

    wider, waiting = undecided(program, run.view)
    with mock.patch("advisor.engine.run.FEW_REVIEWS", 0):
        sieved = program.waiting(run)
    assert sieved is not None
    found, rules = sieved
    assert [(one.rule.id, one.row.index) for one in rules] == [(o.rule.id, o.row.index) for o in waiting]
    assert found.possible == wider.possible


@given(playbooks(), st.data())
def test_written_after_the_first_rows(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    whole = Program(written.read())
    several = [whole.builder.build(data.draw(states(words)), None, 0) for _ in range(3)]
    with mock.patch("advisor.engine.row_network.ENOUGH", 1):
        for facts in (*several, *several):
            agreed(whole, facts)


def deal(**fields: object) -> State:
    return State.from_values({"as_of": "2026-11-21", "deals": [{"id": "a", **fields}]})


def test_what_no_row_had_reached_when_it_was_written_is_walked() -> None:
    whole = program({"deep": {"for": "deal", "when": {"a": "1", "b": "2", "c": {"not": "3"}}}})
    first, later = deal(a=9), deal(a=1, b=2, c=4)
    with mock.patch("advisor.engine.row_network.ENOUGH", 1):
        for state in (first, first, later, later):
            facts = whole.builder.build(state, None, 0)
            agreed(whole, facts)
    assert [firing.rule.id for firing in whole.run(facts).firings] == ["deep"]


def test_few_rows_are_walked() -> None:
    whole = program({"one": {"for": "deal", "when": {"a": "1"}}})
    with mock.patch.object(RowNetwork, "_written", side_effect=AssertionError):
        for _ in range(3):
            agreed(whole, whole.builder.build(deal(a=1), None, 0))


def test_a_long_conjunction_is_written_as_far_as_python_goes() -> None:
    when = {"all": [{"n": f"!= {number}"} for number in range(300)]}
    whole = program({"long": {"for": "deal", "when": when}})
    with mock.patch("advisor.engine.row_network.ENOUGH", 1):
        for number in (500, 500, 500, 299, 20):
            facts = whole.builder.build(deal(n=number), None, 0)
            agreed(whole, facts)
            assert [one.rule.id for one in whole.run(facts).firings] == (["long"] if number > 300 else [])


def test_a_circle_of_conclusions_that_may_be_drawn() -> None:
    """Each of two rules waits by one of its alternatives, and by the other one for the other rule."""
    whole = program(
        {
            "hot": {"for": "deal", "when": {"any": [{"warm": True}, {"a": "1"}]}, "conclude": "hot"},
            "warm": {"for": "deal", "when": {"any": [{"hot": True}, {"b": "1"}]}, "conclude": "warm"},
            "late": {"for": "deal", "when": {"warm": True, "c": "1"}, "conclude": "soon"},
        }
    )
    for fields in ({}, {"b": 2, "c": 1}, {"a": 2, "b": 2}, {"a": 1, "b": 2}):
        agreed(whole, whole.builder.build(deal(**fields), None, 0))


def test_the_first_reviews_ask_whole_rules() -> None:
    whole = program({"one": {"for": "deal", "when": {"a": "1"}}})
    run = whole.run(whole.builder.build(deal(), None, 0))
    assert [whole.waiting(run) is None for _ in range(FEW_REVIEWS + 1)] == [*[True] * FEW_REVIEWS, False]
