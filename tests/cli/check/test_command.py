"""`advisor check`: one line for a sound playbook, every problem for another."""

import json
from pathlib import Path

import pytest

import advisor
from advisor import shipped
from advisor.playbook.codes import CODES
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
        "What a code means: advisor check --explain unknown-action\n"
    )


def test_problems_as_json_are_the_result(broken: str) -> None:
    result = run("check", RULES, broken, "--format", "json")

    assert (result.exit_code, result.stderr) == (3, "")
    assert json.loads(result.stdout) == [
        {
            "code": "unknown-action",
            "severity": "error",
            "file": f"{broken}/layer.yaml",
            "line": 7,
            "column": 13,
            "message": 'there is no action "chekc-in"',
            "hint": 'did you mean "check-in"?',
            "docs": "docs/diagnostics/unknown-action.md",
        }
    ]


def test_a_sound_playbook_as_json() -> None:
    result = run("check", RULES, "--format", "json")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", "")


def test_problems_as_sarif_are_the_result(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken)
    result = run("check", RULES, "layer.yaml", "--format", "sarif")

    assert (result.exit_code, result.stderr) == (3, "")
    (held,) = json.loads(result.stdout)["runs"]
    driver = held["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("advisor", advisor.__version__)
    (rule,) = driver["rules"]
    assert (rule["id"], rule["shortDescription"]["text"]) == ("unknown-action", CODES["unknown-action"])
    assert rule["help"]["markdown"].startswith("# unknown-action\n")
    (result,) = held["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "layer.yaml"},
        "region": {"startLine": 7, "startColumn": 13},
    }


def test_problems_for_github(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken)
    result = run("check", RULES, "layer.yaml", "--format", "github")

    assert (result.exit_code, result.stderr) == (3, "1 problem in 1 file\n")
    assert result.stdout == (
        "::error file=layer.yaml,line=7,col=13,title=unknown-action::"
        'there is no action "chekc-in"%0Ahint: did you mean "check-in"?\n'
    )


def test_nothing_to_annotate() -> None:
    result = run("check", RULES, "--format", "github")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no problems\n")


def test_a_code_is_explained() -> None:
    result = run("check", "--explain", "unknown-action")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"unknown-action\n  {CODES['unknown-action']}\n\nWhat\n  ")


def test_a_code_whose_page_is_gone_still_has_its_meaning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "diagnostic_pages", lambda: str(tmp_path))

    assert run("check", "--explain", "yaml-tag").stdout == (
        "yaml-tag\n  A value carries a tag; values are read by the vocabulary and need none.\n"
    )


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("unknwon-field", 'did you mean "unknown-field"?'),
        ("\x1b[31m3", "a code stands in brackets behind the word error or warning."),
    ],
)
def test_an_unknown_code(code: str, hint: str) -> None:
    result = run("check", "--explain", code)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f": {hint}\n")
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--watch", "--format", "json"], "--watch writes for people; --format json is for one check."),
        (["--scenarios", "."], "--scenarios goes with --watch; else run them with: advisor test PATH"),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], expected: str) -> None:
    result = run("check", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"Error: {expected}\n")


def test_an_empty_folder(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))

    assert (result.exit_code, result.stdout) == (3, "")
    first, *_, last = result.stderr.splitlines()
    assert first.startswith(f"{tmp_path}:1:1: error[empty-playbook]: ")
    assert last == "What a code means: advisor check --explain empty-playbook"
