"""The engine, the reference evaluator and a naive reading agree on any playbook and any state."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.engine.reference import reference_run
from advisor.facts import Facts
from advisor.playbook.model import Rule
from tests.engine.generate import playbooks, states
from tests.engine.meaning import Meaning
from tests.engine.words import Words
from tests.engine.written import Written


@given(playbooks(), st.data())
def test_three_readings_of_a_playbook_agree(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    whole = written.read()
    program = Program(whole)
    several = [data.draw(states(words)) for _ in range(2)]

    for state in several:
        facts = program.builder.build(state, None, 0)
        meaning = agreed(program, facts)
        for entity, computed in program.schema.computed:
            for row in facts.rows[entity]:
                assert facts.value(row, computed.name) == meaning.member(row, computed.name)

    reduced = Program(replace(whole, rules=data.draw(some_of(whole.rules))))
    for state in several:
        agreed(reduced, reduced.builder.build(state, None, 0))


def agreed(program: Program, facts: Facts) -> Meaning:
    """The naive reading, with which the two others agree."""
    meaning = Meaning(program.playbook, facts)

    fired = {(firing.rule.id, firing.row.index) for firing in program.run(facts).firings}

    assert fired == meaning.firings()
    assert fired == set(reference_run(program, facts)[1])
    return meaning


@st.composite
def some_of(draw: st.DrawFn, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Some of the rules are left out: then others read conclusions that nobody draws."""
    kept = draw(st.lists(st.sampled_from(rules), min_size=1, unique_by=lambda rule: rule.id))
    return tuple(sorted(kept, key=lambda rule: rule.id))
