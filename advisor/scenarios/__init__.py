"""Scenarios: a freelancer on a day and what the advice must be; read, run, and held against the advice."""

from advisor.scenarios.load import load_scenarios
from advisor.scenarios.model import Scenario
from advisor.scenarios.run import ScenarioResult, run_scenarios

__all__ = ["Scenario", "ScenarioResult", "load_scenarios", "run_scenarios"]
