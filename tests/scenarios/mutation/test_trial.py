"""The quick trial of a mutant says what the slow one says: compile, review, word, compare."""

import os
import random
from functools import cache
from pathlib import Path

import pytest

from advisor.scenarios import Scenario
from advisor.scenarios.mutation.model import Mutant
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import shared, suite_data
from advisor.scenarios.mutation.trial import MutantRun, Suite
from tests.scenarios.mutation.toys import honestly, mutants, scenarios
from tests.scenarios.toy import toy
from tests.shipped import whole

PAIRS = int(os.environ.get("ADVISOR_FUZZ_EXAMPLES", "40"))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@cache
def trial() -> Suite:
    return Suite(suite_data(whole.playbook(), whole.scenarios()))


def test_quick_and_slow_agree_on_what_is_noticed() -> None:
    chance = random.Random(11)
    tried = list(mutants_of(whole.playbook().content).tried)
    disagree = []
    for mutant in chance.sample(tried, PAIRS):
        caught = trial().caught_by(mutant)
        number = caught if caught is not None else chance.randrange(len(trial().bases))
        scenario = trial().bases[number].scenario
        if honestly(mutant, whole.playbook(), scenario) != (caught is not None):
            disagree.append((mutant.name, mutant.words, scenario.name))

    assert disagree == []


def test_quick_and_slow_agree_scenario_by_scenario() -> None:
    found = scenarios(
        "expect: {recommended: [talk@c-1], exact: false}",
        "expect: {next_steps: [fix@c-1, part@c-1]}",
        "expect: {recommended: [{action: hurry, subject: c-2, deadline: 2026-11-25, rank: 2}]}",
        "expect: {not_recommended: [rest], asked: [], not_asked: [contracts.c-2.angry]}",
        "with: {contracts.c-1.fixable: null}\n  expect: {asked: [contracts.c-1.fixable]}",
        "with: {profile.tired: true}\n  expect: {set_aside: [hurry@c-2], recommended: [rest]}",
        "with: {policy.soon: 3 days}\n  expect: {not_recommended: [hurry@c-2]}",
    )
    trial = Suite(suite_data(toy(), found))
    disagree = [
        (mutant.name, mutant.words, base.scenario.name)
        for mutant in mutants_of(toy().content).tried
        for base in trial.bases
        if noticed(trial, mutant, base.scenario) != honestly(mutant, toy(), base.scenario)
    ]

    assert disagree == []


def noticed(trial: Suite, mutant: Mutant, scenario: Scenario) -> bool:
    [base] = [each for each in trial.bases if each.scenario is scenario]
    return MutantRun(mutant, trial.readers, trial.circular).is_noticed(base)


def test_a_parameter_that_the_state_overrides_is_not_changed() -> None:
    [scenario] = scenarios("with: {policy.soon: 4 days}\n  expect: {recommended: [hurry@c-2]}")
    trial = Suite(suite_data(toy(), [scenario]))

    assert [trial.caught_by(each) for each in mutants("policy.soon")] == [None, None]


@pytest.mark.parametrize("jobs", [1, 2])
def test_other_processes_find_what_this_one_finds(jobs: int) -> None:
    found = scenarios("expect: {recommended: [talk@c-1]}")
    steps: list[int] = []

    numbers = shared(suite_data(toy(), found), caught_by, mutants_of(toy().content).tried, jobs, steps.append)

    assert [number is not None for number in numbers].count(True) == 2
    assert sum(steps) == len(numbers)


def caught_by(trial: Suite, mutant: Mutant) -> int | None:
    return trial.caught_by(mutant)
