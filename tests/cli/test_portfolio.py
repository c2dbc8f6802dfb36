"""`advisor portfolio`: what it prints, its options, and what it says of wrong ones."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.portfolio import portfolio
from tests.portfolio.many import CALM, ENDED, LATE, lines, people, state

USAGE = "Error: "


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def titles(result: Result) -> list[str]:
    """The titles of the items, from JSON."""
    return [item["title"] for item in json.loads(result.stdout)["items"]]


def test_a_coach_sees_who_needs_her_today(tmp_path: Path) -> None:
    people(tmp_path)
    result = portfolio("all.jsonl")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(
        "Portfolio of 4 freelancers · 21 November 2026 · Months\nNeed you today: 1 · this week: 1\n"
    )
    assert result.stdout.endswith("\n4 reviewed.\n")


def test_a_folder_of_states_is_a_portfolio_too(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "ann.yaml").write_text("contracts: [{id: a, title: Menu, due: 2026-11-20}]")
    (tmp_path / "clients" / "ben.json").write_text(json.dumps(CALM))
    items = json.loads(portfolio("clients", "--format", "json").stdout)["items"]
    assert [(item["freelancer"], item["title"]) for item in items] == [("ann", "Hurry with Menu")]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ((), ["Hurry with Menu", "Review Menu", "Ask about Menu"]),
        (("--only", "critical"), ["Hurry with Menu"]),
        (("--only", "ask", "--only", "review"), ["Review Menu", "Ask about Menu"]),
        (("--within", "4d"), ["Review Menu"]),
        (("--within", "3"), []),
        (("--top", "1", "--only", "low"), ["Ask about Menu"]),
        (("--without", "months"), None),
    ],
)
def test_options_choose(tmp_path: Path, options: tuple[str, ...], left: list[str] | None) -> None:
    people(tmp_path)
    result = portfolio("all.jsonl", "--format", "json", *options)
    if left is None:  # no rule would be left
        assert result.exit_code == 2
        return
    assert titles(result) == left
    assert json.loads(result.stdout)["chosen"] is bool(options)


def test_a_saved_portfolio_tells_next_week_what_is_new(tmp_path: Path) -> None:
    people(tmp_path)
    saved = portfolio("all.jsonl", "--format", "csv", "-o", "last.csv")
    assert (saved.exit_code, saved.stderr) == (0, "The portfolio is in last.csv\n")
    result = portfolio("all.jsonl", "--since", "last.csv", "--format", "csv", day="2026-11-26")
    rows = [
        (row["freelancer"], row["action"], row["change"])
        for row in csv.DictReader(result.stdout.splitlines())
    ]
    assert rows == [("cid", "ask", ""), ("ann", "hurry", "gone"), ("ben", "review", "gone")]
    text = portfolio("all.jsonl", "--since", "last.csv", day="2026-11-26").stdout
    assert "new since 21 Nov 2026: 0 · gone: 2" in text


def test_a_change_ends_with_its_own_code_where_that_is_asked_for(tmp_path: Path) -> None:
    people(tmp_path)
    portfolio("all.jsonl", "--format", "jsonl", "-o", "last.jsonl")
    since = ("all.jsonl", "--since", "last.jsonl")
    assert portfolio(*since, "--fail-on-change").exit_code == 0
    assert portfolio(*since, "--fail-on-change", day="2026-11-26").exit_code == 1
    assert portfolio(*since, day="2026-11-26").exit_code == 0
    assert portfolio(*since, "--fail-on-change", "--only", "low", day="2026-11-26").exit_code == 0
    assert portfolio(*since, "--fail-on-change", "--only", "critical", day="2026-11-26").exit_code == 1


def test_other_rules_and_a_choice_of_items_are_warned_of(tmp_path: Path) -> None:
    people(tmp_path)
    portfolio("all.jsonl", "--format", "json", "--only", "low", "-o", "last.json")
    head = json.loads((tmp_path / "last.json").read_text())
    (tmp_path / "last.json").write_text(json.dumps(head | {"digest": "sha256:other"}, indent=1))
    assert portfolio("all.jsonl", "--since", "last.json").stderr == (
        "Warning: the earlier portfolio holds a choice of what there was (--only, --within or --top): more "
        "looks new than is.\n"
        "Warning: other rules made the earlier portfolio: some changes come from these.\n"
    )


def test_states_with_problems_are_told_and_written_down(tmp_path: Path) -> None:
    lines(tmp_path, LATE, state(dew=1), {"contracts": 1}, ENDED)
    result = portfolio("all.jsonl", "--problems", "wrong.json")
    assert result.exit_code == 5
    assert result.stdout.endswith(
        "2 reviewed, 2 not read:\n"
        '  all.jsonl:2:45 a contract has no field "dew" (did you mean "due"?)\n'
        '  all.jsonl:3:15 "contracts": found "1", expected a list (start each item with\n'
        '  "- ", or write [one, two])\n'
    )
    wrong = json.loads((tmp_path / "wrong.json").read_text())
    assert [(one["freelancer"], one["problems"][0]["line"]) for one in wrong] == [
        ("line 2", 2),
        ("line 3", 3),
    ]


def test_so_many_states_may_be_wrong_as_are_allowed(tmp_path: Path) -> None:
    lines(tmp_path, LATE, state(dew=1))
    assert portfolio("all.jsonl", "--allow-bad", "1").exit_code == 0
    assert portfolio("all.jsonl", "--allow-bad", "0").exit_code == 5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--only", "critcal"),
            '--only: No action and no priority is called "critcal". Did you mean "critical"?',
        ),
        (("--fail-on-change",), "--fail-on-change goes with --since, which says what to compare with."),
        (
            ("-o", "all.jsonl"),
            '-o / --output: "all.jsonl" is a file that is read here: name another one.',
        ),
    ],
)
def test_a_wrong_option_is_told(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    people(tmp_path)
    result = portfolio("all.jsonl", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == USAGE + message + "\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("gone", 'gone:1:1: error[file-missing]: there is no "gone"'),
        (".", '.:1:1: error[wrong-shape]: "." holds no state: no file in it ends in .yaml, .yml, .json'),
    ],
)
def test_a_source_that_is_none_is_told(source: str, message: str) -> None:
    result = portfolio(source)
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.splitlines()[0] == message


def test_a_portfolio_is_not_written_where_it_would_be_taken_for_a_state(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "ann.json").write_text(json.dumps(CALM))
    result = portfolio("clients", "--format", "json", "-o", "clients/all.json")
    assert result.exit_code == 2
    assert '"clients/all.json" would be taken for a state: write to another folder.' in result.stderr
    assert not (tmp_path / "clients" / "all.json").exists()
    assert portfolio("clients", "--format", "csv", "-o", "clients/all.csv").exit_code == 0


def test_a_deadline_of_today_is_a_choice_too(tmp_path: Path) -> None:
    lines(tmp_path, state(due="2026-11-21"), state(due="2026-11-22"))
    result = portfolio("all.jsonl", "--within", "0", "--format", "json")
    assert titles(result) == ["Hurry with Menu"]
    assert json.loads(result.stdout)["chosen"] is True
