"""The scenarios make every rule fire, and see nearly all conditions both true and false."""

from pathlib import Path

from advisor.advice.library import Playbook
from advisor.scenarios import load_scenarios
from advisor.scenarios.coverage import coverage_of
from advisor.scenarios.shown import firings_of
from advisor.shipped import shipped_playbook

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_every_rule_and_95_percent_of_conditions_are_covered() -> None:
    playbook = Playbook.load(shipped_playbook())

    found = coverage_of(playbook.content, firings_of(playbook, load_scenarios([str(SCENARIOS)], playbook)))

    assert [rule.id for rule in found.silent] == []
    untested = [f"{each.location}: {each.condition} is never {each.lacks}" for each in found.untested]
    assert len(untested) <= 0.05 * len(found.conditions), "\n".join(untested)
