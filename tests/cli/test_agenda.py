"""`advisor agenda`: what it prints in each format, its options, and what it says of wrong ones."""

import datetime
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from advisor.cli.main import main
from tests.advice.monthly import RULES, STATE, contract
from tests.cli.command import run

USAGE = "Error: "
PAGE = """\
Agenda for Laura
21 November 2026 to 1 December 2026 · playbook: Months

Here is what comes up if nothing changes and nothing is recorded. Whatever you
do and record changes what follows.
4 open questions could change it too: see the end.

On the table today

 • Review Menu
   Medium, by 25 Nov 2026, in 4 days
   Menu

 • Give notice on Poster
   Low
   Poster

For the reasons and the steps, run: advisor advise

Monday 23 November 2026 · in 2 days

 Flyer
  + New: Hurry with Flyer
    Medium, by 28 Nov 2026
    • Flyer is due soon.
    hurry@c

Wednesday 25 November 2026 · in 4 days

 Menu
  ! Last day: Review Menu
    High, due on this day
    • Tonight is the last evening for Menu.
    After this day it is too late.
    review@a

 Poster
  + Again: Ask about Poster
    Low
    • Quiet: Poster.
    It replaces this step: Give notice on Poster.
    ask@b

Saturday 28 November 2026 · in 7 days

 Flyer
  • The next delivery
  ! Due: Hurry with Flyer
    Medium, due on this day
    hurry@c

Sunday 29 November 2026 · in 8 days

 Flyer
  ^ More urgent: Hurry with Flyer
    Critical
    • Flyer is late.
    hurry@c

Monday 30 November 2026 · in 9 days

 Your profile
  • The day of your yearly look back

Tuesday 1 December 2026 · in 10 days

 Flyer
  ! Last day: Hurry with Flyer
    Critical
    After this day, hold off: Flyer is lost.
    hurry@c
  + New: Ask about Flyer
    Low
    • Quiet: Flyer.
    ask@c

 Menu
  + New: Quote Menu
    Low
    • Menu went well.
    The rule praise-for-a-month applies from this day on.
    praise@a

What could change this

? When is it due?
  Menu
  contracts.a.due
? When is it due?
  Poster
  contracts.b.due
? When did it end?
  Poster
  contracts.b.ended
… and 1 more; advisor advise lists them all.
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("laura.yaml").write_text(STATE, encoding="utf-8")


def agenda(*arguments: str, given: str | None = None) -> str:
    result = run("agenda", *arguments, "--rules", RULES, given=given)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_a_page() -> None:
    assert agenda("laura.yaml", "--days", "10") == PAGE


def test_the_state_may_come_from_standard_input() -> None:
    assert agenda("-", "--days", "10", given=STATE) == PAGE


def test_days_are_sixty_unless_told() -> None:
    report = json.loads(agenda("laura.yaml", "--format", "json"))

    assert (report["as_of"], report["until"]) == ("2026-11-21", "2027-01-20")


def test_another_day_and_other_facts() -> None:
    report = json.loads(
        agenda(
            "laura.yaml", "--format", "json", "--as-of", "2026-11-23", "--set", "contracts.a.ended=2026-11-20"
        )
    )

    assert report["as_of"] == "2026-11-23"
    assert next(entry["date"] for entry in report["entries"] if entry["kind"] == "last day") == "2026-11-27"


def test_a_calendar() -> None:
    text = agenda("laura.yaml", "--days", "10", "--format", "ics")

    calendar = Calendar.from_ical(text)
    assert calendar["x-wr-calname"] == "Months: Laura"
    assert len(calendar.walk("VEVENT")) == 11


def test_nothing_comes_up() -> None:
    page = agenda("-", "--days", "3", given=contract(calm="false", ended="2020-01-01", moved="2026-11-21"))

    assert page.splitlines()[3:] == [
        "Here is what comes up if nothing changes and nothing is recorded. Whatever you",
        "do and record changes what follows.",
        "1 open question could change it too: see the end.",
        "",
        "Nothing comes up until 24 November 2026.",
        "",
        "What could change this",
        "",
        "? When is it due?",
        "  Menu",
        "  contracts.a.due",
    ]


def test_more_questions_than_are_shown() -> None:
    page = agenda("laura.yaml", "--days", "1")

    assert page.splitlines()[-1] == "… and 1 more; advisor advise lists them all."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--days", "0"], "--days: 0 does not fit: write a number from 1 to 366."),
        (["--days", "53 weeks"], "--days: 371 does not fit: write a number from 1 to 366."),
        (["--days", "few"], '--days: "few" is no number: write one such as 7.'),
        (["--days", "367"], "--days: 367 does not fit: write a number from 1 to 366."),
        (["--format", "pdf"], '--format: "pdf" is none of text, json, ics.'),
        (["-o", ""], "-o / --output: name a file to write to."),
        (
            ["--as-of", "soon"],
            '--as-of: I can\'t read "soon". Try yesterday or 2026-11-21.',
        ),
    ],
)
def test_wrong_usage(arguments: list[str], says: str) -> None:
    result = run("agenda", "laura.yaml", "--rules", RULES, *arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{USAGE}{says}\n")


def test_a_broken_state_gives_no_agenda() -> None:
    result = run("agenda", "-", "--rules", RULES, given="contracts: [{id: a, ended: soon}]\n")

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.startswith('<stdin>:1:28: error[wrong-value]: "ended": found "soon"')


def test_names_cannot_act_on_the_terminal() -> None:
    title = '"\\u202eMenu\\n<script>"'
    page = agenda("-", given=contract(ended="2026-11-18").replace("Menu", title))

    assert " • Review Menu <script>\n" in page
    assert not {sign for sign in page if not sign.isprintable()} - {"\n"}


def test_the_page_fits() -> None:
    settings = {"COLUMNS": "40", "NO_COLOR": None}
    result = CliRunner(env=settings).invoke(main, ["agenda", "laura.yaml", "--rules", RULES])

    assert max(map(len, result.stdout.splitlines())) <= 40


def test_today_is_the_day_where_none_is_named() -> None:
    report = json.loads(agenda("-", "--format", "json", given="profile: {}\n"))

    assert report["as_of"] == str(datetime.date.today())


@pytest.mark.parametrize("days", ["2w", "a fortnight", "two weeks"])
def test_how_far_to_look_ahead_in_words(days: str) -> None:
    assert agenda("laura.yaml", "--days", days) == agenda("laura.yaml", "--days", "14")


def test_the_day_in_words() -> None:
    assert agenda("laura.yaml", "--as-of", "21 Nov 2026") == agenda("laura.yaml", "--as-of", "2026-11-21")
