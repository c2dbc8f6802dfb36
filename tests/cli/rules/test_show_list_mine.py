"""`advisor rules list`: one's own rules first, those of a set or an action, and those in which words are."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import RULES, run

MINE = """\
playbook: {name: Mine, extends: ../tiny}
override: {rules: {ask-when-idle: {disabled: true, because: "We ask sooner."}}}
ruleset: sooner
title: We ask sooner
rules:
  - {id: ask-soon, for: contract, when: {idle: "> 30"}, advise: check-in, priority: medium,
     because: "Silence.", claims: D-1}
  - {id: leave-alone, for: contract, when: {idle: "> 200"}, forbid: check-in, because: "So", claims: D-1}
"""
OWN = """\
  rule           for       what it does     priority  rests on

We ask sooner
sooner in rules.yaml
  ask-soon       contract  advise check-in  medium    document
  leave-alone    contract  forbid check-in            document

Idle jobs
idle in all.yaml
  ask-when-idle  contract  advise check-in
                             disabled: We ask sooner.

2 rules in 2 rule sets, 1 disabled
"""


@pytest.fixture(autouse=True)
def _mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RULES, "tiny")
    Path("mine").mkdir()
    write(MINE)


def write(text: str) -> None:
    Path("mine/rules.yaml").write_text(text, encoding="utf-8")
    Path("advisor.yaml").write_text("rules: mine\n")


def ids(*arguments: str) -> list[str]:
    result = run("rules", "list", *arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return [rule["id"] for rule in json.loads(result.stdout)]


def test_ones_own_come_first_with_what_they_switch_off() -> None:
    assert run("rules", "list").stdout == OWN


def test_what_they_build_on_is_listed_with_all() -> None:
    write(MINE.replace("override", "# override"))

    mine = run("rules", "list")

    assert mine.stdout.splitlines()[-1] == "2 rules in 1 rule set; of 3 rules, which --all shows"
    assert ids() == ["ask-soon", "leave-alone"]
    assert ids("--all") == ["ask-soon", "leave-alone", "ask-when-idle"]
    assert run("rules", "list", "--all").stdout.splitlines()[-1] == "3 rules in 2 rule sets"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--rules", "mine"], ["ask-soon", "leave-alone", "ask-when-idle"]),
        (["--rules", "tiny", "--rules", "mine"], ["ask-soon", "leave-alone", "ask-when-idle"]),
        (["--rules", "tiny"], ["ask-when-idle"]),
        (["--ruleset", "idle"], ["ask-when-idle"]),
        (["--ruleset", "sooner"], ["ask-soon", "leave-alone"]),
        (["--action", "check-in"], ["ask-soon", "leave-alone", "ask-when-idle"]),
        (["--search", "idle jobs"], ["ask-when-idle"]),
        (["--search", "SILENCE"], ["ask-soon"]),
        (["--search", "200", "--action", "check-in", "--ruleset", "sooner"], ["leave-alone"]),
        (["--search", "no such words"], []),
    ],
)
def test_some_rules(arguments: list[str], expected: list[str]) -> None:
    assert ids(*arguments) == expected


def test_where_no_rule_is_found_it_is_told_among_how_many() -> None:
    result = run("rules", "list", "--search", "no such words")

    assert (result.exit_code, result.stdout) == (0, "0 rules in 0 rule sets; of 3 rules, which --all shows\n")


def test_numbers_with_another_value_are_ones_own_as_well() -> None:
    Path("tiny/number.yaml").write_text("policy: {late: {type: days, value: 5}}\n")
    numbers = '{policy: {late: {value: 9, because: "Slower."}}}'
    write(f"playbook: {{name: Mine, extends: ../tiny}}\noverride: {numbers}\n")
    rules = MINE[MINE.index("ruleset") :].replace("idle: ", "idle: ")
    Path("mine/more.yaml").write_text(rules)

    assert "late: 9 days instead of 5 days" in run("rules", "list").stdout
    assert "late: 9 days" not in run("rules", "list", "--ruleset", "idle").stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["--ruleset", "sonner"],
            '--ruleset: there is no rule set "sonner": did you mean',
        ),
        (
            ["--action", "zzz"],
            'there is no action "zzz": there are check-in.',
        ),
        (["--search", " "], "--search: write a word to look for."),
    ],
)
def test_what_means_nothing_is_wrong_usage(arguments: list[str], expected: str) -> None:
    result = run("rules", "list", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr
