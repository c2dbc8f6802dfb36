"""A rule with several consequences, in every form in which rules are told."""

import json
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.model import Rule, RuleBase
from advisor.reports.rules.as_json import rules_in_json
from advisor.reports.rules.as_text import rules_in_english
from advisor.reports.rules.graph import graph_mermaid, graph_of
from advisor.reports.rules.pages import Pages
from advisor.reports.rules.summary import RuleSummarizer
from advisor.reports.rules.table import RuleList, rules_json, rules_text
from advisor.reports.terminal.style import TerminalStyle
from tests.playbook.sound import SOUND, usable

MINE = """\
ruleset: mine
rules:
  - id: mine
    for: contract
    when: {stars: 1}
    in_force: {from: 2026-01-01}
    then:
      - advise: check-in
        priority: high
        deadline: {field: last_activity, plus: 3 days}
      - forbid: close-contract
        because: "Talk to {client.name} first"
      - conclude: quiet
    because: "{title} has one star"
    claims: D-1
"""
TEXT = """\
then advise, with high priority:
  → Ask CLIENT about TITLE (check-in)
  • by 3 days after the last activity
and never advise, whatever other rules say:
  → Close TITLE (close-contract)
and conclude, for other rules to read:
  → it counts as "quiet" (quiet)
  • in force from 1 January 2026 on

Because
  check-in and quiet: TITLE has one star
  close-contract: Talk to CLIENT first
"""
SENTENCE = (
    "For each contract: if the stars is 1, advise, with high priority: Ask CLIENT about TITLE; "
    "by 3 days after the last activity; and never advise, whatever other rules say: Close TITLE; "
    'and conclude, for other rules to read: it counts as "quiet"; in force from 1 January 2026 on.'
)
LOOK = TerminalStyle(width=80)


@pytest.fixture(name="playbook")
def of_mine(tmp_path: Path) -> RuleBase:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    return usable(load_playbook((str(SOUND), str(path))))


@pytest.fixture(name="mine")
def rule_of_mine(playbook: RuleBase) -> Rule:
    return next(rule for rule in playbook.rules if rule.id == "mine")


def test_as_text(playbook: RuleBase, mine: Rule) -> None:
    text = rules_in_english([RuleSummarizer(playbook).summary(mine)], LOOK)

    assert TEXT in text


def test_as_a_page(playbook: RuleBase) -> None:
    pages = Pages(RuleSummarizer(playbook)).all()

    assert (
        "**then advise, with high priority:**\n\n"
        "- Ask CLIENT about TITLE ([check-in](../actions.md#check-in))\n"
        "- by 3 days after the last activity\n\n"
        "**and never advise, whatever other rules say:**\n\n"
    ) in pages["rules/mine.md"]
    assert "close-contract: Talk to CLIENT first" in pages["rules/mine.md"].replace("\\", "")
    assert (
        "[mine](rules/mine.md): advise check-in; forbid close-contract; conclude quiet" in pages["README.md"]
    )
    assert "- forbidden by [mine](rules/mine.md)" in pages["actions.md"]


def test_as_json(playbook: RuleBase, mine: Rule) -> None:
    [told] = json.loads(rules_in_json([RuleSummarizer(playbook).summary(mine)]))
    [listed] = [rule for rule in json.loads(rules_json(RuleList.of(playbook))) if rule["id"] == "mine"]

    assert told["english"] == SENTENCE
    assert (told["verb"], told["deadline"], told["because"]) == (
        *("advise", "by 3 days after the last activity"),
        "TITLE has one star",
    )
    assert told["also"] == [
        {
            "verb": "forbid",
            "does": "never advise, whatever other rules say",
            "targets": [{"name": "close-contract", "text": "Close TITLE"}],
            "deadline": None,
            "because": "Talk to CLIENT first",
        },
        {
            "verb": "conclude",
            "does": "conclude, for other rules to read",
            "targets": [{"name": "quiet", "text": 'it counts as "quiet"'}],
            "deadline": None,
            "because": "TITLE has one star",
        },
    ]
    assert (listed["verb"], listed["targets"], listed["priority"]) == ("advise", ["check-in"], "high")
    assert listed["also"] == [
        {"verb": "forbid", "targets": ["close-contract"], "priority": None},
        {"verb": "conclude", "targets": ["quiet"], "priority": None},
    ]


def test_in_a_table(playbook: RuleBase) -> None:
    wide = TerminalStyle(width=160)

    [line] = [
        line for line in rules_text(RuleList.of(playbook), wide).splitlines() if line.startswith("  mine ")
    ]

    assert "advise check-in; forbid close-contract; conclude quiet" in line
    assert "high" in line


def test_in_a_graph(playbook: RuleBase) -> None:
    lines = graph_mermaid(graph_of(playbook, "Mine", ruleset="mine")).splitlines()

    assert [line.strip() for line in lines if "-->" in line or ":::rule" in line] == [
        'n0["mine"]:::rule',
        *("n0 -->|advise| n2", "n0 -->|forbid| n3", "n0 --> n1"),
    ]
