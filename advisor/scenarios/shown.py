"""What scenarios show: which rules fire in each of them, and for whom."""

import datetime
from collections.abc import Iterable, Mapping

from advisor.advice.library import Playbook
from advisor.engine.run import Run
from advisor.scenarios.model import Scenario
from advisor.source.record import record


@record
class Shown:
    """A scenario that has been run: the subjects (paths, such as "contracts.c-1") for whom each rule fired.

    `subjects` are the paths of all that rules could have fired for.
    """

    scenario: Scenario
    run: Run
    fired: Mapping[str, frozenset[str]]
    subjects: frozenset[str]


def firings_of(playbook: Playbook, scenarios: Iterable[Scenario]) -> tuple[Shown, ...]:
    """Each scenario with what fires in it, in their order."""
    return tuple(_shown(playbook, scenario) for scenario in scenarios)


def _shown(playbook: Playbook, scenario: Scenario) -> Shown:
    run = playbook.run(scenario.state, as_of=datetime.date.fromordinal(scenario.as_of))
    fired: dict[str, set[str]] = {}
    for firing in run.firings:
        fired.setdefault(firing.rule.id, set()).add(firing.row.path)
    subjects = frozenset(row.path for rows in run.facts.rows.values() for row in rows)
    return Shown(scenario, run, {rule: frozenset(paths) for rule, paths in fired.items()}, subjects)
