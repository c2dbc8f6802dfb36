"""Running scenarios: what the advice is, held against what it must be."""

import datetime
from collections.abc import Iterable

from advisor.advice.api import Playbook
from advisor.advice.model import Advice
from advisor.engine.run import Run
from advisor.scenarios.difference import Difference, compare, recommendation_lines
from advisor.scenarios.model import Scenario
from advisor.scenarios.warned import compare_warnings, warned_of
from advisor.source.record import record


@record
class ScenarioResult:
    """A scenario, the advice that it got, what its state is warned of, and where these differ from it.

    What its state is warned of is there only where the scenario is about that.
    """

    scenario: Scenario
    advice: Advice
    warned: tuple[str, ...]
    differences: tuple[Difference, ...]

    @classmethod
    def of(cls, scenario: Scenario, playbook: Playbook, run: Run) -> "ScenarioResult":
        """The result of a scenario that was run with this playbook."""
        advice = playbook.advise(run)
        warned = warned_of(run.facts) if scenario.expect.is_about_warnings else ()
        differences = (*compare(scenario.expect, advice), *compare_warnings(scenario.expect, warned))
        in_order = sorted(differences, key=lambda difference: difference.location)
        return cls(scenario, advice, warned, tuple(in_order))

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
        self.whole = playbook
        self._reduced: dict[tuple[str, ...], Playbook] = {(): playbook}

    def of(self, scenario: Scenario) -> Playbook:
        """The playbook without what the scenario leaves out.  Raises SelectionError if no rule is left."""
        names = scenario.without
        if names not in self._reduced:
            self._reduced[names] = self.whole.without(*names)
        return self._reduced[names]

    def result(self, scenario: Scenario) -> ScenarioResult:
        """What comes of a scenario.  Raises SelectionError if no rule is left."""
        day = datetime.date.fromordinal(scenario.as_of)
        playbook = self.of(scenario)
        return ScenarioResult.of(scenario, playbook, playbook.run(scenario.state, as_of=day))


def run_scenarios(playbook: Playbook, scenarios: Iterable[Scenario]) -> tuple[ScenarioResult, ...]:
    """The result of each scenario, in their order.  Raises SelectionError where no rule is left for one."""
    return tuple(map(Variants(playbook).result, scenarios))
