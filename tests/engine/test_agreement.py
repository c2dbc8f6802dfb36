"""The engine, the reference evaluator and a naive reading agree on any playbook and any state."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.engine.reference import reference_firings
from tests.engine.generate import playbooks, states
from tests.engine.meaning import Meaning
from tests.engine.words import Words
from tests.engine.written import Written


@given(playbooks(), st.data())
def test_three_readings_of_a_playbook_agree(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    program = Program(written.read())
    for _ in range(2):
        facts = program.builder.build(data.draw(states(words)), None, 0)
        meaning = Meaning(program.playbook, facts)

        fired = {(firing.rule.id, firing.row.index) for firing in program.run(facts).firings}

        assert fired == meaning.firings()
        assert fired == reference_firings(program, facts)
        for entity, computed in program.schema.computed:
            for row in facts.rows[entity]:
                assert facts.value(row, computed.name) == meaning.member(row, computed.name)


@given(playbooks(), st.data())
def test_they_agree_where_rules_were_left_out(made: tuple[Words, Written], data: st.DataObject) -> None:
    """Then rules read conclusions that nobody draws."""
    words, written = made
    whole = written.read()
    kept = data.draw(st.lists(st.sampled_from(whole.rules), min_size=1, unique_by=lambda rule: rule.id))
    program = Program(replace(whole, rules=tuple(sorted(kept, key=lambda rule: rule.id))))
    facts = program.builder.build(data.draw(states(words)), None, 0)

    fired = {(firing.rule.id, firing.row.index) for firing in program.run(facts).firings}

    assert fired == Meaning(program.playbook, facts).firings()
    assert fired == reference_firings(program, facts)
