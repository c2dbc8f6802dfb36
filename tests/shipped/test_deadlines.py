"""A deadline of the shipped rules is the last day on which its rule speaks: no day late, and none early."""

import datetime
from collections import defaultdict
from pathlib import Path

from advisor.advice.library import Playbook
from advisor.engine.run import Run
from advisor.scenarios import load_scenarios
from advisor.scenarios.shown import firings_of
from advisor.shipped import shipped_playbook

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def fires(run: Run, rule: str, path: str) -> bool:
    return any(firing.rule.id == rule and firing.row.path == path for firing in run.firings)


def test_a_rule_speaks_to_its_deadline_and_no_day_longer() -> None:
    playbook = Playbook.load(shipped_playbook())
    dated = {rule.id for rule in playbook.content.rules if rule.deadline}
    to_the_day: dict[str, list[bool]] = defaultdict(list)
    longer: list[str] = []

    for shown in firings_of(playbook, load_scenarios([str(SCENARIOS)], playbook)):
        for firing in shown.run.firings:
            rule = firing.rule.id
            deadline = shown.playbook.program.deadline(shown.run.view, firing.rule, firing.row)
            if deadline is None:
                continue
            today, tomorrow = (
                shown.playbook.run(shown.scenario.state, datetime.date.fromordinal(deadline + step))
                for step in (0, 1)
            )
            to_the_day[rule].append(fires(today, rule, firing.row.path))
            if fires(tomorrow, rule, firing.row.path):
                longer.append(f"{rule}: {shown.scenario.name}")

    assert longer == []
    assert sorted(rule for rule in dated if not any(to_the_day[rule])) == []
