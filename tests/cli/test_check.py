"""`advisor check`: one line for a sound playbook, every problem for another."""

import json
from pathlib import Path

import pytest

from advisor.shipped import shipped_playbook
from tests.cli.command import RULES, run

LAYER = """\
ruleset: layer
title: A layer
rules:
  - id: leave-alone
    for: contract
    when: {idle: "> 80"}
    forbid: chekc-in
    because: "Leave {title} alone."
    claims: [D-1]
"""


@pytest.fixture
def broken(tmp_path: Path) -> str:
    (tmp_path / "layer.yaml").write_text(LAYER)
    return str(tmp_path)


def test_a_sound_playbook() -> None:
    result = run("check", RULES)

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "tiny: 1 rule, 1 action, 1 claim: no problems\n",
        "",
    )


def test_the_shipped_playbook_is_checked_unless_another_is_named() -> None:
    result = run("check")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == run("check", shipped_playbook()).stdout
    assert result.stdout.endswith(" claims: no problems\n")


def test_each_problem_is_shown_and_counted(broken: str) -> None:
    result = run("check", RULES, broken)

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f'{broken}/layer.yaml:7:13: error[unknown-action]: there is no action "chekc-in"\n'
        "      7 │     forbid: chekc-in\n"
        "        │             ^\n"
        '    hint: did you mean "check-in"?\n'
        "1 problem in 1 file\n"
    )


def test_problems_as_json_are_the_result(broken: str) -> None:
    result = run("check", RULES, broken, "--format", "json")

    assert (result.exit_code, result.stderr) == (3, "")
    report = json.loads(result.stdout)
    assert (report["schema_version"], report["valid"], report["holds"]) == (1, False, {})
    (problem,) = report["problems"]
    assert list(problem) == ["severity", "code", "file", "line", "column", "message", "hint"]
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown-action", 7, 13)
    assert problem["file"] == f"{broken}/layer.yaml"


def test_a_sound_playbook_as_json() -> None:
    result = run("check", RULES, "--format", "json")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "schema_version": 1,
        "valid": True,
        "holds": {"rules": 1, "actions": 1, "claims": 1},
        "problems": [],
    }


def test_an_empty_folder(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))

    assert (result.exit_code, result.stdout) == (3, "")
    first, *_, last = result.stderr.splitlines()
    assert first.startswith(f"{tmp_path}:1:1: error[empty-playbook]: ")
    assert last == "1 problem in 1 file"
