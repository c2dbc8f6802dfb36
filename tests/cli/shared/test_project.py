"""In a project commands need no arguments; an option or an argument wins."""

import json
import shutil
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from advisor.cli.main import main
from tests.cli.command import RULES, STATE, run
from tests.cli.deeds import RULES as DEED_RULES
from tests.cli.deeds import STATE as DEEDS

SCENARIOS = """\
scenarios:
  - name: An idle job is asked about
    as_of: 2026-11-21
    state: {contracts: [{id: a, title: Menu, idle: 61}]}
    expect: {recommended: [check-in@a]}
"""
MINE = """\
playbook: {name: Mine, extends: ../tiny}
ruleset: quiet
title: Quiet jobs
rules:
  - {id: leave-alone, for: contract, when: {idle: "> 200"}, forbid: check-in, because: "So", claims: D-1}
"""
PROJECT = "rules: mine\nscenarios: [examples]\nstate: people/laura.yaml\n"
WEEKLY = 'Date,Contract,Hours,Amount,Payment type\n2026-11-17,"Logo (35695275)",4.5,135,Hourly\n'


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RULES, "tiny")
    for path, text in {
        "mine/playbook.yaml": MINE,
        "examples/idle.yaml": SCENARIOS,
        "people/laura.yaml": STATE,
        "advisor.yaml": PROJECT,
    }.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("check", "check mine"),
        ("check --format json", "check mine --format json"),
        ("test", "test examples --rules mine"),
        ("test --coverage", "test examples --rules mine --coverage"),
        ("test --mutate", "test examples --rules mine --mutate"),
        ("advise --full", "advise people/laura.yaml --rules mine --full"),
        ("advise --set contracts.a.idle=1", "advise people/laura.yaml --rules mine --set contracts.a.idle=1"),
        ("agenda --days 5", "agenda people/laura.yaml --rules mine --days 5"),
        ("why check-in@a", "why people/laura.yaml check-in@a --rules mine"),
        ("why-not leave-alone", "why-not people/laura.yaml leave-alone --rules mine"),
        ("rules list", "rules list --rules mine"),
        ("rules show leave-alone", "rules show leave-alone --rules mine --scenarios examples"),
        ("rules graph --all", "rules graph --rules mine --all"),
        ("claims", "claims examples --rules mine"),
        ("schema state", "schema state --rules mine"),
        ("ask --dry-run --max 1", "ask people/laura.yaml --rules mine --dry-run --max 1"),
    ],
)
def test_a_command_takes_what_is_left_open_from_the_project(short: str, long: str) -> None:
    in_project = run(*short.split())
    Path("advisor.yaml").unlink()
    by_hand = run(*long.split())

    assert in_project.exit_code == by_hand.exit_code
    assert in_project.stdout == by_hand.stdout
    assert in_project.stdout != ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("check tiny", "tiny: 1 rule, 1 action, 1 claim: no problems"),
        ("rules list --rules tiny --format json", '"id": "ask-when-idle"'),
        ("advise people/other.yaml --format json", '"recommendations": []'),
        ("test people/one.yaml", "1 scenario: 1 passed, 0 failed"),
    ],
)
def test_an_option_or_an_argument_wins(arguments: str, expected: str) -> None:
    Path("people/other.yaml").write_text("as_of: 2026-11-21\ncontracts: [{id: x, title: Poster, idle: 3}]\n")
    Path("people/one.yaml").write_text(SCENARIOS)

    result = run(*arguments.split())

    assert result.exit_code == 0
    assert expected in result.stdout
    assert "leave-alone" not in result.stdout


def test_what_is_left_out_belongs_to_the_rules_of_the_project() -> None:
    Path("advisor.yaml").write_text(PROJECT + "without: idle\n")

    reduced = json.loads(run("rules", "list", "--all", "--format", "json").stdout)
    named = json.loads(run("rules", "list", "--rules", "tiny", "--format", "json").stdout)
    other = json.loads(run("rules", "list", "--all", "--without", "quiet", "--format", "json").stdout)

    assert [rule["id"] for rule in reduced] == ["leave-alone"]
    assert [rule["id"] for rule in named] == ["ask-when-idle"]
    assert [rule["id"] for rule in other] == ["ask-when-idle"]


@pytest.mark.parametrize("command", ["check", "advise", "test", "rules list", "log check-in@a --dry-run"])
@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ("[quite]", 'there is no rule set or folder "quite"\n      4 │ without: [quite]\n'),
        ("[quiet, idle]", "without idle, quiet no rule would be left\n      4 │ without: [quiet, idle]\n"),
    ],
)
def test_what_cannot_be_left_out_is_told_at_its_place(command: str, without: str, expected: str) -> None:
    Path("advisor.yaml").write_text(f"{PROJECT}without: {without}\n")

    result = run(*command.split())

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"advisor.yaml:4:10: error[unknown-rules]: {expected}")


