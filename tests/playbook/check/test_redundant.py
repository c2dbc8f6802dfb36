"""A rule means the same without a condition of which it is told that it adds nothing."""

from dataclasses import replace

from hypothesis import given

from advisor.engine import Program
from advisor.engine.reference import reference_run
from advisor.playbook.conditions import Condition, Connective, Not, Quantifier, Unless
from advisor.source.diagnostic import Location
from tests.playbook.check.small_worlds import World, days, every_state, load, worlds


def without(condition: Condition, location: Location) -> Condition:
    """The condition without the part at a place."""
    if isinstance(condition, Connective):
        parts = tuple(without(part, location) for part in condition.parts if part.location != location)
        return replace(condition, parts=parts)
    if isinstance(condition, Not | Unless):
        return replace(condition, part=without(condition.part, location))
    if isinstance(condition, Quantifier):
        return replace(condition, block=without(condition.block, location))
    return condition


@given(worlds())
def test_a_rule_fires_as_before_without_it(world: World) -> None:
    playbook, values = world
    loaded = load(playbook)
    assert loaded.draft is not None
    rules = {rule.id: rule for rule in loaded.draft.rules}
    told = [
        (rules[problem.message.split('"')[1]], problem.location)
        for problem in loaded.diagnostics
        if problem.code == "redundant-condition" and "list of" not in problem.message
    ]
    if told:
        shorter = tuple(
            replace(rule, id=f"{rule.id}-{number}", when=without(rule.when, location))
            for number, (rule, location) in enumerate(told)
        )
        program = Program(replace(loaded.draft, rules=(*loaded.draft.rules, *shorter)))
        for day in days():
            facts = program.builder.build(every_state(values), day, 0)
            fired: dict[str, set[int]] = {}
            for name, row in reference_run(program, facts)[1]:
                fired.setdefault(name, set()).add(row)
            for one, (rule, location) in zip(shorter, told, strict=True):
                assert fired.get(one.id) == fired.get(rule.id), (rule.when, location)
