"""Every scenario that comes with the shipped playbook is a test of its own, told by its file and name."""

from pathlib import Path

import pytest

from advisor.scenarios import Scenario, run_scenarios
from tests.house.tree import ROOT
from tests.shipped.whole import playbook, scenarios


def title(scenario: Scenario) -> str:
    """What a test run calls the scenario."""
    return f"{Path(scenario.location.file).relative_to(ROOT / 'scenarios').as_posix()}::{scenario.name}"


@pytest.mark.parametrize("scenario", scenarios(), ids=title)
def test_scenario(scenario: Scenario) -> None:
    [outcome] = run_scenarios(playbook(), [scenario])

    assert outcome.passed, str(outcome)
