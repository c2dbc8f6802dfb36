"""`advisor diff`: what it prints, its options, and what it says of wrong ones."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import RULES, STATE, run

MINE = """\
playbook: {name: Mine, extends: ../tiny}
override: {rules: {ask-when-idle: {disabled: true, because: "We ask sooner"}}}
ruleset: sooner
title: Sooner
rules:
  - id: ask-soon
    for: contract
    when: {idle: "> 70"}
    advise: check-in
    priority: high
    because: "{title} was idle for {idle} days."
    claims: [D-1]
"""
PAGE = """\
tiny → mine
rules: 1 new, 1 gone

Laura
states/laura.yaml · 21 November 2026

 - Ask about Leaflets
   was rank 2, medium
   check-in@b · no longer by ask-when-idle (gone)
 ~ Ask about Café menu
   medium → high
   also changed: reasons
   check-in@a · by ask-soon (new) · no longer by ask-when-idle (gone)

Advice changes in 1 of 2 states
"""
QUIET = "as_of: 2026-11-21\ncontracts: [{id: x, title: Poster, idle: 3}]\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RULES, "tiny")
    for path, text in (
        ("mine/rules.yaml", MINE),
        ("states/laura.yaml", STATE),
        (
            "states/deep/quiet.json",
            json.dumps({"as_of": "2026-11-21", "contracts": [{"id": "x", "idle": 3}]}),
        ),
        ("states/scenarios.yaml", "scenarios: []\n"),
        ("states/readme.md", "# no state\n"),
    ):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("states", [["states"], ["states", "states/laura.yaml"]])
def test_whose_advice_changes_and_how(states: list[str]) -> None:
    result = run("diff", "tiny", "mine", *states)

    assert (result.exit_code, result.stdout, result.stderr) == (0, PAGE, "")


def test_a_change_may_fail() -> None:
    assert run("diff", "tiny", "mine", "states", "--fail-on-change").exit_code == 1
    assert run("diff", "tiny", "tiny", "states", "--fail-on-change").exit_code == 0


def test_the_same_playbook_changes_nothing() -> None:
    result = run("diff", "tiny", "tiny", "states")

    assert result.stdout == "tiny → tiny\nthe same rules\n\nNo advice changes in 2 states\n"


def test_folders_are_joined_by_a_plus() -> None:
    Path("mine/rules.yaml").write_text(MINE.replace(", extends: ../tiny", ""))

    joined = run("diff", "tiny", "tiny+mine", "states")

    assert joined.stdout == PAGE.replace("→ mine", "→ tiny+mine")
    shutil.copytree("tiny", "with+plus")
    assert run("diff", "tiny", "with+plus", "states").stdout.endswith("\nNo advice changes in 2 states\n")


def test_a_package_is_named_as_such() -> None:
    result = run("diff", "package:advisor", "package:advisor", "states/deep")

    assert result.exit_code == 5
    assert "package:nothing" in run("diff", "package:nothing", "tiny", "states").stderr


def test_the_day_may_be_chosen() -> None:
    report = json.loads(
        run("diff", "tiny", "mine", "states", "--as-of", "2027-01-02", "--format", "json").stdout
    )

    assert [state["as_of"] for state in report["states"]] == ["2027-01-02", "2027-01-02"]
    assert [(state["file"], state["changed"]) for state in report["states"]] == [
        ("states/deep/quiet.json", False),
        ("states/laura.yaml", True),
    ]


def test_standard_input_is_a_state_too() -> None:
    result = run("diff", "tiny", "mine", "-", given=STATE)

    assert (result.exit_code, result.stdout) == (
        0,
        PAGE.replace("states/laura.yaml", "<stdin>").replace("of 2 states", "of 1 state"),
    )


def test_broken_states_are_told_after_the_others() -> None:
    Path("states/broken.yaml").write_text("contracts: [{id: x, idel: 3}]\n")

    result = run("diff", "tiny", "mine", "states", "nowhere.yaml", "--fail-on-change")

    assert result.exit_code == 5
    assert result.stdout == PAGE.replace("2 states\n", "2 states; 2 states could not be read\n")
    assert [line for line in result.stderr.splitlines() if "error[" in line] == [
        'states/broken.yaml:1:21: error[unknown-field]: a contract has no field "idel"',
        'nowhere.yaml:1:1: error[file-missing]: there is no "nowhere.yaml"',
    ]
    report = json.loads(run("diff", "tiny", "mine", "states", "--format", "json").stdout)
    assert report["broken"] == ["states/broken.yaml"]


OWN = """\
playbook: {name: Own, extends: ../tiny}
entities: {contract: {fields: {angry: {type: flag, ask: "Angry?"}}}}
ruleset: own
title: Own
rules:
  - {id: ask-the-angry, for: contract, when: {angry: true}, advise: check-in, priority: critical,
     because: "{title} is in trouble.", claims: D-1}
