"""Changes of computed fields: which there are, and that scenarios notice what comes of them."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.engine.run import Program
from advisor.scenarios.mutation.formulas import rules_on
from advisor.scenarios.mutation.prepare_state import preparations
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import mutation_report
from advisor.scenarios.mutation.suite import Baseline
from tests.scenarios.mutation.toys import quick_and_slow, scenarios, toy_with

MORE = """\
entities:
  profile:
    computed:
      angry_ones: {count: {contract: {angry: true}}}
      angry_days: {list: {of: due, over: {contract: {angry: true}}}}
  contract:
    computed:
      talks: {count: {event: {did: talk, on: known}}}
      time_left: {type: days, value: [{when: {angry: true}, is: "days_left - 2 days"}, {is: days_left}]}
      first_deed: {latest: {of: on, by: on, over: {event: {did: [talk, fix]}}}}
      unread: {count: {event: {did: part}}}
ruleset: more
title: More
rules:
  - {id: fix-after-talks, for: contract, when: {talks: ">= 2"}, advise: fix, priority: high, because: "So.",
     claims: [T1-01]}
  - {id: part-when-late, for: contract, when: {time_left: "<= 3 days"}, advise: part, priority: high,
     because: "So.", claims: [T1-01]}
  - {id: no-hurry-among-anger, for: contract, when: {profile.angry_ones: ">= 2"}, forbid: hurry,
     because: "So, for {profile.angry_days}.", claims: [T1-01]}
  - {id: no-fix-before, for: contract, when: {first_deed: "< 2026-11-10"}, forbid: fix, because: "So.",
     claims: [T1-01]}
"""
TALKS = "contracts.c-2.history: [{did: talk, on: 2026-11-01}, {did: talk, on: 2026-11-12}]"
DEEDS = "contracts.c-2.history: [{did: talk, on: 2026-11-01}, {did: fix, on: 2026-11-02}, {did: part}]"
ALL = (
    f"with: {{{TALKS}}}\n  expect: {{recommended: [fix@c-2]}}",
    "with: {contracts.c-2.history: [{did: talk, on: 2026-11-12}]}\n  expect: {not_recommended: [fix@c-2]}",
    f"with: {{{DEEDS}}}\n  expect: {{not_recommended: [part@c-2], next_steps: [fix@c-1]}}",
    "with: {contracts.c-2.due: 2026-11-24}\n  expect: {recommended: [part@c-2]}",
    "with: {contracts.c-1.due: 2026-11-26}\n  expect: {next_steps: [part@c-1]}",
    "expect: {asked: [contracts.c-1.due]}",
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def playbook() -> Playbook:
    return toy_with(MORE)


def test_each_part_of_a_formula_that_a_rule_reads_is_changed() -> None:
    tried = [mutant for mutant in mutants_of(playbook().content).tried if mutant.computed is not None]

    assert sorted(f"{mutant.name}: {mutant.words}" for mutant in tried) == [
        "contract.first_deed: `did: [talk, fix]` dropped",
        "contract.first_deed: `did: [talk, fix]` with `fix`",
        "contract.first_deed: `did: [talk, fix]` with `talk`",
        "contract.first_deed: `did: [talk, fix]` with `{not: [talk, fix]}`",
        "contract.first_deed: `latest` with `earliest`",
        "contract.talks: `all` of 2 conditions with `any`",
        "contract.talks: `did: talk` dropped",
        'contract.talks: `did: talk` with `"!= talk"`',
        "contract.talks: `on: known` dropped",
        "contract.talks: `on: known` with `unknown`",
        "contract.time_left: `angry: true` dropped",
        "contract.time_left: `angry: true` with `false`",
        "contract.time_left: `days_left - 2 days` removed",
        "contract.time_left: `days_left - 2 days` with `days_left + 2 days`",
        "contract.time_left: `days_left - 2 days` with `days_left - 1 day`",
        "contract.time_left: `days_left - 2 days` with `days_left - 3 days`",
        "contract.time_left: `days_left` removed",
        "profile.angry_ones: `angry: true` dropped",
        "profile.angry_ones: `angry: true` with `false`",
    ]


def test_of_ones_own_rules_only_the_fields_are_changed_that_no_other_rule_reads() -> None:
    def names(own: set[str]) -> set[str]:
        return {mutant.name for mutant in mutants_of(playbook().content, own).tried if mutant.computed}

    assert names({"fix-after-talks"}) == {"contract.talks"}
    assert names({"hurry-when-due"}) == set()


def test_quick_and_slow_agree_on_every_change_in_every_scenario() -> None:
    whole = playbook()
    tried = [mutant for mutant in mutants_of(whole.content).tried if mutant.computed is not None]

    disagree, killed = quick_and_slow(tried, whole, scenarios(*ALL, playbook=whole))

    assert disagree == []
    assert len(killed) > 8


def test_states_are_prepared_for_a_field_of_another_entity_than_the_rule_is_about() -> None:
    whole = playbook()
    [scenario] = scenarios(
        "with: {contracts.c-1.angry: false}\n  expect: {recommended: [hurry@c-2]}", playbook=whole
    )
    baseline = Baseline(scenario, Program(whole.content))
    [changed, *_] = [
        mutant.computed
        for mutant in mutants_of(whole.content).tried
        if mutant.computed is not None and mutant.computed.entity == "profile"
    ]

    likened, reader = rules_on(whole.content, changed)

    assert (likened.entity, reader.entity) == ("profile", "contract")
    assert [*preparations(whole.content, likened, baseline)] == []


def test_a_scenario_is_proposed_for_a_field() -> None:
    whole = playbook()
    chosen = scenarios("expect: {recommended: [hurry@c-2]}", playbook=whole)
    report = mutation_report(whole, chosen, own={"part-when-late", "no-hurry-among-anger"}, jobs=1)

    proposed = {
        f"{result.mutant.name}: {result.mutant.words}"
        for result in report.survivors
        if result.proposal is not None and result.mutant.computed is not None
    }
    assert proposed >= {
        "contract.time_left: `angry: true` dropped",
        "contract.time_left: `days_left` removed",
        "profile.angry_ones: `angry: true` with `false`",
    }
