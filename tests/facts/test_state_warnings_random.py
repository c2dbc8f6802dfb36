"""Random constraints are broken where a second reading of their conditions is false, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.facts.state_warnings import state_warnings
from tests.engine.generate import playbooks, states
from tests.engine.meaning import Meaning
from tests.engine.words import Words
from tests.engine.written import Written


@given(playbooks(most=3), st.data())
def test_a_constraint_is_told_where_it_is_false(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    program = Program(written.read())
    facts = program.builder.build(data.draw(states(words)), None, 0)
    meaning = Meaning(program.playbook, facts)

    told = [warning for warning in state_warnings(facts) if warning.code == "constraint"]

    assert sorted(warning.message for warning in told) == sorted(
        f"{row.path}: {constraint.says}"
        for constraint in program.playbook.constraints
        for row in facts.rows[constraint.entity]
        if meaning.truth(constraint.holds, row) == -1
    )
