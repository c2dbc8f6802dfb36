"""Every construct of a rule is changed and covered, and the quick trial agrees with the slow one on each."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.scenarios.coverage import coverage_of
from advisor.scenarios.firings import firings_of
from advisor.scenarios.mutation.rules import mutants_of
from tests.scenarios.mutation.toys import quick_and_slow, scenarios, toy_with

MORE = """\
policy:
  small: {type: percent, value: 40 %, note: "What a low score is."}
  great: {type: percent, value: 90 %, note: "What a high score is."}
actions:
  cheer: {for: contract, effort: low, title: "Cheer {title}", steps: ["Cheer."]}
  plan: {for: contract, effort: low, title: "Plan {title}", steps: ["Plan."]}
ruleset: more
title: More
rules:
  - id: cheer-in-the-middle
    for: contract
    when:
      profile.score: "[policy.small..policy.great)"
      days_left: "< policy.soon + 3 days"
      count: {of: {event: {did: talk, on: known}}, is: 0}
    unless: {client.kind: company, angry: true}
    then:
      - {advise: cheer, priority: low}
      - {advise: plan, priority: high, deadline: {field: due, plus: 1 day}}
      - {conclude: merry}
    because: "So."
    claims: [T1-01]
  - {id: no-hurry-when-merry, for: contract, when: {merry: true}, forbid: hurry, because: "So.",
     claims: [T1-01]}
"""
ALL = (
    "expect: {recommended: [cheer@c-2, {action: plan, subject: c-2, priority: high, deadline: 2026-11-26}]}",
    "expect: {set_aside: [{action: hurry, subject: c-2, by: no-hurry-when-merry}]}",
    "with: {contracts.c-1.due: 2026-11-30}\n  expect: {not_recommended: [cheer@c-1]}",
    "with: {contracts.c-1.due: 2026-11-30, contracts.c-1.angry: false}\n  expect: {recommended: [cheer@c-1]}",
    "with: {contracts.c-1.due: 2026-11-30, clients.acme.kind: null}\n  expect: {recommended: [cheer@c-1]}",
    "with: {contracts.c-2.due: 2026-12-01}\n  expect: {not_recommended: [cheer@c-2]}",
    "with: {profile.score: 90}\n  expect: {not_recommended: [plan@c-2]}",
    "with: {profile.score: 40}\n  expect: {recommended: [plan@c-2]}",
    "with: {contracts.c-2.history: [{did: talk, on: 2026-11-01}]}\n  expect: {not_recommended: [cheer@*]}",
    "with: {clients.acme.kind: null}\n  expect: {not_asked: [clients.acme.kind], asked: [contracts.c-1.due]}",
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def playbook() -> Playbook:
    return toy_with(MORE)


def test_every_part_of_a_rule_is_changed() -> None:
    tried = mutants_of(playbook().content).tried

    words = {mutant.words for mutant in tried if mutant.name == "cheer-in-the-middle"}
    assert words >= {
        "the rule removed",
        '`profile.score: "[policy.small..policy.great)"` dropped',
        '`profile.score: "[policy.small..policy.great)"` with `"(policy.small..policy.great)"`',
        '`profile.score: "[policy.small..policy.great)"` with `policy.small..policy.great`',
        '`days_left: "< policy.soon + 3 days"` dropped',
        '`days_left: "< policy.soon + 3 days"` with `"<= policy.soon + 3 days"`',
        '`days_left: "< policy.soon + 3 days"` with `"< policy.soon - 3 days"`',
        '`days_left: "< policy.soon + 3 days"` with `"< policy.soon + 2 days"`',
        '`days_left: "< policy.soon + 3 days"` with `"< policy.soon + 4 days"`',
        "`count: {event: ...}, is: 0` dropped",
        "`count: {event: ...}, is: 0` with `1`",
        "`did: talk` dropped",
        "`on: known` with `unknown`",
        "`unless` dropped",
        "`client.kind: company` dropped",
        "`angry: true` with `false`",
        "`advise cheer` removed",
        "`advise plan` removed",
        "`conclude merry` removed",
        "`priority: high` with `critical`",
        "the deadline removed",
        "the deadline a day later",
    }


def test_quick_and_slow_agree_on_every_change_in_every_scenario() -> None:
    whole = playbook()
    tried = mutants_of(whole.content, {"cheer-in-the-middle", "no-hurry-when-merry"}).tried

    disagree, killed = quick_and_slow(tried, whole, scenarios(*ALL, playbook=whole))

    assert disagree == []
    assert len(killed) > 25


def test_every_test_of_a_rule_is_covered_or_told() -> None:
    whole = playbook()

    def told(*items: str) -> dict[str, str]:
        firings = firings_of(whole, scenarios(*items, playbook=whole))
        own = {"cheer-in-the-middle"}
        return {one.condition: one.lacks for one in coverage_of(whole.content, firings, own).conditions}

    assert told(ALL[0]) == {
        'profile.score: "[policy.small..policy.great)"': "false",
        'days_left: "< policy.soon + 3 days"': "false",
        "count: {event: ...}, is: 0": "false",
        "did: talk": "true or false",
        "on: known": "true or false",
        "client.kind: company": "",
        "angry: true": "",
    }
    assert {lacks for condition, lacks in told(*ALL).items() if condition[:3] not in ("did", "on:")} == {""}
