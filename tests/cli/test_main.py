"""What holds for every command: help, the version, and no traceback, whatever happens."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

import advisor
from advisor.cli.main import COMMANDS, main
from advisor.cli.shared import exits
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import EngineError, PlaybookError, ScenarioError, StateError
from tests.cli.command import RULES, run

TOLD = "a.yaml:1:2: error[x]: it is wrong\n1 problem in 1 file\n"
PROBLEM = (Diagnostic("x", Location("a.yaml", 1, 2), "it is wrong"),)


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch) -> "type[Raising]":
    monkeypatch.setattr("advisor.facts.state.State.load", Raising.load)
    return Raising


class Raising:
    """Takes the place of reading a state, and fails as it is told to."""

    error: BaseException

    @classmethod
    def load(cls, path: str) -> None:
        raise cls.error


def test_the_version() -> None:
    result = run("--version")

    assert (result.exit_code, result.stdout) == (0, f"advisor {advisor.__version__}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example_of_the_command(command: str) -> None:
    helped = run(command, "--help").stdout

    prose = helped[: helped.index("\nOptions:")].rstrip().splitlines()
    examples = prose[prose.index("  Example:") + 1 :]
    assert examples
    assert all(example.startswith(f"    advisor {command} ") for example in examples)


def test_every_option_is_explained() -> None:
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        options = [option for option in command.params if isinstance(option, click.Option)]
        assert [option.name for option in options if not option.help] == []


def test_starting_one_command_imports_no_other() -> None:
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from advisor.cli.main import main\n"
        f"main(['advise', '-', '--rules', {RULES!r}])\n"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", script], input="profile:", capture_output=True, text=True, check=True
    )

    loaded = set(outcome.stderr.split())
    assert {"advisor.cli.advise", "advisor.reports.advice.as_text"} <= loaded
    others = {
        "_hashlib",
        "advisor.advice.answers",
        "advisor.advice.compare",
        "advisor.cli.check.command",
        "advisor.cli.rules.command",
        "advisor.cli.scenarios.command",
        "advisor.facts.typed.values",
        "advisor.scenarios",
        "advisor.reports.advice.as_json",
        "jinja2",
    }
    assert loaded & others == set()


def test_a_usual_state_and_a_playbook_that_was_read_before_need_no_parser(tmp_path: Path) -> None:
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from advisor.cli.main import main\n"
        f"main(['advise', '-', '--rules', {RULES!r}])\n"
    )
    cache = {**os.environ, "ADVISOR_CACHE_DIR": str(tmp_path), "ADVISOR_NO_CACHE": ""}
    for _ in range(2):
        outcome = subprocess.run(
            [sys.executable, "-c", script],
            input="profile:\n",
            capture_output=True,
            text=True,
            check=True,
            env=cache,
        )

    assert set(outcome.stderr.split()) & {"yaml", "pickle", "difflib", "advisor.facts.read_state"} == set()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("advize", 'There is no command "advize": did you mean "advise"?'),
        ("zzz", 'There is no command "zzz": advisor -h shows them.'),
    ],
)
def test_an_unknown_command(name: str, expected: str) -> None:
    result = run(name)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: {expected}"


@pytest.mark.parametrize(
    ("error", "code", "expected"),
    [
        (PlaybookError(PROBLEM), exits.INVALID_PLAYBOOK, TOLD),
        (ScenarioError(PROBLEM), exits.FAILED_SCENARIOS, TOLD),
        (StateError(PROBLEM), exits.INVALID_STATE, TOLD),
        (
            EngineError("no\x1b[31m\nroom"),
            exits.INTERNAL_ERROR,
            "advisor: internal error: EngineError: no room, please report it\n",
        ),
        (
            KeyError("x"),
            exits.INTERNAL_ERROR,
            "advisor: internal error: KeyError: 'x', please report it\n",
        ),
        (
            RecursionError("deep"),
            exits.INTERNAL_ERROR,
            "advisor: internal error: RecursionError: deep, please report it\n",
        ),
        (KeyboardInterrupt(), exits.INTERRUPTED, ""),
    ],
)
def test_whatever_is_raised_becomes_a_message_and_a_code(
    raising: type[Raising], error: BaseException, code: int, expected: str, tmp_path: Path
) -> None:
    raising.error = error
    result = run("advise", "x")

    assert (result.exit_code, result.stdout, result.stderr) == (code, "", expected)


def test_a_traceback_is_there_for_those_who_ask(
    raising: type[Raising], monkeypatch: pytest.MonkeyPatch
) -> None:
    raising.error = KeyError("x")
    monkeypatch.setenv("ADVISOR_DEBUG", "1")
    from click.testing import CliRunner

    result = CliRunner().invoke(main, ["advise", "x"])

    lines = result.stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-2:] == ["KeyError: 'x'", "advisor: internal error: KeyError: 'x', please report it"]
    assert result.exit_code == exits.INTERNAL_ERROR


def test_the_shorter_help_fits_a_screen_and_names_every_command() -> None:
    page = run("-h").stdout

    assert len(page.splitlines()) <= 24
    assert max(map(len, page.splitlines())) <= 80
    assert {word.strip(",.") for word in page.split()} >= set(COMMANDS)
    assert "advisor --help tells the rest" in page
    assert "Exit codes" in run("--help").stdout
    assert run("today", "-h").stdout == run("today", "--help").stdout


def test_help_shows_every_command_once_under_its_title() -> None:
    page = run("--help").stdout
    titles = [line for line in page.splitlines() if line.endswith(":") and not line.startswith(" ")]
    listed = [
        line.split()[0] for line in page.partition("Every day:")[2].splitlines() if line.startswith("  ")
    ]

    assert titles[-3:] == ["Every day:", "Your facts:", "For coaches:"]
    assert listed == list(COMMANDS)
