"""`advisor test --mutate`: what it prints and with which code it exits."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.advice.api import Playbook
from advisor.cli.main import main
from advisor.scenarios import Scenario
from advisor.scenarios.mutation.model import MutationReport
from advisor.scenarios.mutation.run import mutation_report
from tests.scenarios.toy import NORA, TOY

SCENARIO = """\
scenarios:
  - {name: An angry client is talked to, as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [%s@c-1]}}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setattr("advisor.cli.scenarios.mutate.mutation_report", report_once)
    Path("scenarios/states").mkdir(parents=True)
    Path("scenarios/states/nora.yaml").write_text(NORA)
    Path("scenarios/nora.yaml").write_text(SCENARIO % "talk")
    shutil.copyfile(TOY, "toy.yaml")


_reports: dict[tuple[str, ...], MutationReport] = {}


def report_once(playbook: Playbook, scenarios: Sequence[Scenario], **settings: Any) -> MutationReport:
    """The report, made once for what the files say: it takes a second, and many commands show it."""
    files = sorted({scenario.location.file for scenario in scenarios})
    said = (*files, *(Path(file).read_text() for file in (TOY, *files)), str(settings.get("own")))
    if said not in _reports:
        _reports[said] = mutation_report(playbook, scenarios, **settings)
    return _reports[said]


def outcome(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["test", "--rules", "toy.yaml", "--mutate", *arguments])


def test_survivors_are_told_worst_first_with_a_count() -> None:
    result = outcome()

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert result.stderr == ""
    assert lines[:11] == [
        "toy.yaml:66:10",
        "  no-hurry-when-tired: the rule removed: no scenario notices",
        "  This one would, for a file in scenarios, made of",
        '    "An angry client is talked to":',
        '  - name: "Notices no-hurry-when-tired: the rule removed"',
        "    as_of: 2026-11-21",
        "    state: {contracts: [{id: c-2, due: 2026-11-25}]}",
        "    with: {profile.tired: true}",
        "    expect:",
        "      set_aside: [{action: hurry, subject: c-2, reason: forbidden, by: no-hurry-when-tired}]",
        "",
    ]


@pytest.mark.parametrize(("asked", "code"), [("1", 0), ("99", 4)])
def test_too_few_are_a_failure(asked: str, code: int) -> None:
    assert outcome("--fail-under", asked).exit_code == code


def test_json_is_for_programs() -> None:
    report = json.loads(outcome("--format", "json").stdout)

    assert report["caught"] + report["survived"] == report["mutants"]
    assert len(report["survivors"]) == report["survived"]


def test_scenarios_that_fail_already_are_shown_and_nothing_is_changed() -> None:
    Path("scenarios/nora.yaml").write_text(SCENARIO % "part")

    result = outcome()

    assert result.exit_code == 4
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == (
        "Nothing was changed: scenarios that fail already cannot notice a change. Mend these first."
    )


def test_coverage_goes_with_it_in_one_run() -> None:
    both = outcome("--coverage")

    text = both.stdout
    assert both.exit_code == 0
    assert text.index("rules fire in a scenario") < text.index("1 scenario: 1 passed, 0 failed")
    assert text.index("1 scenario: 1 passed, 0 failed") < text.index(outcome().stdout)
    report = json.loads(outcome("--coverage", "--format", "json").stdout)
    assert report["coverage"]["rules"]["of"] == 8
    assert report["passed"] == 1
    alone = json.loads(outcome("--format", "json").stdout)
    del alone["schema_version"]
    assert report["mutation"] == alone


@pytest.mark.parametrize(("asked", "code"), [("1", 0), ("10", 4), ("99", 4)])
def test_both_must_reach_what_is_asked_for(asked: str, code: int) -> None:
    assert outcome("--coverage", "--fail-under", asked).exit_code == code


def test_what_would_notice_is_written_and_then_notices() -> None:
    before = json.loads(outcome("--format", "json").stdout)

    written = outcome("--write", "scenarios/more/noticed.yaml")
    after = json.loads(outcome("--format", "json").stdout)

    named = {survivor["proposed"]["name"] for survivor in before["survivors"] if survivor["proposed"]}
    assert (written.exit_code, written.stderr) == (
        0,
        f"scenarios/more/noticed.yaml: {len(named)} scenarios written\n",
    )
    assert after["caught"] > before["caught"] + len(named)
    assert after["scenarios"] == 1 + len(named)


def test_a_file_that_cannot_be_added_to_stays_as_it_is() -> None:
    before = Path("scenarios/nora.yaml").read_text()
    Path("scenarios/nora.yaml").write_text(before)
    Path("broken.yaml").write_text("scenarios: 5\n")
    Path("flow.yaml").write_text(
        "scenarios: [{name: b, as_of: 2026-11-21, state: {}, expect: {not_recommended: [rest]}}]\n"
    )

    flow, broken = outcome("--write", "flow.yaml"), outcome("--write", "broken.yaml")

    assert (flow.exit_code, broken.exit_code) == (4, 4)
    assert flow.stderr == "flow.yaml: not written: its scenarios do not stand on lines of their own\n"
    assert broken.stderr.splitlines()[0].startswith("broken.yaml:1:12: error[wrong-shape]: ")
    assert broken.stderr.splitlines()[-1] == "broken.yaml: not written: it has the problems above"
    assert Path("broken.yaml").read_text() == "scenarios: 5\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--write", "scenarios"], 'name a scenario file, such as "scenarios/noticed.yaml".'),
        (["--write", "notes.txt"], 'name a scenario file, such as "scenarios/noticed.yaml".'),
        (["--write", "a.yaml", "--without", "toy"], "--write goes without --without."),
    ],
)
def test_wrong_usage_of_writing_is_told(arguments: list[str], expected: str) -> None:
    result = outcome(*arguments)

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith(expected)
