"""Whenever a rule fires of which that is told, the other one fires for the same subject."""

from hypothesis import given

from advisor.engine import Program
from advisor.engine.reference import reference_run
from tests.playbook.check.small_worlds import World, days, every_state, load, worlds


@given(worlds())
def test_opposite_rules_fire_together(world: World) -> None:
    playbook, values = world
    loaded = load(playbook)
    assert loaded.draft is not None
    told = [problem.message.split('"') for problem in loaded.diagnostics if problem.code == "opposite-rules"]
    if told:
        program = Program(loaded.draft)
        for day in days():
            facts = program.builder.build(every_state(values), day, 0)
            fired: dict[str, set[int]] = {}
            for rule, row in reference_run(program, facts)[1]:
                fired.setdefault(rule, set()).add(row)
            for words in told:
                assert fired.get(words[1], set()) <= fired.get(words[5], set())
