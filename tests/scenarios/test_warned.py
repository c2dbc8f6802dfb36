"""What a state is warned of: expected, missing, unexpected; and the expectations rewritten."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.scenarios import ScenarioResult, load_scenarios, run_scenarios
from advisor.scenarios.update import updates
from tests.scenarios.toy import TOY

CONSTRAINTS = """\
constraints:
  - for: contract
    holds: {not: {angry: false, fixable: known}}
    says: "nothing is wrong with it, and still it can be put right"
  - {for: event, holds: {until: ">= on"}, says: "it is put off until a day before it was recorded"}
"""
SCENARIO = """\
scenarios:
  - name: it
    as_of: 2026-11-21
    state:
      contracts:
        - {id: c-1, fixable: true}
        - {id: c-2, history: [{did: talk, on: 2026-11-02, status: snoozed, until: 2026-11-01}]}
    expect:
      %s
"""


@pytest.fixture(name="playbook")
def _playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Playbook:
    monkeypatch.chdir(tmp_path)
    Path("constraints.yaml").write_text(CONSTRAINTS)
    return Playbook.load(TOY, "constraints.yaml")


def run(playbook: Playbook, expect: str, state: str = SCENARIO) -> ScenarioResult:
    Path("it.yaml").write_text(state % expect)
    [result] = run_scenarios(playbook, load_scenarios(["it.yaml"], playbook))
    return result


def updated(playbook: Playbook, expect: str, state: str = SCENARIO) -> str:
    """The expectation as `--update` would have it."""
    result = run(playbook, expect, state)
    assert not result.passed
    [update] = updates(playbook, [result])
    assert update.refused == ()
    head, _, tail = (state % "|").partition("|")
    return update.after.removeprefix(head).removesuffix(tail)


@pytest.mark.parametrize(
    "expect",
    [
        "warnings: [nothing is wrong with it, contracts.c-2.history.0]",
        'warnings: ["CONTRACTS.C-1:  Nothing is"]',
        'not_warned: ["contracts.c-2:", it ended]',
        "warnings: [put off]\n      not_warned: [put on]",
    ],
)
def test_pieces_that_are_there_or_are_not_as_expected(playbook: Playbook, expect: str) -> None:
    assert [str(difference) for difference in run(playbook, expect).differences] == []


def test_differences_in_the_order_in_which_they_are_expected(playbook: Playbook) -> None:
    differences = run(
        playbook,
        'not_warned: ["c-1: nothing"]\n      recommended: [rest]\n      warnings: [it was put off, put off]',
    ).differences

    assert [str(difference) for difference in differences] == [
        "it.yaml:9:20: c-1: nothing: expected no warning of that, but there is "
        '"contracts.c-1: nothing is wrong with it, and still it can be put right"',
        "it.yaml:10:21: rest: expected to be recommended, but no rule advises it while this is unknown: "
        "profile.tired",
        "it.yaml:11:18: it was put off: expected a warning of that, but the nearest is "
        '"contracts.c-2.history.0: it is put off until a day before it was recorded"',
    ]


def test_where_nothing_is_warned_of(playbook: Playbook) -> None:
    state = "scenarios: [{name: it, as_of: 2026-11-21, state: {}, expect: {%s}}]"

    result = run(playbook, "warnings: [put off]", state)

    assert [difference.message for difference in result.differences] == [
        "expected a warning of that, but the state is warned of nothing"
    ]
    assert updated(playbook, "warnings: [put off]", state) == "not_warned: [put off]"


def test_warnings_of_days_and_percentages_count_as_well(playbook: Playbook) -> None:
    state = "scenarios: [{name: it, as_of: 2026-11-21, state: {profile: {score: 0.9}}, expect: {%s}}]"

    assert run(playbook, "warnings: [which is 0.9%]", state).passed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What is worded anew becomes what comes nearest, of that which is not expected elsewhere.
        (
            "warnings: [all is well with it]  # why",
            'warnings: ["contracts.c-1: nothing is wrong with it, and still it can be put right"]  # why',
        ),
        (
            "warnings: [nothing is wrong, put of until]",
            "warnings:\n        - nothing is wrong\n        "
            '- "contracts.c-2.history.0: it is put off until a day before it was recorded"',
        ),
        # What is no longer warned of, where all else is expected, is not expected any more.
        (
            "warnings: [nothing is wrong, put off, it ended]",
            "warnings: [nothing is wrong, put off]\n      not_warned: [it ended]",
        ),
        ("not_warned: [put off, it ended]", "not_warned: [it ended]\n      warnings: [put off]"),
    ],
)
def test_an_expectation_is_rewritten(playbook: Playbook, before: str, after: str) -> None:
    assert updated(playbook, before) == after