"""


def test_a_field_that_one_playbook_alone_knows_is_left_out_for_the_other() -> None:
    Path("mine/rules.yaml").write_text(OWN)
    Path("states/laura.yaml").write_text(STATE.replace("idle: 61", "idle: 61, angry: true"))

    result = run("diff", "tiny", "mine", "states")
    back = json.loads(run("diff", "mine", "tiny", "states", "--format", "json").stdout)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[2] == "Only mine knows contracts.angry (1 time): left out for tiny"
    assert "medium → critical" in result.stdout
    assert [state["left_out"] for state in back["states"]] == [
        {"old": {}, "new": {}},
        {"old": {}, "new": {"contracts.angry": 1}},
    ]


def test_what_neither_playbook_knows_is_a_problem() -> None:
    Path("mine/rules.yaml").write_text(OWN)
    Path("states/laura.yaml").write_text(STATE.replace("idle: 61", "idel: 61, angry: true"))

    result = run("diff", "tiny", "mine", "states/laura.yaml")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        5,
        "No advice changes in 0 states; 1 state could not be read",
    )
    assert result.stderr.count("error[") == 1
    assert 'error[unknown-field]: a contract has no field "idel"' in result.stderr


def test_in_a_project_nothing_needs_to_be_named(tmp_path: Path) -> None:
    Path("mine/rules.yaml").write_text(OWN)
    Path("advisor.yaml").write_text("rules: mine\nstate: states/laura.yaml\n")

    by_hand = run("diff", "tiny", "mine", "states/laura.yaml")

    assert run("diff", "tiny", "mine").stdout == by_hand.stdout
    assert run("diff").stdout.startswith("package:advisor → mine\n")
    assert run("diff", "tiny").stderr.startswith("Error: NEW_PLAYBOOK is missing. ")
    Path("advisor.yaml").write_text("state: states/laura.yaml\n")
    assert run("diff").stderr.startswith("Error: OLD_PLAYBOOK is missing. ")
    Path("advisor.yaml").write_text("rules: mine\n")
    assert run("diff").stderr.startswith("Error: STATE... is missing. ")
    Path("advisor.yaml").write_text("rulez: mine\n")
    assert run("diff", "--help").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["tiny", "mine"], 2, "Error: STATE... is missing."),
        (["tiny", "mine", "mine", "--as-of", "soon"], 2, 'I can\'t read "soon". Try yesterday'),
        (["tiny", "nowhere", "states"], 3, 'error[file-missing]: there is no "nowhere"'),
        (["tiny", "+", "states"], 3, 'error[file-missing]: there is no "+"'),
        (["tiny", "mine", "empty"], 2, "Error: There are no states in empty."),
    ],
)
def test_wrong_usage(arguments: list[str], code: int, expected: str) -> None:
    Path("empty").mkdir()

    result = run("diff", *arguments)

    assert (result.exit_code, result.stdout) == (code, "")
    assert expected in result.stderr
