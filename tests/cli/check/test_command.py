"""`advisor check`: one line for a sound playbook, every problem for another."""

import json
import re
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
    assert re.search(r" claims: no problems \(\d+ ignored\)\n$", result.stdout)


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
            "related": [],
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


DRAFT = """\
actions:
  phone: {for: contract, effort: low, title: "Phone"}
"""


def test_a_playbook_with_warnings_can_be_used_unless_the_check_is_strict(tmp_path: Path) -> None:
    (tmp_path / "layer.yaml").write_text(DRAFT)
    lax, strict = run("check", RULES, str(tmp_path)), run("check", RULES, str(tmp_path), "--strict")

    assert (lax.exit_code, lax.stdout) == (0, "tiny: 1 rule, 2 actions, 1 claim: usable, with warnings\n")
    assert "layer.yaml:2:3: warning[unadvised-action]: " in lax.stderr
    assert "1 warning in 1 file\n" in lax.stderr
    assert (strict.exit_code, strict.stdout) == (3, "")
    assert "layer.yaml:2:3: error[unadvised-action]: " in strict.stderr
    assert "1 problem in 1 file\n" in strict.stderr


def test_levels_in_formats_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "layer.yaml").write_text(DRAFT)
    monkeypatch.chdir(tmp_path)

    def told(form: str, *more: str) -> tuple[int, str]:
        result = run("check", RULES, "layer.yaml", "--format", form, *more)
        return result.exit_code, result.stdout

    assert [json.loads(told("json", *more)[1])[0]["severity"] for more in ((), ("--strict",))] == [
        "warning",
        "error",
    ]
    assert json.loads(told("sarif")[1])["runs"][0]["results"][0]["level"] == "warning"
    assert told("github")[1].startswith("::warning file=layer.yaml,line=2,")
    assert told("github", "--strict")[0] == 3
    assert told("github")[0] == 0


def test_what_is_ignored_is_counted(tmp_path: Path) -> None:
    head, line, _ = DRAFT.split("\n")
    (tmp_path / "layer.yaml").write_text(f"{head}\n{line}  # ignore: unadvised-action because of March\n")

    for strict in ((), ("--strict",)):
        result = run("check", RULES, str(tmp_path), *strict)
        assert (result.exit_code, result.stdout, result.stderr) == (
            0,
            "tiny: 1 rule, 2 actions, 1 claim: no problems (1 ignored)\n",
            "",
        )
    github = run("check", RULES, str(tmp_path), "--format", "github")
    assert (github.stdout, github.stderr) == ("", "no problems (1 ignored)\n")
    sarif = json.loads(run("check", RULES, str(tmp_path), "--format", "sarif").stdout)
    (suppressed,) = sarif["runs"][0]["results"]
    assert suppressed["suppressions"] == [{"kind": "inSource", "justification": "of March"}]
