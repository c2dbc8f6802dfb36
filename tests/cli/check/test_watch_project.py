"""`advisor check --watch` in a project: every file that is read counts, and schemas and advice follow."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.cli.check.watch import PAUSE, watch
from tests.cli.command import run
from tests.scenarios.toy import NORA, TOY

SCENARIO = """\
scenarios:
  - {name: An angry client is talked to, as_of: 2026-11-21, state: ../people/nora.yaml,
     expect: {recommended: [talk@c-1]}}
"""
PROJECT = "rules: toy\nscenarios: examples\nstate: people/laura.yaml\n"
FIELD = "entities: {contract: {fields: {far_away: {type: flag}}}}\n"

Step = Callable[[], object]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("toy", "people", "examples"):
        Path(folder).mkdir()
    shutil.copyfile(TOY, "toy/toy.yaml")
    Path("people/nora.yaml").write_text(NORA)
    Path("people/laura.yaml").write_text("contracts: [{id: c-9, title: Logo, angry: true}]\n")
    Path("examples/nora.yaml").write_text(SCENARIO)
    Path("advisor.yaml").write_text(PROJECT)


def write(path: str, text: str) -> Step:
    return lambda: Path(path).write_text(text)


def watched(*steps: Step) -> None:
    """Watch what the project names, take a step at each pause between two looks, and press Ctrl-C."""
    left = iter(steps)

    def wait(seconds: float) -> None:
        if seconds == PAUSE:
            step = next(left, None)
            if step is None:
                raise KeyboardInterrupt
            step()

    watch((), (), wait=wait)


def heads(out: str) -> list[str]:
    """What was told of each change, without the time."""
    return [line[10:] for line in out.splitlines() if line[2:3] == ":" and line[5:6] == ":"]


def test_the_project_is_checked_and_tested_and_its_state_is_advised(
    capsys: pytest.CaptureFixture[str],
) -> None:
    watched()
    out, err = capsys.readouterr()

    assert out.splitlines()[1:3] == [
        "toy: 8 rules, 6 actions, 1 claim: no problems",
        "1 scenario: 1 passed, 0 failed",
    ]
    assert " 1. Talk about Logo\n" in out
    shown = "Watching 5 files in toy, examples, advisor.yaml, people/laura.yaml, people/nora.yaml; Ctrl-C"
    assert shown in err


def test_a_state_beside_the_scenarios_is_watched_and_that_of_the_project(
    capsys: pytest.CaptureFixture[str],
) -> None:
    watched(
        write("people/nora.yaml", NORA + "# told anew\n"),
        write("people/laura.yaml", "contracts: [{id: c-9, title: Logo, angry: false}]\n"),
    )
    out = capsys.readouterr().out

    assert heads(out) == ["first check", "people/nora.yaml changed", "people/laura.yaml changed"]
    assert out.count(" 1. Talk about Logo\n") == 2


def test_a_state_that_is_not_there_yet_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    Path("people/nora.yaml").unlink()

    watched(write("people/nora.yaml", NORA))
    out, err = capsys.readouterr()

    assert heads(out) == ["first check", "people/nora.yaml is new"]
    assert 'there is no state file "../people/nora.yaml"' in err
    assert out.count("1 passed") == 1


def test_what_the_project_names_is_waited_for(capsys: pytest.CaptureFixture[str]) -> None:
    laura = Path("people/laura.yaml").read_text()
    Path("people/laura.yaml").unlink()

    watched(write("people/laura.yaml", laura))
    out, err = capsys.readouterr()

    assert heads(out) == ["first check", "people/laura.yaml is new"]
    assert 'advisor.yaml:3:8: error[file-missing]: a project, state: there is no "people/laura.yaml"' in err
    assert out.count(" 1. Talk about Logo\n") == 1


def test_another_project_holds_from_then_on(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/more.yaml").write_text("playbook: {name: Mine, extends: ../toy}\n" + FIELD)

    watched(
        write("advisor.yaml", "rulez: mine\n"),
        write("advisor.yaml", "rules: mine\n"),
        write("mine/more.yaml", "playbook: {name: Ours, extends: ../toy}\n" + FIELD),
    )
    out, err = capsys.readouterr()

    assert heads(out) == ["first check", *["advisor.yaml changed"] * 2, "mine/more.yaml changed"]
    assert 'advisor.yaml:1:1: error[unknown-key]: a project has no key "rulez"' in err
    assert [line.partition(":")[0] for line in out.splitlines() if "no problems" in line] == [
        "toy",
        "Mine",
        "Ours",
    ]


def test_the_schemas_follow_the_vocabulary(capsys: pytest.CaptureFixture[str]) -> None:
    playbook, scenario = Path("toy/playbook.schema.json"), Path("examples/scenario.schema.json")
    for path in (playbook, scenario):
        path.write_text(run("schema", path.name.partition(".")[0]).stdout, encoding="utf-8")
    before = playbook.read_text(encoding="utf-8")
    seen: list[bool] = []

    def look() -> None:
        seen.append("far_away" in playbook.read_text(encoding="utf-8"))

    watched(
        write("examples/nora.yaml", SCENARIO + "\n"),
        lambda: seen.append(playbook.read_text(encoding="utf-8") == before),
        write("toy/more.yaml", FIELD),
        look,
        write("toy/more.yaml", FIELD + "["),
        look,
        lambda: Path("toy/more.yaml").unlink(),
    )
    out, err = capsys.readouterr()

    assert seen == [True, True, True]
    assert playbook.read_text(encoding="utf-8") == before
    assert heads(out) == [
        "first check",
        "examples/nora.yaml changed",
        "toy/more.yaml is new",
        "toy/more.yaml changed",
        "toy/more.yaml is gone",
    ]
    assert err.count("toy/playbook.schema.json: written again, for editors\n") == 2
    assert err.count("examples/scenario.schema.json: written again, for editors\n") == 2
    assert not Path("people/state.schema.json").exists()


def test_a_file_of_that_name_that_is_no_schema_is_left_alone() -> None:
    Path("toy/playbook.schema.json").write_text("mine")

    watched()

    assert Path("toy/playbook.schema.json").read_text() == "mine"
