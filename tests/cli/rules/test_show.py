"""`advisor rules show`: its output, and what it says of wrong names."""

import json
from pathlib import Path

import pytest

from tests.cli.command import RULES, run

TOLD = """\
ask-when-idle
Idle jobs · PLACE

For each contract, if
  • the idle is more than 60

then advise, with medium priority:
  → Ask about TITLE (check-in)

Because
  Nothing happened on TITLE for IDLE days.

Rests on
  • D-1: Ask when a job is idle.
"""
SCENARIOS = """\
scenarios:
  - name: An idle job is asked about
    as_of: 2026-11-21
    state: {contracts: [{id: a, title: Menu, idle: 61}]}
    expect: {recommended: [check-in@a]}
  - name: A busy one is not
    as_of: 2026-11-21
    state: {contracts: [{id: a, title: Menu, idle: 60}]}
    expect: {not_recommended: [check-in@a]}
"""

CONSTRAINTS = """\
policy: {most: {type: count, value: 90, note: "a quarter"}}
constraints:
  - {for: contract, holds: {idle: "<= policy.most"}, says: "it idles for too long", note: "So long!"}
  - {for: contract, holds: {all: [{idle: known}, {title: known}]}, says: "Too little", severity: error}
"""
TOLD_CONSTRAINT = """\
it idles for too long
a constraint · PLACE

For each contract, it must hold that
  • the idle is at most 90 (policy most)

else the state is warned of

Note
  So long!

Numbers of the policy
  • most is 90: a quarter

Broken in 1 scenario
  • An idle job is asked about
    SCENARIO
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without scenarios, into which a copy of the tiny playbook goes."""
    monkeypatch.chdir(tmp_path)
    Path("tiny").mkdir()
    Path("tiny", "all.yaml").write_text(Path(RULES, "all.yaml").read_text())
    return tmp_path


def test_a_rule_in_plain_english() -> None:
    result = run("rules", "show", "ask-when-idle", "--rules", "tiny")

    place = f"{Path('tiny', 'all.yaml')}:26"
    assert (result.exit_code, result.stdout, result.stderr) == (0, TOLD.replace("PLACE", place), "")


def test_scenarios_of_the_usual_folder_are_looked_at() -> None:
    Path("scenarios").mkdir()
    Path("scenarios", "a.yaml").write_text(SCENARIOS)

    result = run("rules", "show", "ask-when-idle", "--rules", "tiny", "--format", "json")

    file = str(Path("scenarios", "a.yaml"))
    fires = {"name": "An idle job is asked about", "file": file, "line": 2}
    misses = {"name": "A busy one is not", "file": file, "line": 6}
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["scenarios"] == {
        "fires": [fires],
        "near_miss": {"fires": fires, "misses": misses},
    }


def test_scenarios_of_another_playbook_are_passed_over_unless_they_are_named() -> None:
    Path("scenarios").mkdir()
    Path("scenarios", "a.yaml").write_text(SCENARIOS.replace("check-in", "close-contract"))

    usual = run("rules", "show", "ask-when-idle", "--rules", "tiny")
    named = run("rules", "show", "ask-when-idle", "--rules", "tiny", "--scenarios", "scenarios")

    assert usual.exit_code == 0
    assert "Fires in" not in usual.stdout
    assert (named.exit_code, named.stdout) == (4, "")


def test_a_constraint_by_a_piece_of_what_it_says() -> None:
    Path("tiny", "constraints.yaml").write_text(CONSTRAINTS)
    Path("some.yaml").write_text(SCENARIOS.replace("idle: 61", "idle: 91"))

    result = run("rules", "show", "Idles  for", "--rules", "tiny", "--scenarios", "some.yaml")

    told = TOLD_CONSTRAINT.replace("PLACE", f"{Path('tiny', 'constraints.yaml')}:3")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == told.replace("SCENARIO", "some.yaml:2")


def test_rules_and_constraints_in_the_order_asked_for() -> None:
    Path("tiny", "constraints.yaml").write_text(CONSTRAINTS)

    result = run("rules", "show", "too", "ask-when-idle", "--rules", "tiny", "--format", "json")

    first, second, rule = json.loads(result.stdout)
    assert (first["says"], first["verb"], first["scenarios"]) == ("it idles for too long", "warn", None)
    assert first["policy"] == [{"name": "most", "value": "90", "note": "a quarter"}]
    assert (second["verb"], second["holds"]) == (
        "refuse",
        {"all": ["the idle is known", "the title is known"]},
    )
    assert rule["id"] == "ask-when-idle"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("ask-when-idel", 'here is no rule "ask-when-idel": did you mean "ask-when-idle"?'),
        ("\x1b[31mzzz", 'here is no rule "zzz": to see them all: "advisor rules list --all".'),
    ],
)
@pytest.mark.parametrize("command", [["show"], ["graph", "--rule"]])
def test_an_unknown_rule_is_wrong_usage(command: list[str], name: str, hint: str) -> None:
    result = run("rules", *command, name, "--rules", "tiny")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].endswith(hint)


@pytest.mark.parametrize("command", ["show", "graph", "docs", "new"])
def test_help_ends_with_an_example(command: str) -> None:
    helped = run("rules", command, "--help").stdout

    prose = helped[: helped.index("\nOptions:")].rstrip().splitlines()
    assert prose[-2] == "  Example:"
    assert prose[-1].startswith(f"    advisor rules {command} ")
