"""`advisor test`: what it prints and with which code it exits."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from advisor.cli.main import main
from tests.scenarios.toy import NORA, TOY

SHAPE = "scenarios/nora.yaml:1:12: error[wrong-shape]"
NOTHING_RUN = "0 scenarios: 0 passed, 0 failed; nothing was run of 1 file with errors\n"
BROKEN_RULES = "ruleset: [\n"
SCENARIOS = """\
scenarios:
  - {name: An angry client is talked to, as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [talk@c-1]}}
  - {name: Nora may rest, as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [rest], not_recommended: [greet@bob]}}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scenarios/states").mkdir(parents=True)
    Path("scenarios/states/nora.yaml").write_text(NORA)
    Path("scenarios/nora.yaml").write_text(SCENARIOS)
    shutil.copyfile(TOY, "toy.yaml")


def outcome(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["test", "--rules", "toy.yaml", *arguments])


def test_failures_are_shown_with_a_count() -> None:
    result = outcome()

    assert result.exit_code == 4
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "FAILED scenarios/nora.yaml:4:12: Nora may rest",
        "  scenarios/nora.yaml:5:29: rest: expected to be recommended, but no rule advises it",
        "  scenarios/nora.yaml:5:54: greet@bob: expected not to be recommended, but it is recommended "
        "at rank 3 (low) by greet-people",
        "  recommended are:",
        "    1. talk@c-1 (high)",
        "    2. hurry@c-2 (medium, by 2026-11-25)",
        "    3. greet@bob (low)",
        "",
        "2 scenarios: 1 passed, 1 failed",
    ]


@pytest.mark.parametrize(
    ("pattern", "expected", "code"),
    [
        ("^An angry", "1 scenario: 1 passed, 0 failed", 0),
        (r"/nora\.yaml$", "2 scenarios: 1 passed, 1 failed", 4),
        ("rest$", "1 scenario: 0 passed, 1 failed", 4),
    ],
)
def test_a_regular_expression_chooses_by_name_or_file(pattern: str, expected: str, code: int) -> None:
    result = outcome("--run", pattern)

    assert result.stdout.splitlines()[-1] == expected
    assert result.exit_code == code


@pytest.mark.parametrize("path", ["scenarios", "scenarios/nora.yaml", "./scenarios/"])
def test_files_and_folders_are_taken(path: str) -> None:
    assert outcome(path).stdout.splitlines()[-1] == "2 scenarios: 1 passed, 1 failed"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--run", "nobody"], 'None of the 2 scenarios in scenarios is found by "nobody".'),
        (["--run", "("], '"(" is no regular expression: missing ), unterminated subpattern at position 0.'),
        (["none"], "Path 'none' does not exist."),
        (["scenarios/states"], "There are no scenarios in scenarios/states."),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], expected: str) -> None:
    Path("scenarios/states/nora.yaml").rename("scenarios/nora.txt")
    Path("scenarios/states/empty").mkdir()
    Path("scenarios/nora.yaml").write_text(SCENARIOS.replace("states/nora.yaml", "nora.txt"))

    result = outcome(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].partition(": ")[2].endswith(expected)


def test_without_a_path_a_folder_of_scenarios_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("scenarios/states")

    result = CliRunner().invoke(main, ["test", "--rules", "../../toy.yaml"])

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        'Error: There is no folder "scenarios" here: name a scenario file or a folder.'
    )


@pytest.mark.parametrize(
    ("file", "text", "code", "expected", "stdout"),
    [
        (
            "scenarios/nora.yaml",
            "scenarios: 5\n",
            4,
            "scenarios/nora.yaml:1:12: error[wrong-shape]: ",
            NOTHING_RUN,
        ),
        (
            "scenarios/states/nora.yaml",
            "profil: {}\n",
            4,
            "scenarios/states/nora.yaml:1:1: error[unknown-key]: ",
            NOTHING_RUN,
        ),
        ("toy.yaml", BROKEN_RULES, 3, "toy.yaml:2:1: error[yaml-syntax]: ", ""),
    ],
)
def test_files_with_problems_are_shown(file: str, text: str, code: int, expected: str, stdout: str) -> None:
    Path(file).write_text(text)

    result = outcome()

    assert result.exit_code == code
    assert result.stdout == stdout
    assert result.stderr.startswith(expected)


