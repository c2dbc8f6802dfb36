"""What `advisor why` and `advisor why-not` say, to the letter: tests/cli/told has it."""

import json
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.main import main
from tests.cli.command import run

TOLD = Path(__file__).parent / "told"
SESSIONS = sorted(TOLD.glob("*.txt"))
RULES = ("--rules", "rules")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOLD)


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.stem)
def test_a_session(session: Path) -> None:
    command, _, expected = session.read_text(encoding="utf-8").partition("\n")
    first, *arguments = shlex.split(command.removeprefix("$ "))
    assert first == "advisor"

    result = run(*arguments)

    assert result.stderr == ""
    assert result.exit_code == 0
    assert result.stdout == expected


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_files_are_told_as_seen_from_here_however_the_playbook_is_named(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "told"
    shutil.copytree(TOLD, copied)
    state, rules = str(copied / "state.yaml"), str(copied / "rules")
    for folder, seen in ((copied, "rules/all.yaml"), (tmp_path, "told/rules/all.yaml"), (TOLD, None)):
        monkeypatch.chdir(folder)
        for named in ((state, rules), (os.path.relpath(state), os.path.relpath(rules))):
            told = run(command, named[0], "close@b", "--rules", named[1]).stdout
            in_one_line = re.sub(r"[│├└\s]+", "", told)
            files = set(re.findall(r"[(·]([^(·:]*all\.yaml):\d", in_one_line))
            assert files == {seen or f"{rules}/all.yaml"}


@pytest.mark.parametrize("item", ["check-in@a", "close@b", "grow", "check-in@d"])
def test_nothing_is_wider_than_the_screen_or_beyond_ascii(item: str) -> None:
    for command in ("why", "why-not"):
        narrow = CliRunner(charset="ascii", env={"COLUMNS": "40"})
        result = narrow.invoke(main, [command, "state.yaml", item, *RULES], prog_name="advisor")

        assert result.exit_code == 0
        assert result.stdout.isascii()
        lines = [line for line in result.stdout.splitlines() if not line.startswith("  advisor ")]
        assert max(map(len, lines)) <= 40  # a command is copied, and so never broken


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("why", "check-in"),
            '"check-in" is for a contract, and none is named: write check-in@ID, with one of a or b.',
        ),
        (("why", "chek-in@a"), 'There is no action "chek-in": did you mean "check-in"?'),
        (
            ("why", "is-quiet@a"),
            'There is no action "is-quiet": the advice names them, and the playbook holds them all.',
        ),
        (
            ("why", "check-in@z"),
            'The state has no contract "z": write check-in@ID, with one of a, b, c, d or e.',
        ),
        (("why-not", "is-quite"), 'There is no action and no rule "is-quite": did you mean "is-quiet"?'),
        (
            ("why-not", "is-quiet@z"),
            'The state has no contract "z": write is-quiet@ID, with one of a, b, c, d or e.',
        ),
        (("why-not", "grow@x"), 'The state has no profile "x": write "grow" alone.'),
    ],
)
def test_what_means_nothing_is_wrong_usage(arguments: tuple[str, str], message: str) -> None:
    command, item = arguments
    result = run(command, "state.yaml", item, *RULES)

    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())


def test_the_subject_need_not_be_named_where_there_is_one() -> None:
    named = run("why", "state.yaml", "check-in@a", *RULES, "--set", "contracts.b.status=ended")
    alone = run("why", "state.yaml", "check-in", *RULES, "--set", "contracts.b.status=ended")

    assert alone.stdout == named.stdout
    assert named.stdout.startswith("Why: Ask ACME about Menu\n")


def test_a_supposed_fact_is_told_as_such() -> None:
    result = run(
        "why",
        "state.yaml",
        "grow",
        *RULES,
        "--set",
        "profile.completed_jobs=3",
        "--set",
        "contracts=",
        "--format",
        "text",
    )
    assert result.exit_code == 5  # a path has to name one fact

    result = run("why", "state.yaml", "check-in@a", *RULES, "--set", "profile.completed_jobs=3")
    assert "your completed jobs: 3 (supposed by --set)" in result.stdout


def test_json_tells_where_an_imported_value_was_found() -> None:
    result = json.loads(run("why", "imported.yaml", "check-in@a", *RULES, "--format", "json").stdout)

    (rule,) = result["advised_by"]
    quiet, either, _ = rule["conditions"]
    (active,), (idle, _) = (condition["found"] for condition in quiet["rules"][0]["conditions"])
    assert "source" not in active  # a person changed it
    assert "source" not in idle
    assert idle["from"][0]["source"] == {"file": "weekly.csv", "place": "row 80"}
    assert either["any_of"][1]["found"][0]["source"] == {
        "file": "api.json",
        "place": "data.user",
        "also": [
            {"file": "history.json", "place": "stats"},
            {"file": "old.json", "place": "stats"},
            {"file": "older.json", "place": "x"},
        ],
    }


