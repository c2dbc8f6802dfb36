"""`advisor agenda --set`: what is supposed is told as that, wherever the agenda goes."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.advice.monthly import RULES, STATE
from tests.cli.command import run


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("laura.yaml").write_text(STATE, encoding="utf-8")


def agenda(*arguments: str) -> str:
    result = run("agenda", *arguments, "--rules", RULES)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


SUPPOSED = ("laura.yaml", "--days", "10", "--set", "contracts.a.ended=2026-11-20")


def test_a_page_says_first_what_is_supposed() -> None:
    assert agenda(*SUPPOSED).splitlines()[:11] == [
        "Agenda for Laura",
        "21 November 2026 to 1 December 2026 · playbook: Months",
        "",
        "Suppose",
        "",
        " = The ended is on 20 November 2026.",
        "   Today: the ended is on 18 November 2026.",
        "   Menu · contracts.a.ended",
        "",
        "Here is what comes up if nothing changes and nothing is recorded. Whatever you",
        "do and record changes what follows.",
    ]


def test_programs_are_told_what_is_supposed() -> None:
    assert json.loads(agenda(*SUPPOSED, "--format", "json"))["supposed"] == [
        {
            "path": "contracts.a.ended",
            "about": "Menu",
            "before": "18 November 2026",
            "after": "20 November 2026",
            "read": True,
        }
    ]


def test_no_supposed_event_passes_for_a_real_one() -> None:
    real = Calendar.from_ical(agenda("laura.yaml", "--days", "10", "--format", "ics"))
    supposed = Calendar.from_ical(agenda(*SUPPOSED, "--format", "ics"))

    assert supposed["x-wr-calname"] == "Months (supposed): Laura"
    events = supposed.walk("VEVENT")
    assert {str(event["description"]).splitlines()[0] for event in events} == {
        "Supposed: The ended is on 20 November 2026 (Menu)."
    }
    assert not {event["uid"] for event in events} & {event["uid"] for event in real.walk("VEVENT")}


def test_answers_in_an_overlay_are_not_supposed() -> None:
    Path("answers.yaml").write_text("contracts.a.ended: 2026-11-20\n", encoding="utf-8")

    calendar = agenda("laura.yaml", "--overlay", "answers.yaml", "--format", "ics")

    assert "upposed" not in calendar
