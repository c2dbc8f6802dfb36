"""How scenarios pin the rules of the toy playbook."""

from pathlib import Path

import pytest

from advisor.facts.schema import Schema
from advisor.scenarios import Scenario, load_scenarios
from advisor.scenarios.firings import firings_of
from advisor.scenarios.near_miss import Pinned, pinned
from tests.scenarios.toy import NORA, toy

SCENARIOS = {
    "Calm": "{contracts.c-1.angry: false}",
    "Angry": "{}",
    "Tired": "{profile.tired: true, profile.score: 95}",
    "Gone": "{contracts.c-3: {client: bob, angry: true}}",
    "No hurry": "{contracts.c-2.due: 2026-12-25}",
    "No hurry and calm": "{contracts.c-2.due: 2026-12-25, contracts.c-1.angry: false}",
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def pinned_by(rule: str, *names: str) -> Pinned:
    """How the rule is pinned by the scenarios of these names."""
    Path("nora.yaml").write_text(NORA)
    lines = [
        f"- {{name: {name}, as_of: 2026-11-21, state: nora.yaml, with: {SCENARIOS[name]}, "
        "expect: {not_asked: [profile.score]}}\n"
        for name in names
    ]
    Path("it.yaml").write_text("scenarios:\n" + "".join(lines))
    firings = firings_of(toy(), load_scenarios(["it.yaml"], toy()))
    [pin] = pinned([rule], firings, Schema.of(toy().content))
    return pin


def names(*scenarios: Scenario) -> list[str]:
    return [scenario.name for scenario in scenarios]


def test_a_rule_is_pinned_by_a_scenario_that_misses_it_by_one_fact() -> None:
    pin = pinned_by("talk-when-angry", "Calm", "Angry", "No hurry")

    assert names(*pin.fires) == ["Angry", "No hurry"]
    assert pin.near_miss is not None
    assert pin.near_miss.subject == "contracts.c-1"
    assert names(pin.near_miss.fires, pin.near_miss.misses) == ["Angry", "Calm"]
    assert pin.lacks == ""


@pytest.mark.parametrize(
    ("rule", "scenarios", "lacks"),
    [
        ("rest-when-tired", ["Calm", "Angry"], "fires in no scenario"),
        ("rest-when-tired", ["Angry", "Tired"], 'fires in "Tired", no near miss'),
        ("talk-when-angry", ["Angry", "No hurry and calm"], 'fires in "Angry", no near miss'),
        ("talk-when-angry", ["Gone", "Angry"], 'fires in "Gone", no near miss'),
        ("hurry-when-due", ["No hurry", "No hurry and calm"], "fires in no scenario"),
        ("hurry-when-due", ["Angry", "No hurry and calm", "No hurry"], ""),
        ("no-such-rule", ["Angry"], "fires in no scenario"),
    ],
)
def test_what_is_missing_is_told(rule: str, scenarios: list[str], lacks: str) -> None:
    assert pinned_by(rule, *scenarios).lacks == lacks
