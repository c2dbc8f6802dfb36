"""The scenarios make every rule fire, and see nearly all conditions both true and false."""

from advisor.scenarios.coverage import coverage_of
from tests.shipped.whole import playbook, shown


def test_every_rule_and_95_percent_of_conditions_are_covered() -> None:
    found = coverage_of(playbook().content, shown())

    assert [rule.id for rule in found.silent] == []
    untested = [f"{each.location}: {each.condition} is never {each.lacks}" for each in found.untested]
    assert len(untested) <= 0.05 * len(found.conditions), "\n".join(untested)