BROKEN_FILES = {
    "syntax": ("scenarios: [\n", "yaml-syntax", 1),
    "shape": ("scenarios: 5\n", "wrong-shape", 12),
    "state": ("scenarios: [{name: a, as_of: 2026-11-21, state: no.yaml, expect: {}}]\n", "file-missing", 49),
}


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_a_broken_file_keeps_no_other_from_being_run(name: str) -> None:
    text, code, column = BROKEN_FILES[name]
    Path("scenarios/broken.yaml").write_text(text)

    plain, as_json, junit = outcome(), outcome("--format", "json"), outcome("--format", "junit")

    assert {result.exit_code for result in (plain, as_json, junit)} == {4}
    assert plain.stdout.splitlines()[-1] == (
        "2 scenarios: 1 passed, 1 failed; nothing was run of 1 file with errors"
    )
    told = json.loads(as_json.stdout)
    assert (told["passed"], told["failed"], len(told["scenarios"])) == (1, 1, 2)
    [error] = told["errors"]
    problem = next(one for one in error["problems"] if one["code"] == code)
    assert (error["file"], problem["file"]) == ("scenarios/broken.yaml",) * 2
    if name != "syntax":
        assert (problem["line"], problem["column"]) == (1, column)
    suites = ElementTree.fromstring(junit.stdout)
    assert [suites.get(key) for key in ("tests", "failures", "errors")] == ["3", "1", "1"]
    [case] = [case for case in suites.iter("testcase") if case.find("error") is not None]
    assert (case.get("classname"), case.get("name")) == ("scenarios/broken.yaml", "it can be read")
    assert f"error[{code}]" in (case.findtext("error") or "")


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_a_broken_file_keeps_no_other_from_being_looked_at_closely(name: str) -> None:
    good = SCENARIOS.replace("recommended: [rest], not_", "not_").replace("greet@bob", "rest")
    Path("scenarios/nora.yaml").write_text(good)
    options = (("--coverage",), ("--mutate",), ("--coverage", "--mutate"), ("--update", "--yes"))
    whole = {option: outcome(*option) for option in options}
    assert {result.exit_code for result in whole.values()} == {0}
    text, code, _ = BROKEN_FILES[name]
    Path("scenarios/broken.yaml").write_text(text)

    for option in options:
        result = outcome(*option)

        assert result.exit_code == 4
        assert f"error[{code}]" in result.stderr
        counts = "2 scenarios: 2 passed, 0 failed"
        left_out = f"{counts}; nothing was run of 1 file with errors"
        assert result.stdout == whole[option].stdout.replace(counts, left_out)
    told = json.loads(outcome("--coverage", "--mutate", "--format", "json").stdout)
    assert [error["file"] for error in told["errors"]] == ["scenarios/broken.yaml"]


def test_what_cannot_be_read_is_not_rewritten_and_the_others_are() -> None:
    Path("scenarios/broken.yaml").write_text("scenarios: 5\n")

    result = outcome("--update", "--yes")

    assert result.exit_code == 4
    assert result.stdout.splitlines()[-2:] == [
        "scenarios/nora.yaml: 1 scenario rewritten",
        "2 scenarios: 2 passed, 0 failed; nothing was run of 1 file with errors",
    ]
    assert Path("scenarios/broken.yaml").read_text() == "scenarios: 5\n"
    assert outcome("--run", "Nora").exit_code == 4


@pytest.mark.parametrize("option", ["--coverage", "--mutate", "--update"])
def test_where_no_file_can_be_read_nothing_is_looked_at(option: str) -> None:
    Path("scenarios/nora.yaml").write_text("scenarios: 5\n")

    result = outcome(option)

    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith(SHAPE)


def test_scenarios_may_name_rules_that_are_left_out() -> None:
    Path("more").mkdir()
    Path("more/mind.yaml").write_text(
        "ruleset: mind\nrules:\n"
        '  - {id: no-talk, for: contract, when: {angry: true}, forbid: talk, because: "No.", claims: T1-01}\n'
    )
    Path("more/toy.yaml").write_text(Path("toy.yaml").read_text())
    Path("scenarios/nora.yaml").write_text(
        "scenarios:\n"
        "  - {name: Nora does not talk, as_of: 2026-11-21, state: states/nora.yaml,\n"
        "     expect: {set_aside: [{action: talk, subject: c-1, by: no-talk}]}}\n"
        "  - {name: Nora would talk, as_of: 2026-11-21, state: states/nora.yaml, without: [mind],\n"
        "     expect: {recommended: [talk@c-1]}}\n"
    )
    asked = ["test", "--rules", "more"]

    assert CliRunner().invoke(main, asked).stdout == "2 scenarios: 2 passed, 0 failed\n"
    reduced = CliRunner().invoke(main, [*asked, "--without", "mind"])

    assert reduced.exit_code == 4
    assert reduced.stdout.splitlines() == [
        "FAILED scenarios/nora.yaml:2:12: Nora does not talk",
        "  scenarios/nora.yaml:3:27: talk@c-1: expected to be set aside, but it is recommended at rank 1 "
        "(high) by talk-when-angry",
        "  recommended without mind are:",
        "    1. talk@c-1 (high)",
        "    2. hurry@c-2 (medium, by 2026-11-25)",
        "    3. greet@bob (low)",
        "",
        "2 scenarios: 1 passed, 1 failed",
    ]
    nothing = CliRunner().invoke(main, [*asked, "--without", "toy"])
    assert nothing.exit_code == 2
    assert nothing.stderr.splitlines()[-1] == (
        "Error: --without: without mind, toy no rule would be left: leave less out."
    )
