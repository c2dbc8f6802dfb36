"""What is written of a condition is certain, and may be, where its closure says so."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.engine.reference import reference_run, undecided
from advisor.facts import State
from advisor.facts.condition_code import ConditionWriter, Reading
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import Condition, walk
from tests.engine.generate import playbooks, states
from tests.engine.toy import book
from tests.engine.words import Words
from tests.engine.written import Written


def readings(program: Program, condition: Condition, view: WorkingMemory, row: Row) -> tuple[bool, bool]:
    """Whether a condition is certain, and whether it may be, by functions that are written for it."""
    found = []
    for certain in (True, False):
        writer = ConditionWriter(program.evaluator)
        body = partial(_body, writer, condition, Reading(certain))
        found.append(writer.function("view, row", body)(view, row))
    return found[0], found[1]


def _body(writer: ConditionWriter, condition: Condition, reading: Reading) -> list[str]:
    return [" v = row.values", f" return {writer.of(condition, reading)}"]


@given(playbooks(most=4), st.data())
def test_both_readings_are_those_of_the_truth(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    program = Program(written.read())
    facts = program.builder.build(data.draw(states(words)), None, 0)
    view, _ = reference_run(program, facts)
    wider, _ = undecided(program, view)
    for rule in program.playbook.rules:
        for row in facts.rows[rule.entity][:2]:
            for seen in (view, wider):
                truth = program.truth(rule.when)(seen, row)
                assert readings(program, rule.when, seen, row) == (truth is True, truth is not False)


def test_a_condition_deeper_than_a_parser_likes() -> None:
    when: object = {"a": "1"}
    for _ in range(12):
        when = {"not": {"any": [when, {"b": "known"}]}}
    program = Program(book({"deep": {"for": "deal", "when": when}}))
    (rule,) = (rule for rule in program.playbook.rules if rule.id == "deep")
    assert len(list(walk(rule.when))) > 30
    for fields in ({}, {"a": 1}, {"a": 2}, {"a": 2, "b": 1}):
        state = State.from_values({"as_of": "2026-11-21", "deals": [{"id": "a", **fields}]})
        facts = program.builder.build(state, None, 0)
        (row,) = facts.rows["deal"]
        view = WorkingMemory(facts, {})
        truth = program.truth(rule.when)(view, row)
        assert readings(program, rule.when, view, row) == (truth is True, truth is not False)
