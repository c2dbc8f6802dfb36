"""`advisor test --update`: what is shown, asked and written; and the other things that tests can tell."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli.main import main
from tests.scenarios.toy import NORA, TOY

FILE = Path("scenarios/nora.yaml")
BEFORE = """\
scenarios:
  - name: Nora may rest
    as_of: 2026-11-21
    state: states/nora.yaml
    expect: {recommended: [rest]}  # tired?
"""
AFTER = BEFORE.replace("recommended", "not_recommended")
DIFF = [
    "--- scenarios/nora.yaml (now)",
    "+++ scenarios/nora.yaml (updated)",
    "@@ -2,4 +2,4 @@",
    "   - name: Nora may rest",
    "     as_of: 2026-11-21",
    "     state: states/nora.yaml",
    "-    expect: {recommended: [rest]}  # tired?",
    "+    expect: {not_recommended: [rest]}  # tired?",
    "",
]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scenarios/states").mkdir(parents=True)
    Path("scenarios/states/nora.yaml").write_text(NORA)
    FILE.write_text(BEFORE)
    shutil.copyfile(TOY, "toy.yaml")


def outcome(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["test", "--rules", "toy.yaml", *arguments], input=answer)


def test_with_yes_the_file_is_rewritten_and_run_again() -> None:
    result = outcome("--update", "--yes")

    assert FILE.read_text() == AFTER
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        *DIFF,
        "scenarios/nora.yaml: 1 scenario rewritten",
        "1 scenario: 1 passed, 0 failed",
    ]
    assert result.exit_code == 0


def test_without_a_terminal_nothing_is_written() -> None:
    result = outcome("--update")

    assert FILE.read_text() == BEFORE
    assert result.stdout.splitlines() == DIFF
    assert result.stderr.splitlines()[-1] == (
        "Error: --update asks before it writes, and there is nobody to ask: give --yes to rewrite all of it."
    )
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("answer", "text", "code"),
    [("yep\n", AFTER, 0), ("n\n", BEFORE, 4), ("\n", BEFORE, 4), ("hm\nsure\n", AFTER, 0)],
)
def test_on_a_terminal_the_reader_is_asked(
    answer: str, text: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.cli.scenarios.update.is_terminal", lambda stream: True)

    result = outcome("--update", answer=answer)

    assert FILE.read_text() == text
    assert result.stderr.startswith("Rewrite this scenario in scenarios/nora.yaml? [y/N]: ")
    assert result.exit_code == code


def test_what_cannot_be_rewritten_is_told() -> None:
    FILE.write_text(BEFORE.replace("expect: {", "expect: &e {"))

    result = outcome("--update", "--yes")

    assert result.stderr == (
        "scenarios/nora.yaml:2:11: not rewritten: its expectations stand in several places, "
        "by an anchor (&) or an alias (*)\n"
    )
    assert result.stdout.splitlines()[0] == "FAILED scenarios/nora.yaml:2:11: Nora may rest"
    assert result.exit_code == 4


def test_files_with_problems_and_those_that_pass_are_not_touched() -> None:
    FILE.write_text(AFTER)
    assert outcome("--update").stdout == "1 scenario: 1 passed, 0 failed\n"
    FILE.write_text(BEFORE.replace("rest]", "rst]"))

    result = outcome("--update", "--yes")

    assert result.exit_code == 4
    assert FILE.read_text() == BEFORE.replace("rest]", "rst]")


def test_a_file_that_may_not_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, text: str, swept: set[str]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("advisor.source.atomic_write.write_whole", refuse)
    result = outcome("--update", "--yes")

    assert result.stderr == "Error: cannot write scenarios/nora.yaml: No space left on device\n"
    assert result.exit_code == 74


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--yes"], "--yes goes with --update."),
        (["--fail-under", "3"], "--fail-under goes with --coverage or --mutate."),
        (["--update", "--format", "json"], "--update goes without --format."),
        (["--update", "--without", "toy"], "--update goes without --without."),
        (["--update", "--coverage"], "--coverage and --update do not go together: ask for one of them."),
        (["--write", "a.yaml"], "--write goes with --mutate."),
        (["--mutate", "--format", "junit"], "--mutate writes text or json."),
        (
            ["--coverage", "--fail-under", "nan"],
            "--fail-under: write a number from 0 to 100.",
        ),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], expected: str) -> None:
    result = outcome(*arguments)

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {expected}"


def test_coverage_ends_with_its_shares_and_fails_under_a_percentage() -> None:
    FILE.write_text(AFTER)
    result = outcome("--coverage", "--fail-under", "60")

    assert result.exit_code == 4
    assert result.stdout.splitlines()[:3] == [
        "Not covered",
        "toy.yaml:66:10",
        "  no-hurry-when-tired never fires",
    ]
    assert result.stdout.splitlines()[-5:] == [
        "5 of 8 rules fire in a scenario (62.5%)",
        "6 of 11 conditions are both true and false in scenarios (54.5%)",
        "60% was asked for",
        "",
        "1 scenario: 1 passed, 0 failed",
    ]
    assert outcome("--coverage", "--fail-under", "54.5").exit_code == 0


def test_results_for_other_programs() -> None:
    as_json = outcome("--format", "json", "--coverage")
    report = json.loads(as_json.stdout)
    assert (report["passed"], report["failed"], report["coverage"]["percent"]) == (0, 1, 54.5)
    assert report["scenarios"][0]["recommended"][0] == "1. talk@c-1 (high)"
    assert as_json.exit_code == 4

    as_xml = outcome("--format", "junit", "--coverage")
    assert '<testcase name="Nora may rest" classname="scenarios/nora.yaml">' in as_xml.stdout
    assert as_xml.stderr.splitlines()[0] == "Not covered"
    assert as_xml.exit_code == 4
