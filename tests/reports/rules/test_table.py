"""The list of rules: whole tables, in two widths, and the whole JSON."""

import json
import re
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.reports.rules.table import RuleList, rules_json, rules_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from advisor.shipped import shipped_playbook
from tests.playbook.sound import SOUND

HEAD = Path(__file__).with_name("listed_rules.yaml")
DOCUMENTS = """\
ruleset: idle
title: Idle \u202econtracts
rules:
  - {id: z-stands-first, for: contract, when: {idle: "> 60"}, conclude: quiet, because: So, claims: D-1}
  - {id: ask-when-quiet, for: contract, when: {quiet: true}, advise: check-in, priority: high, because: So,
     claims: [D-1, P-1], in_force: {from: 2024-09-03}}
  - {id: the-name-of-this-rule-is-too-long-for-its-column, for: contract, when: {mood: bad},
     forbid: [check-in, offer-partial-refund, a-very-long-name-of-an-action-indeed],
     because: So, claims: [D-1], in_force: {from: 2020-01-01, until: 2030-01-01}}
"""
PLATFORM = """\
ruleset: money
title: Money
rules:
  - {id: pay-back, for: contract, when: {mood: bad}, advise: [offer-partial-refund,
     a-very-long-name-of-an-action-indeed], priority: critical, because: So, claims: P-1}
  - {id: rest-well, for: profile, when: {score: "> 90"}, advise: rest, priority: low,
     because: So, claims: P-1}
"""
WIDE = """\
  rule                                  for       what it does                   priority  rests on

Idle contracts
idle in documents/quiet.yaml
  z-stands-first                        contract  conclude quiet                           document
  ask-when-quiet                        contract  advise check-in                high      both
                                                    from 3 Sep 2024
  the-name-of-this-rule-is-too-long-for-its-column
                                        contract  forbid check-in,                         document
                                                    offer-partial-refund,
                                                    a-very-long-name-of-an-acti
                                                    on-indeed
                                                    from 1 Jan 2020 until 1 Jan 2030

Money
a-platform/money.yaml
  pay-back                              contract  advise offer-partial-refund,   critical  platform
                                                    a-very-long-name-of-an-acti
                                                    on-indeed
  rest-well                             profile   advise rest                    low       platform

5 rules in 2 rule sets
"""
NARROW = """\
Money
a-platform/money.yaml
  pay-back
    advise offer-partial-refund,
    a-very-long-name-of-an-action-indeed
    for contract · critical · platform
  rest-well
    advise rest · for profile · low · platform

2 rules in 1 rule set, without documents
"""


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RuleBase:
    monkeypatch.chdir(tmp_path)
    book = Path("book")
    (book / "documents").mkdir(parents=True)
    (book / "a-platform").mkdir()
    (book / "all.yaml").write_text(HEAD.read_text())
    (book / "documents" / "quiet.yaml").write_text(DOCUMENTS, encoding="utf-8")
    (book / "a-platform" / "money.yaml").write_text(PLATFORM)
    loaded = load_playbook(("book",))
    assert loaded.playbook is not None, loaded.diagnostics
    return loaded.playbook


def test_a_table_where_there_is_room(listed: RuleBase) -> None:
    assert rules_text(RuleList.of(listed), TerminalStyle(width=100)) == WIDE


def test_a_list_where_there_is_none(listed: RuleBase) -> None:
    assert rules_text(RuleList.of(listed.without(["documents"])), TerminalStyle(width=60)) == NARROW


@pytest.fixture(scope="module")
def shipped() -> RuleBase:
    loaded = load_playbook((shipped_playbook(),)).playbook
    assert loaded is not None
    return loaded


@pytest.mark.parametrize("width", [*range(40, 101, 12)])
def test_no_line_is_wider_than_the_terminal(width: int, shipped: RuleBase) -> None:
    lines = rules_text(RuleList.of(shipped), TerminalStyle(width=width)).splitlines()

    assert max(map(cells, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_colour_changes_nothing_but_colour(listed: RuleBase) -> None:
    coloured = rules_text(RuleList.of(listed), TerminalStyle(width=100, colour=True))

    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == WIDE
    assert "\x1b[1mIdle contracts\x1b[0m\n" in coloured
    assert "\x1b[1;33mhigh\x1b[0m" in coloured


def test_the_json(listed: RuleBase) -> None:
    rows = json.loads(rules_json(RuleList.of(listed)))

    assert [row["id"] for row in rows] == [
        "z-stands-first",
        "ask-when-quiet",
        "the-name-of-this-rule-is-too-long-for-its-column",
        "pay-back",
        "rest-well",
    ]
    assert list(rows[1].items()) == [
        ("id", "ask-when-quiet"),
        ("ruleset", "idle"),
        ("folder", "documents"),
        ("for", "contract"),
        ("verb", "advise"),
        ("targets", ["check-in"]),
        ("priority", "high"),
        ("also", []),
        ("authority", ["document", "platform"]),
        ("claims", ["D-1", "P-1"]),
        ("in_force", {"from": "2024-09-03", "until": None}),
        ("file", str(Path("book", "documents", "quiet.yaml"))),
        ("line", 5),
        ("disabled", None),
    ]
    assert (rows[0]["priority"], rows[0]["in_force"], rows[0]["authority"]) == (None, None, ["document"])
    assert rows[2]["in_force"] == {"from": "2020-01-01", "until": "2030-01-01"}


OVERRIDES = """\
override:
  policy: {idle_after: {value: 90 days, because: "Our clients\u2019 projects are short"}}
  rules:
    score-is-fine: {disabled: true, because: "Praise is cheap, and nobody is helped by hearing it again"}
    ask-the-quiet: {disabled: true, because: "We call"}
"""
OVERRIDDEN = """\
  rule             for       what it does           priority  rests on

Sound rules
sound.yaml
  gone-quiet       contract  conclude quiet                   document
  close-the-quiet  contract  advise close-contract  low       document
  ask-the-quiet    contract  advise check-in
                               disabled: We call
  score-is-fine    profile   advise keep-it-up
                               disabled: Praise is cheap, and nobody is helped
                               by hearing it again

Numbers with another value
  idle_after: 90 days instead of 183 days
    Our clients' projects are short

2 rules in 1 rule set, 2 disabled
"""


def test_what_a_playbook_overrides_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(OVERRIDES, encoding="utf-8")
    playbook = load_playbook((str(SOUND), str(tmp_path / "mine.yaml"))).playbook
    assert playbook is not None

    assert rules_text(RuleList.of(playbook), TerminalStyle(width=80, unicode=False)) == OVERRIDDEN
    narrow = rules_text(RuleList.of(playbook), TerminalStyle(width=40)).splitlines()
    assert narrow[9:13] == [
        "    advise check-in · for contract",
        "    disabled: We call",
        "  score-is-fine",
        "    advise keep-it-up · for profile",
    ]
    assert [(row["id"], row["disabled"]) for row in json.loads(rules_json(RuleList.of(playbook)))][1:3] == [
        ("close-the-quiet", None),
        ("ask-the-quiet", "We call"),
    ]


def test_a_playbook_without_rules_can_be_listed(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text("entities: {profile: {single: true, fields: {x: {type: flag}}}}\n")
    empty = load_playbook((str(tmp_path),)).playbook
    assert empty is not None

    assert rules_text(RuleList.of(empty), TerminalStyle(width=100)) == "0 rules in 0 rule sets\n"
    assert rules_json(RuleList.of(empty)) == "[]\n"
