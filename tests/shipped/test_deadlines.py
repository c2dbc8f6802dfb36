"""A deadline of the shipped rules is the last day on which its rule speaks: no day late, and none early."""

import datetime
from collections import defaultdict

from advisor.scenarios.firings import ScenarioFirings
from tests.shipped.whole import playbook, shown

ENOUGH = 30  # scenarios of each rule
FIRED_ON: dict[tuple[str, int], frozenset[tuple[str, str]]] = {}


def fired_on(scenario: ScenarioFirings, day: int) -> frozenset[tuple[str, str]]:
    """The rules that fire in a scenario on that day (an ordinal), each with its subject."""
    key = scenario.scenario.name, day
    if key not in FIRED_ON:
        run = scenario.run
        if day != scenario.scenario.as_of:
            run = scenario.playbook.run(scenario.scenario.state, datetime.date.fromordinal(day))
        FIRED_ON[key] = frozenset((firing.rule.id, firing.row.path) for firing in run.firings)
    return FIRED_ON[key]


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
            if deadline is None or len(to_the_day[rule]) == ENOUGH:
                continue
            fired = rule, firing.row.path
            to_the_day[rule].append(fired in fired_on(each, deadline))
            if fired in fired_on(each, deadline + 1):
                longer.append(f"{rule}: {each.scenario.name}")

    assert longer == []
    assert sorted(rule for rule in dated if not any(to_the_day[rule])) == []
