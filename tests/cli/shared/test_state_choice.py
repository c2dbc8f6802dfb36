"""Which state a command works on; that commands tell it the same way is held by tests/cli/every_day."""

from pathlib import Path

import click
import pytest

from advisor.cli.shared import exits
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.state_choice import HOW_TO_BEGIN, chosen_state, no_state, state_of
from advisor.source.errors import PlaybookError
from tests.cli.command import run


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


def test_the_file_that_is_named_wins() -> None:
    Path("me.yaml").touch()
    Path("advisor.yaml").write_text("state: me.yaml\n", encoding="utf-8")

    assert state_of(("other.yaml",)) == chosen_state(("other.yaml",)) == "other.yaml"
    assert state_of(()) == chosen_state(()) == "me.yaml"


def test_two_files_are_one_too_many() -> None:
    with pytest.raises(click.UsageError, match=r"-f names one file, not 2 \(a and b\): give one at a time"):
        state_of(("a", "b"))


def test_without_one_it_says_how_to_begin() -> None:
    assert state_of(()) == ""
    with pytest.raises(Refused) as refused:
        chosen_state(())

    assert (refused.value.exit_code, refused.value.message) == (exits.WRONG_USAGE, no_state())
    assert all(command in no_state() for command, _ in HOW_TO_BEGIN)


def test_a_project_whose_state_is_gone_is_a_problem_in_its_file() -> None:
    Path("advisor.yaml").write_text("state: me.yaml\n", encoding="utf-8")

    with pytest.raises(PlaybookError, match=r"me\.yaml"):
        chosen_state(())


@pytest.mark.parametrize("typed", ["advise", "agenda", "ask", "why 1", "why-not check-in", "log 1"])
def test_where_nothing_is_begun_commands_on_a_file_tell_how(
    typed: str,
) -> None:
    result = run(*typed.split())

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {no_state('name your file')}\n"
