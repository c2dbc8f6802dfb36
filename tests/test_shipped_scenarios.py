"""Every scenario that comes with the shipped playbook is a test of its own, told by its file and name."""

from functools import cache
from pathlib import Path

import pytest

from advisor.advice.library import Playbook
from advisor.scenarios import Scenario, load_scenarios, run_scenarios
from advisor.shipped import shipped_playbook

ROOT = Path(__file__).parents[1]


@cache
def playbook() -> Playbook:
    """The shipped playbook, loaded once for all scenarios."""
    return Playbook.load(shipped_playbook())


def title(scenario: Scenario) -> str:
    """What a test run calls the scenario."""
    return f"{Path(scenario.location.file).relative_to(ROOT / 'scenarios').as_posix()}::{scenario.name}"


@pytest.mark.parametrize("scenario", load_scenarios([str(ROOT / "scenarios")], playbook()), ids=title)
def test_scenario(scenario: Scenario) -> None:
    [outcome] = run_scenarios(playbook(), [scenario])

    assert outcome.passed, str(outcome)