def test_a_folder_below_belongs_to_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("people")

    assert run("check").stdout == "Mine: 2 rules, 1 action, 1 claim: no problems\n"
    assert run("test").stdout == "1 scenario: 1 passed, 0 failed\n"
    told = json.loads(run("rules", "list", "--format", "json").stdout)
    assert [rule["file"] for rule in told] == [str(Path("../mine/playbook.yaml"))]


def test_a_deed_is_recorded_in_the_state_of_the_project() -> None:
    Path("people/laura.yaml").write_text(DEEDS, encoding="utf-8")
    Path("advisor.yaml").write_text(f"rules: '{DEED_RULES}'\nstate: people/laura.yaml\n")

    result = run("log", "ask@b", "--on", "2026-11-20")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "did: ask, on: 2026-11-20" in Path("people/laura.yaml").read_text()
    assert "advisor log people/laura.yaml ask@b --reply yes" in result.stdout  # no need to repeat the rules


def test_without_a_state_in_the_project_one_is_asked_for() -> None:
    Path("advisor.yaml").write_text("rules: mine\n")

    for command in ("advise", "agenda", "ask", "why check-in@a", "why-not check-in", "log check-in@a"):
        result = run(*command.split())
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.splitlines()[-1] == (
            'Error: STATE is missing. Name a file, or name one in advisor.yaml, as in "state: laura.yaml".'
        )
    assert run("import", "x.csv").stderr.startswith("Error: -o / --output is missing. ")


def test_a_file_alone_is_a_state_and_the_action_is_missed() -> None:
    result = run("why", "people/laura.yaml")

    assert result.stderr.splitlines()[-1] == (
        "Error: Say which item, by its number on your list, as in: advisor why offer-discount@c-402"
    )


def test_an_import_may_begin_the_state_of_the_project() -> None:
    Path("advisor.yaml").write_text("state: people/nora.yaml\n")
    Path("weekly.csv").write_text(WEEKLY)

    early = run("advise")
    result = run("import", "weekly.csv", "--as-of", "2026-11-21", "--no-ask")
    again = run("import", "weekly.csv", "-o", "people/zoe.yaml", "--as-of", "2026-11-21", "--no-ask")

    assert early.exit_code == 3
    assert 'advisor.yaml:1:8: error[file-missing]: a project, state: there is no "people/nora.yaml"' in (
        early.stderr
    )
    assert (result.exit_code, again.exit_code) == (0, 0), result.stderr + again.stderr
    assert "Logo" in Path("people/nora.yaml").read_text()
    assert Path("people/zoe.yaml").exists()


@pytest.mark.parametrize("command", ["check", "test", "advise", "rules list", "schema state", "claims"])
def test_a_project_with_problems_is_told_and_nothing_is_done(command: str) -> None:
    Path("advisor.yaml").write_text("rules: mien\nstate: people/laura.yaml\n")

    result = run(*command.split())

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(
        'advisor.yaml:1:8: error[file-missing]: a project, rules: there is no "mien"\n      1 │ rules: mien\n'
    )


def test_problems_of_a_project_are_a_result_for_programs() -> None:
    Path("advisor.yaml").write_text("rules: mien\n")

    result = run("check", "--format", "json")

    assert result.exit_code == 3
    assert [(problem["file"], problem["code"]) for problem in json.loads(result.stdout)] == [
        ("advisor.yaml", "file-missing")
    ]


@pytest.mark.parametrize("command", ["check", "test", "advise", "why", "rules list", "import", "log"])
def test_help_is_there_whatever_the_project_says(command: str) -> None:
    Path("advisor.yaml").write_text("nothing: useful\n")

    result = run(*command.split(), "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    assert run(*command.split(), "-h").stdout == result.stdout


def test_what_is_named_by_hand_needs_no_project() -> None:
    Path("advisor.yaml").write_text("nothing: useful\n")

    assert run("check", "mine").exit_code == 0
    assert run("test", "examples", "--rules", "mine").exit_code == 0
    assert run("advise", "people/laura.yaml", "--rules", "mine").exit_code == 0


def test_a_shell_completes_whatever_the_project_says() -> None:
    Path("advisor.yaml").write_text("nothing: useful\n")
    completer = BashComplete(main, {}, "advisor", "_ADVISOR_COMPLETE")

    offered = completer.get_completions(["advise"], "--rul")

    assert [item.value for item in offered] == ["--rules"]


def test_the_file_of_the_project_is_not_replaced() -> None:
    result = run("advise", "-o", "advisor.yaml")

    assert result.exit_code == 2
    assert Path("advisor.yaml").read_text() == PROJECT
