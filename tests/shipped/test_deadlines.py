"""A deadline of the shipped rules is the last day on which its rule speaks: no day late, and none early."""

import datetime
from collections import defaultdict

from advisor.engine.run import Run
from tests.shipped.whole import playbook, shown


def fires(run: Run, rule: str, path: str) -> bool:
    return any(firing.rule.id == rule and firing.row.path == path for firing in run.firings)


def test_a_rule_speaks_to_its_deadline_and_no_day_longer() -> None:
    rules = playbook().content.rules
    dated = {rule.id for rule in rules if any(one.deadline for one in rule.consequences)}
    to_the_day: dict[str, list[bool]] = defaultdict(list)
    longer: list[str] = []

    for each in shown():
        program, view = each.playbook.program, each.run.view
        consequences = ((firing, one) for firing in each.run.firings for one in firing.rule.consequences)
        for firing, consequence in consequences:
            rule = firing.rule.id
            deadline = program.deadline(view, consequence, firing.row)
            if deadline is None:
                continue
            today, tomorrow = (
                each.playbook.run(each.scenario.state, datetime.date.fromordinal(deadline + step))
                for step in (0, 1)
            )
            to_the_day[rule].append(fires(today, rule, firing.row.path))
            if fires(tomorrow, rule, firing.row.path):
                longer.append(f"{rule}: {each.scenario.name}")

    assert longer == []
    assert sorted(rule for rule in dated if not any(to_the_day[rule])) == []
