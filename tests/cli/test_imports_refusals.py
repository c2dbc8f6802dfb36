"""What `advisor import` refuses before it reads anything."""

import os
from pathlib import Path

import pytest

from tests.cli.command import RULES, run

WEEKLY = "Date,Contract,Hours,Amount,Payment type\n2026-09-01,Logo (40112233),,90.00,Bonus\n"


@pytest.fixture(autouse=True)
def _workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("weekly.csv").write_text(WEEKLY, encoding="utf-8")


def refused(*arguments: str) -> str:
    """The last line of a usage error, with nothing written."""
    before = sorted(os.listdir())
    result = run("import", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(os.listdir()) == before
    return result.stderr.splitlines()[-1]


def test_a_file_given_twice() -> None:
    Path("link.csv").symlink_to("weekly.csv")

    assert refused("weekly.csv", "weekly.csv", "-o", "s.yaml") == (
        'Error: "weekly.csv" is given twice: give each export once.'
    )
    assert refused("weekly.csv", "link.csv", "-o", "s.yaml") == (
        'Error: "link.csv" is the same file as "weekly.csv": give each export once.'
    )


def test_an_output_that_is_one_of_the_files() -> None:
    assert refused("weekly.csv", "-o", "./weekly.csv") == (
        'Error: -o / --output: "./weekly.csv" is a file that is read here: name another one.'
    )
    assert Path("weekly.csv").read_text(encoding="utf-8") == WEEKLY


def test_an_output_in_the_playbook() -> None:
    assert "is a file of the playbook" in refused(
        "weekly.csv", "-o", os.path.join(RULES, "s.yaml"), "--rules", RULES
    )


def test_no_output_no_files_and_standard_input() -> None:
    assert refused("weekly.csv").startswith("Error: -o / --output is missing. ")
    assert refused("-o", "s.yaml").startswith("Error: FILE... is missing. ")
    assert refused("weekly.csv", "-o", "") == ("Error: -o / --output: name a file to write to.")
    assert refused("-", "-o", "s.yaml") == (
        "Error: Exports are read from files: save what you pipe, and name the file."
    )


@pytest.mark.parametrize(
    ("options", "other"),
    [(["--dry-run"], "--dry-run"), (["--format", "json"], "--format json"), (["-o", "-"], "-o -")],
)
def test_questions_whose_answers_have_nowhere_to_go(options: list[str], other: str) -> None:
    assert refused("weekly.csv", "-o", "s.yaml", "--ask", *options) == (
        f"Error: Answers go into the state, so --ask does not work with {other}."
    )


@pytest.mark.usefixtures("no_superuser")
def test_a_state_that_cannot_be_written_is_refused_before_reading() -> None:
    Path("closed").mkdir(mode=0o500)

    result = run("import", "missing.csv", "-o", "closed/s.yaml")

    Path("closed").chmod(0o700)
    assert (result.exit_code, result.stdout) == (74, "")
    assert result.stderr == (
        f"Error: cannot write closed/s.yaml: the folder {os.path.realpath('closed')} is read-only\n"
    )


def test_a_folder_as_output() -> None:
    Path("folder").mkdir()

    assert "is a folder: name a file" in refused("weekly.csv", "-o", "folder")
