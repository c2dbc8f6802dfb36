"""Running scenarios: what the advice is, held against what it must be."""

import datetime
from collections.abc import Iterable

from advisor.advice.api import Playbook
from advisor.advice.model import Advice
from advisor.scenarios.difference import Difference, compare, recommendation_lines
from advisor.scenarios.model import Scenario
from advisor.source.record import record


@record
class ScenarioResult:
    """A scenario, the advice that it got, and where the two differ."""

    scenario: Scenario
    advice: Advice
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether the advice is as expected."""
        return not self.differences

    def lines(self) -> list[str]:
        """The scenario, each difference with the place of its expectation, and the advice in short."""
        lines = [f"{self.scenario.location}: {self.scenario.name}"]
        lines += [f"  {difference}" for difference in self.differences]
        without = ", ".join(self.advice.without)
        lines.append(f"  recommended without {without} are:" if without else "  recommended are:")
        lines += [f"    {line}" for line in recommendation_lines(self.advice) or ("nothing",)]
        return lines

    def __str__(self) -> str:
        return "\n".join(self.lines())


class Variants:
    """A playbook as each of several scenarios wants it, made once for all that leave out the same."""

    def __init__(self, playbook: Playbook) -> None:
        self._found: dict[tuple[str, ...], Playbook] = {(): playbook}

    @property
    def whole(self) -> Playbook:
        """The playbook as it was given."""
        return self._found[()]

    def outcome(self, scenario: Scenario) -> ScenarioResult:
        """What comes of a scenario.  Raises SelectionError if no rule is left."""
        return _run(self.of(scenario), scenario)

    def of(self, scenario: Scenario) -> Playbook:
        """The playbook without what the scenario leaves out.  Raises SelectionError if no rule is left."""
        names = scenario.without
        if names not in self._found:
            self._found[names] = self._found[()].without(*names)
        return self._found[names]


def run_scenarios(playbook: Playbook, scenarios: Iterable[Scenario]) -> tuple[ScenarioResult, ...]:
    """The outcome of each scenario, in their order.

    Raises SelectionError where a scenario and the playbook together leave out every rule.
    """
    variants = Variants(playbook)
    return tuple(variants.outcome(scenario) for scenario in scenarios)


def _run(playbook: Playbook, scenario: Scenario) -> ScenarioResult:
    advice = playbook.review(scenario.state, as_of=datetime.date.fromordinal(scenario.as_of))
    return judged(scenario, advice)


def judged(scenario: Scenario, advice: Advice) -> ScenarioResult:
    """The outcome of a scenario that got this advice."""
    return ScenarioResult(scenario, advice, compare(scenario.expect, advice))
