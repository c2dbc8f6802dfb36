"""`advisor test --mutate`: what it prints and with which code it exits."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli.main import main
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
    Path("scenarios/states").mkdir(parents=True)
    Path("scenarios/states/nora.yaml").write_text(NORA)
    Path("scenarios/nora.yaml").write_text(SCENARIO % "talk")
    shutil.copyfile(TOY, "toy.yaml")


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
        "  - name: no-hurry-when-tired at its edge, profile.tired",
        "    as_of: 2026-11-21",
        "    state: states/nora.yaml",
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
