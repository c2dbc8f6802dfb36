"""The quick trial of a mutant says what the slow one says: compile, review, word, compare."""

import random
from pathlib import Path

import pytest
from hypothesis import settings

from advisor.advice.api import Playbook
from advisor.scenarios import Scenario
from advisor.scenarios.mutation.model import Mutant
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import shared, suite_data
from advisor.scenarios.mutation.suite import MutantRun, Suite
from tests.scenarios.mutation.toys import is_killed_slowly, mutants, scenarios
from tests.scenarios.toy import TOY, toy
from tests.shipped import whole

PAIRS = settings.get_profile("advisor").max_examples // 2


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_quick_and_slow_agree_on_what_is_noticed() -> None:
    chance = random.Random(11)
    suite = Suite(suite_data(whole.playbook(), whole.scenarios()[::8]))
    tried = list(mutants_of(whole.playbook().content).tried)
    disagree = []
    for mutant in chance.sample(tried, PAIRS):
        killer = suite.killer(mutant)
        number = killer if killer is not None else chance.randrange(len(suite.baselines))
        scenario = suite.baselines[number].scenario
        if is_killed_slowly(mutant, whole.playbook(), scenario) != (killer is not None):
            disagree.append((mutant.name, mutant.words, scenario.name))

    assert disagree == []


def test_quick_and_slow_agree_scenario_by_scenario() -> None:
    chosen = scenarios(
        "expect: {recommended: [talk@c-1], exact: false}",
        "expect: {next_steps: [fix@c-1, part@c-1]}",
        "expect: {recommended: [{action: hurry, subject: c-2, deadline: 2026-11-25, rank: 2}]}",
        "expect: {not_recommended: [rest], asked: [], not_asked: [contracts.c-2.angry]}",
        "with: {contracts.c-1.fixable: null, contracts.c-1.history: [{did: talk, on: 2026-11-20}]}\n"
        "  expect: {asked: [contracts.c-1.fixable]}",
        "with: {profile.tired: true}\n  expect: {set_aside: [hurry@c-2], recommended: [rest]}",
        "with: {policy.soon: 3 days}\n  expect: {not_recommended: [hurry@c-2]}",
        "expect: {recommended: [{action: talk, subject: c-1, says: [talk about logo, is angry]}]}",
        "with: {profile.tired: true}\n"
        "  expect: {set_aside: [{action: hurry, subject: c-2, says: tired}], not_recommended: [part@*]}",
    )
    suite = Suite(suite_data(toy(), chosen))
    disagree = [
        (mutant.name, mutant.words, baseline.scenario.name)
        for mutant in mutants_of(toy().content).tried
        for baseline in suite.baselines
        if is_killed(suite, mutant, baseline.scenario) != is_killed_slowly(mutant, toy(), baseline.scenario)
    ]

    assert disagree == []


def test_a_parameter_in_what_an_item_says_is_noticed() -> None:
    Path("toy.yaml").write_text(
        Path(TOY).read_text().replace("It is due on {due}.", "It is due within {policy.soon}.")
    )
    playbook = Playbook.load("toy.yaml")
    chosen = scenarios("expect: {recommended: [{action: hurry, subject: c-2, says: within 7 days}]}")
    suite = Suite(suite_data(playbook, chosen))

    tried = [mutant for mutant in mutants_of(playbook.content).tried if mutant.name == "policy.soon"]

    assert len(tried) == 2
    assert [suite.killer(mutant) for mutant in tried] == [0, 0]
    assert all(is_killed_slowly(mutant, playbook, chosen[0]) for mutant in tried)


def is_killed(suite: Suite, mutant: Mutant, scenario: Scenario) -> bool:
    [baseline] = [baseline for baseline in suite.baselines if baseline.scenario is scenario]
    return MutantRun(mutant, suite).is_killed(baseline)


def test_a_parameter_that_the_state_overrides_is_not_changed() -> None:
    [scenario] = scenarios("with: {policy.soon: 4 days}\n  expect: {recommended: [hurry@c-2]}")
    suite = Suite(suite_data(toy(), [scenario]))

    assert [suite.killer(mutant) for mutant in mutants("policy.soon")] == [None, None]


def test_every_step_is_told() -> None:
    chosen = scenarios("expect: {recommended: [talk@c-1]}")
    steps: list[int] = []

    tried = mutants_of(toy().content).tried

    numbers = shared(suite_data(toy(), chosen), Suite.killer, tried, 1, steps.append)

    assert [number is not None for number in numbers].count(True) == 2
    assert sum(steps) == len(numbers)
