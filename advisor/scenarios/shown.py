"""What scenarios show: which rules fire in each of them, and for whom."""

import datetime
from collections.abc import Iterable, Mapping

from advisor.advice.library import Playbook
from advisor.engine.run import Run
from advisor.scenarios.model import Scenario
from advisor.scenarios.run import Outcome, Variants, judged
from advisor.source.record import record


@record
class Shown:
    """A scenario that has been run: the subjects (paths, such as "contracts.c-1") for whom each rule fired.

    `playbook` is the one that it was run with, and `subjects` are all that rules could have fired for.
    """

    scenario: Scenario
    playbook: Playbook
    run: Run
    fired: Mapping[str, frozenset[str]]
    subjects: frozenset[str]

    def outcome(self) -> Outcome:
        """The advice that followed, held against what the scenario expects."""
        return judged(self.scenario, self.playbook.advise(self.run))

    def tried(self) -> frozenset[str]:
        """The actions that are recommended, or stand as next steps."""
        advice = self.playbook.advise(self.run)
        steps = [step.action for item in advice.recommendations for step in item.next_steps]
        return frozenset([*(item.action for item in advice.recommendations), *steps])


def firings_of(playbook: Playbook, scenarios: Iterable[Scenario]) -> tuple[Shown, ...]:
    """Each scenario with what fires in it, in their order."""
    variants = Variants(playbook)
    return tuple(_shown(variants.of(scenario), scenario) for scenario in scenarios)


def _shown(playbook: Playbook, scenario: Scenario) -> Shown:
    run = playbook.run(scenario.state, as_of=datetime.date.fromordinal(scenario.as_of))
    fired: dict[str, set[str]] = {}
    for firing in run.firings:
        fired.setdefault(firing.rule.id, set()).add(firing.row.path)
    subjects = frozenset(row.path for rows in run.facts.rows.values() for row in rows)
    by_rule = {rule: frozenset(paths) for rule, paths in fired.items()}
    return Shown(scenario, playbook, run, by_rule, subjects)
