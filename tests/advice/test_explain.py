"""Whatever the playbook and the state: explanations name what is so, and days are the first ones."""

import datetime
from collections.abc import Iterable, Iterator
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice import first_days
from advisor.advice.advise import Adviser
from advisor.advice.api import Playbook
from advisor.advice.explain_model import ConditionResult, RuleTrace, distance_of_results, distance_of_trace
from advisor.advice.first_days import FirstDays
from advisor.advice.rule_traces import Once, RuleTracer
from advisor.engine import Program
from advisor.engine.reference import undecided
from advisor.engine.run import Run
from advisor.facts import State
from advisor.facts.rows import Row
from advisor.playbook.conditions import negation_normal_form
from advisor.playbook.model import Rule
from tests.engine.generate import playbooks, states
from tests.engine.words import AS_OF, Words
from tests.engine.written import Written

FEWER = max(1, settings.get_profile("advisor").max_examples // 5)
AHEAD = 4
TODAY = datetime.date.fromisoformat(AS_OF)


def drawn(made: tuple[Words, Written], data: st.DataObject) -> tuple[Playbook, State, Run]:
    """A playbook, a state, and what follows."""
    words, written = made
    content = written.read()
    playbook = Playbook(content, Adviser(Program(content)), content)
    state = data.draw(states(words))
    return playbook, state, playbook.run(state)


def every(results: Iterable[ConditionResult]) -> Iterator[ConditionResult]:
    """The results and all below them."""
    for result in results:
        yield result
        yield from every(result.parts)
        yield from every(inner for instance in result.instances for inner in instance.conditions)
        yield from every(inner for trace in result.rules for inner in trace.conditions)


def silent(playbook: Playbook, run: Run) -> list[tuple[Rule, Row]]:
    """The rules that did not fire, with the subjects for which they did not."""
    fired = {(firing.rule.id, firing.row.path) for firing in run.firings}
    pairs = ((rule, row) for rule in playbook.content.rules for row in run.facts.rows[rule.entity])
    return [(rule, row) for rule, row in pairs if (rule.id, row.path) not in fired]


def looked_at(playbook: Playbook, run: Run) -> tuple[RuleTracer, list[RuleTrace]]:
    """All rules that did not fire, nearest first."""
    view, _ = undecided(playbook.program, run.view)
    tracer = RuleTracer(playbook.program, view, run.firings)
    return tracer, tracer.nearest((rule, rule.consequences[0], row) for rule, row in silent(playbook, run))


@settings(max_examples=FEWER)
@given(playbooks(), st.data())
def test_a_rule_that_fired_is_explained_by_what_holds(
    made: tuple[Words, Written], data: st.DataObject
) -> None:
    playbook, _, run = drawn(made, data)
    tracer = RuleTracer(playbook.program, run.view, run.firings)
    traces = Once().traces(tracer.trace(firing.rule, firing.row) for firing in run.firings)

    assert all(trace.fired for trace in traces)
    assert all(result.truth is True for trace in traces for result in every(trace.conditions))
    assert all(distance_of_results(trace.conditions) == (0, 0) for trace in traces)


@settings(max_examples=FEWER)
@given(playbooks(), st.data())
def test_a_rule_that_did_not_fire_has_something_against_it(
    made: tuple[Words, Written], data: st.DataObject
) -> None:
    playbook, _, run = drawn(made, data)
    _, missed = looked_at(playbook, run)

    for trace in missed:
        assert not trace.fired
        assert not trace.in_force or any(result.truth is not True for result in trace.conditions)
        assert distance_of_trace(trace) > (0, 0)
    assert missed == sorted(missed, key=distance_of_trace) or any(trace.on for trace in missed)


@settings(max_examples=FEWER)
@given(playbooks(), st.data())
def test_without_blocks_negated_a_condition_means_the_same(
    made: tuple[Words, Written], data: st.DataObject
) -> None:
    playbook, _, run = drawn(made, data)
    view, _ = undecided(playbook.program, run.view)
    truth = playbook.program.evaluator.condition
    for rule in playbook.content.rules:
        as_written, moved = truth(rule.when), truth(negation_normal_form(rule.when))
        opposite = truth(negation_normal_form(rule.when, wanted=False))
        for row in run.facts.rows[rule.entity]:
            holds = as_written(view, row)
            assert moved(view, row) is holds
            assert opposite(view, row) is (None if holds is None else not holds)


@settings(max_examples=FEWER)
@given(playbooks(), st.data())
def test_days_are_the_first_on_which_time_alone_brings_it(
    made: tuple[Words, Written], data: st.DataObject
) -> None:
    playbook, state, run = drawn(made, data)
    tracer, _ = looked_at(playbook, run)
    days = FirstDays(playbook, tracer)
    with mock.patch.object(first_days, "DAYS", AHEAD):
        days.look(state, run.facts.as_of)
    later = [playbook.run(state, TODAY + datetime.timedelta(days=n)) for n in range(1, AHEAD + 1)]

    fires: dict[tuple[str, str], int] = {}
    for after in later:
        for firing in after.firings:
            fires.setdefault((firing.rule.id, firing.row.path), after.facts.as_of)
    assert {key: fires[key] for key in tracer.idle if key in fires} == {
        key: day for key, day in days.days.items() if key in tracer.idle
    }
    for key, condition in tracer.failing.items():
        truth = playbook.program.truth(condition)
        holds = (
            after.facts.as_of
            for after in (run, *later)
            for rows in after.facts.rows.values()
            for row in rows
            if row.path == key[1] and truth(after.view, row)
        )
        first = next(holds, None)
        assert days.days.get(key) == (None if first == run.facts.as_of else first)
