"""Changes of what actions say: which there are, and that scenarios with `says` notice them."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.scenarios.mutation.proposals import propose
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import suite_data
from advisor.scenarios.mutation.suite import MutantRun, Suite
from tests.scenarios.mutation.toys import is_killed_slowly, scenarios, toy_with

SONGS = """\
actions:
  sing:
    for: contract
    effort: low
    title: "Sing {title}"
    steps:
      - "Sing within {policy.tune}."
      - {when: {angry: true}, text: "Sing softly."}
    message:
      - {when: {client.kind: person, angry: false}, text: "Hello, dear. A song follows."}
      - {text: "Dear Sirs. A song follows."}
policy:
  tune: {type: days, value: 3 days, note: "How long a song may wait."}
ruleset: songs
title: Songs
rules:
  - {id: sing-always, for: contract, when: {title: known}, advise: sing, priority: low, because: "So.",
     claims: [T1-01]}
"""
SAYING = (
    "expect: {recommended: [{action: sing, subject: c-1, says: [Sing softly, Dear Sirs]}]}",
    "expect: {recommended: [{action: sing, subject: c-2, says: [within 3 days, hello]}]}",
    "with: {contracts.c-2.angry: true}\n  expect: {recommended: [{action: sing, subject: c-2, says: Sirs}]}",
    "expect: {recommended: [sing@c-2], next_steps: [fix@c-1]}",
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def singing() -> Playbook:
    return toy_with(SONGS, "songs.yaml")


def test_each_condition_of_a_text_is_changed() -> None:
    tried = mutants_of(singing().content).tried

    assert sorted(mutant.words for mutant in tried if mutant.name == "sing") == [
        "a draft removed",
        "a step removed",
        "draft: `all` of 2 conditions with `any`",
        "draft: `angry: false` dropped",
        "draft: `angry: false` with `true`",
        "draft: `client.kind: person` dropped",
        'draft: `client.kind: person` with `"!= person"`',
        "step: `angry: true` dropped",
        "step: `angry: true` with `false`",
    ]


def test_of_ones_own_rules_only_the_actions_are_changed_that_no_other_rule_advises() -> None:
    def names(own: set[str]) -> set[str]:
        return {mutant.name for mutant in mutants_of(singing().content, own).tried}

    assert names({"sing-always"}) == {"sing-always", "sing"}
    assert names({"rest-when-tired"}) == {"rest-when-tired"}


def test_quick_and_slow_agree_on_what_is_said() -> None:
    playbook = singing()
    suite = Suite(suite_data(playbook, scenarios(*SAYING, playbook=playbook)))
    changed = [m for m in mutants_of(playbook.content).tried if m.name in ("sing", "policy.tune")]
    verdicts = [
        (
            MutantRun(mutant, suite).is_killed(baseline),
            is_killed_slowly(mutant, playbook, baseline.scenario),
        )
        for mutant in changed
        for baseline in suite.baselines
    ]

    assert [quick for quick, _ in verdicts] == [slow for _, slow in verdicts]
    assert True in dict(verdicts)
    assert False in dict(verdicts)


def test_what_is_proposed_asks_for_words() -> None:
    playbook = singing()
    chosen = scenarios("expect: {recommended: [sing@c-2]}", playbook=playbook)
    suite = Suite(suite_data(playbook, chosen))
    changed = [m for m in mutants_of(playbook.content).tried if m.name in ("sing", "policy.tune")]
    survivors = [mutant for mutant in changed if suite.killer(mutant) is None]
    found = {mutant.words: propose(suite, mutant) for mutant in survivors}

    proposed = {words: proposal.proposed.expected[1] for words, proposal in found.items() if proposal}
    assert proposed["step: `angry: true` with `false`"] == "{action: sing, subject: c-1, says: Sing softly.}"
    assert proposed["`3 days` with `2 days`"] == "{action: sing, subject: c-1, says: Sing within 3 days.}"
    # What would be said besides stands between two sentences that follow each other now.
    besides = '{action: sing, subject: c-2, says: "Sing within 3 days. Hello, dear."}'
    assert proposed["step: `angry: true` dropped"] == besides
