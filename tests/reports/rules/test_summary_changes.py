"""What another playbook changes in rules, actions and choices, told where they are told."""

import json
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.reports.rules.as_json import rules_in_json
from advisor.reports.rules.as_text import rules_in_english
from advisor.reports.rules.pages import Pages
from advisor.reports.rules.summary import RuleSummarizer
from advisor.reports.rules.table import RuleList, rules_text
from advisor.reports.terminal.style import TerminalStyle
from tests.playbook.sound import SOUND, usable

CHANGES = """\
override:
  rules:
    ask-the-quiet: {set: {priority: high, because: "We call"}, because: "Ours wait for it"}
  actions:
    check-in: {set: {effort: high, steps: [Dial]}, because: "By phone"}
  choices:
    contract.mood: {add: [sad, mad], because: "They are"}
"""
TOLD = """\
Changed by another playbook
  • ask-the-quiet: priority high instead of medium. Ours wait for it
  • ask-the-quiet: another reason. Ours wait for it
  • check-in: effort high instead of low. By phone
  • check-in: other steps. By phone
"""
LISTED = """\
Rules, actions and choices that are otherwise
  ask-the-quiet: priority high instead of medium
    Ours wait for it
  ask-the-quiet: another reason
    Ours wait for it
  check-in: effort high instead of low
    By phone
  check-in: other steps
    By phone
  contract.mood: also sad, mad
    They are
"""


@pytest.fixture(name="changed")
def with_changes(tmp_path: Path) -> RuleBase:
    path = tmp_path / "mine.yaml"
    path.write_text(CHANGES, encoding="utf-8")
    return usable(load_playbook((str(SOUND), str(path))))


def test_beside_the_rule(changed: RuleBase) -> None:
    summarizer = RuleSummarizer(changed)
    summaries = {rule.id: summarizer.summary(rule) for rule in changed.rules}

    text = rules_in_english([summaries["ask-the-quiet"]], TerminalStyle())
    assert TOLD in text
    assert "Changed by another" not in rules_in_english([summaries["close-the-quiet"]], TerminalStyle())
    page = Pages(summarizer).all()["rules/ask-the-quiet.md"]
    assert "## Changed by another playbook" in page
    [told] = json.loads(rules_in_json([summaries["ask-the-quiet"]]))
    assert [(one["name"], one["key"], one["because"], one["line"]) for one in told["changed"]] == [
        ("ask-the-quiet", "priority", "Ours wait for it", 3),
        ("ask-the-quiet", "because", "Ours wait for it", 3),
        ("check-in", "effort", "By phone", 5),
        ("check-in", "steps", "By phone", 5),
    ]


def test_in_the_list_of_all_rules(changed: RuleBase) -> None:
    assert LISTED in rules_text(RuleList.of(changed), TerminalStyle())