def test_a_value_that_is_supposed_comes_from_no_file() -> None:
    value = "contracts.a.last_activity=2026-09-01"
    result = run("why", "imported.yaml", "check-in@a", *RULES, "--set", value)

    assert "last activity: 1 September 2026 (supposed by --set)" in " ".join(result.stdout.split())


def test_json_of_why_holds_the_same_tree() -> None:
    result = json.loads(run("why", "state.yaml", "check-in@a", *RULES, "--format", "json").stdout)

    assert [result[key] for key in ("as_of", "action", "title", "place", "rank", "priority", "deadline")] == [
        "2026-11-21", "check-in", "Ask ACME about Menu", "recommended", 2, "high", "2027-02-28"
    ]  # fmt: skip
    (rule,) = result["advised_by"]
    quiet, either, none = rule["conditions"]
    assert (rule["rule"], rule["file"], rule["line"]) == ("ask-when-quiet", "rules/all.yaml", 63)
    (drawn,) = quiet["rules"]
    assert [condition["condition"] for condition in drawn["conditions"]] == [
        "it is active",
        "it has been idle for more than 60 days (policy quiet_after)",
    ]
    assert drawn["conditions"][1]["found"][0] == {
        "path": "contracts.a.idle",
        "value": "81 days",
        "file": None,
        "line": None,
        "assumed": False,
        "from": [
            {
                "path": "contracts.a.last_activity",
                "value": "1 September 2026",
                "file": "state.yaml",
                "line": 6,
                "assumed": False,
                "from": [],
                "question": None,
            }
        ],
        "question": None,
    }
    assert [part["condition"] for part in either["any_of"]] == [
        "the client answers",
        "the number of your jobs is more than 5",
        "the number of your open contracts is more than 3",
    ]
    assert (none["truth"], none["note"]) == ("holds", "nothing is recorded")
    assert [rule["rule"] for rule in result["moved_by"]] == ["beginners-hurry"]
    assert result["before"] == {
        "rank": 1,
        "title": "Ask ACME about Logo",
        "which": "has the earlier deadline",
    }


def test_json_of_why_not_has_every_miss_with_what_it_waits_for() -> None:
    result = json.loads(run("why-not", "state.yaml", "check-in", *RULES, "--format", "json").stdout)

    assert [(outcome["item"], outcome["place"], outcome["rank"]) for outcome in result["stands"]] == [
        ("check-in@a", "recommended", 2),
        ("check-in@b", "recommended", 1),
    ]
    assert [
        (miss["item"], miss["failed"], miss["unknown"], miss["rule"]["fires_on"]) for miss in result["misses"]
    ] == [
        ("check-in@c", 1, 0, "2027-01-01"),
        ("check-in@e", 0, 1, None),
        ("check-in@d", 1, 0, None),
    ]
    assert result["misses"][0]["then"] == {
        "place": "recommended", "rank": 3, "priority": "high", "deadline": "2027-04-30"
    }  # fmt: skip
    assert result["misses"][1]["questions"] == [
        {"path": "contracts.e.last_activity", "question": "When did it last move?"}
    ]


def test_what_a_state_says_cannot_act_on_a_terminal() -> None:
    evil = "x\u202e<script>\u2066y"
    for command in ("why", "why-not"):
        result = run(command, "state.yaml", "check-in@a", *RULES, "--set", f"contracts.a.title={evil}")

        assert "x<script>y" in result.stdout
        assert result.stdout.replace("\n", "").isprintable()


def test_what_hangs_on_one_unknown_fact_is_told_once(tmp_path: Path) -> None:
    state = tmp_path / "state.yaml"
    contract = "{id: c, status: active, kind: fixed, escrow: $300, last_activity: 2026-11-10}"
    state.write_text(f"as_of: 2026-11-21\ncontracts: [{contract}]\n", encoding="utf-8")

    page = run("why-not", str(state), "dormant-escrow-is-only-claimed@c").stdout

    assert page.partition("1. ")[2].splitlines()[2:] == [
        "   └ x Doesn't apply: the due date of the last milestone is known",
        "     ├ milestone due: not filled in",
        "     └ To answer: On which day was the last milestone due?",
        "       (contracts.c.milestone_due)",
    ]


def test_points_are_rounded_as_the_advice_rounds_them(tmp_path: Path) -> None:
    state = tmp_path / "state.yaml"
    contract = "{id: c, status: active, client_mood: unhappy, fault: mine, last_activity: 2026-11-19}"
    state.write_text(
        f"as_of: 2026-11-21\nprofile: {{job_success: 84, completed_jobs: 15}}\ncontracts: [{contract}]\n",
        encoding="utf-8",
    )

    [item] = json.loads(run("advise", str(state), "--top", "1", "--format", "json").stdout)["recommendations"]
    why = json.loads(run("why", str(state), f"{item['action']}@c", "--format", "json").stdout)

    [points] = [criterion for criterion in why["ranking"] if criterion["name"] == "points at stake"]
    assert (item["points_at_stake"], points["value"]) == (5.3, "at least 5 points")
