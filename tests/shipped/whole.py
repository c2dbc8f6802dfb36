"""What comes with the advisor as a whole, for tests that change none of it: read once, and run once."""

from functools import cache

from advisor.advice.api import Playbook
from advisor.scenarios import Scenario, load_scenarios
from advisor.scenarios.firings import ScenarioFirings, firings_of
from tests.house.tree import ROOT


@cache
def playbook() -> Playbook:
    """The shipped playbook."""
    return Playbook.load()


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All scenarios that come with it."""
    return tuple(load_scenarios([str(ROOT / "scenarios")], playbook()))


@cache
def shown() -> tuple[ScenarioFirings, ...]:
    """What each of the scenarios shows, in their order."""
    return firings_of(playbook(), scenarios())
