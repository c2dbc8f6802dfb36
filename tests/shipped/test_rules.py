"""Scenarios pin every rule of the shipped playbook: one in which it fires, and a near miss.

A near miss differs in one fact, or in the day alone, and the rule does not fire for the same subject: without
it, a rule could lose a condition and no scenario would notice.
"""

from advisor.facts.schema import Schema
from advisor.scenarios.near_miss import pinned
from tests.shipped.whole import playbook, shown


def test_every_rule_fires_in_a_scenario_and_has_a_near_miss() -> None:
    content = playbook().content

    found = pinned([rule.id for rule in content.rules], shown(), Schema.of(content))

    assert [f"{each.rule}: {each.lacks}" for each in found if each.lacks] == []
