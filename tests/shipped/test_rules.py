"""Scenarios pin every rule of the shipped playbook: one in which it fires, and a near miss.

A near miss differs in one fact, or in the day alone, and the rule does not fire for the same subject: without
it, a rule could lose a condition and no scenario would notice.
"""

from pathlib import Path

from advisor.advice.library import Playbook
from advisor.facts.schema import Schema
from advisor.scenarios import load_scenarios
from advisor.scenarios.near_miss import pinned
from advisor.scenarios.shown import firings_of
from advisor.shipped import shipped_playbook

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_every_rule_fires_in_a_scenario_and_has_a_near_miss() -> None:
    playbook = Playbook.load(shipped_playbook())
    shown = firings_of(playbook, load_scenarios([str(SCENARIOS)], playbook))

    found = pinned([rule.id for rule in playbook.content.rules], shown, Schema.of(playbook.content))

    assert [f"{each.rule}: {each.lacks}" for each in found if each.lacks] == []
