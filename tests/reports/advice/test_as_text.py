"""Advice as a page: whole pages, in three widths, with and without colour and signs."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.advice.model import SetAsideReason, Subject
from advisor.playbook.model import Priority
from advisor.reports.advice.as_text import advice_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.reports.samples import ASIDE, EMPTY, FULL, MANUAL, QUESTIONS, TALK, TODAY, advice

GOLDEN = Path(__file__).parents[1] / "golden"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [40, 80, 100])
def test_a_whole_page(width: int) -> None:
    text = advice_text(FULL, TerminalStyle(width=width), who="Laura")

    assert text == (GOLDEN / f"full-{width}.txt").read_text(encoding="utf-8")


def test_a_page_where_the_encoding_has_no_signs() -> None:
    text = advice_text(FULL, TerminalStyle(unicode=False), who="Laura")

    assert text == (GOLDEN / "full-ascii.txt").read_text(encoding="ascii")


def test_colour_changes_nothing_but_colour() -> None:
    coloured = advice_text(FULL, TerminalStyle(colour=True), who="Laura")

    assert COLOUR.sub("", coloured) == advice_text(FULL, TerminalStyle(), who="Laura")
    assert " \x1b[1mTalk the problem on Manual for a pump over with Meridian Devices\x1b[0m\n" in coloured
    assert "    \x1b[1;31mCritical, by 28 Nov 2026, in 7 days\x1b[0m\n" in coloured
    assert "    \x1b[1;31mHigh, overdue by 2 days, since 19 Nov 2026\x1b[0m\n" in coloured
    assert "    \x1b[1;36m│\x1b[0m Hello Ada,\n" in coloured


@pytest.mark.parametrize("width", range(40, 101, 7))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = advice_text(FULL, TerminalStyle(width=width), who="Laura" * 30).splitlines()

    assert max(map(cells, lines)) <= width


def test_nothing_to_do_reads_kindly() -> None:
    assert advice_text(EMPTY, TerminalStyle()) == (
        "Your advice\n"
        "21 November 2026 · playbook: rules\n"
        "\n"
        "There is nothing you need to do now. Enjoy your day, and look again when\n"
        "something changes.\n"
    )


def test_nothing_to_do_yet_points_at_the_questions() -> None:
    text = advice_text(advice(questions=QUESTIONS[1:]), TerminalStyle())

    assert text.splitlines()[3:] == [
        "I can't tell yet: 1 answer is missing. Start with: What is your Job Success",
        "Score?",
        "",
        "Questions that would sharpen this",
        "",
        "? What is your Job Success Score?",
        "  May lead to: keep it up",
        "  profile.job_success",
    ]


def test_top_cuts_recommendations_alone_and_says_so() -> None:
    whole, cut = advice_text(FULL, TerminalStyle()), advice_text(FULL, TerminalStyle(), top=1)

    first = whole[: whole.index(" 2. Agree on a new date")]
    rest = whole[whole.index("Not now, and why") :]
    assert cut == f"{first}… and 2 more, less urgent.\n\n{rest}"
    assert advice_text(FULL, TerminalStyle(), top=3) == advice_text(FULL, TerminalStyle(), top=99) == whole


def test_what_others_wrote_cannot_act_on_the_terminal() -> None:
    hostile = "\x1b[31mRed\x1b[0m\x1b]0;title\x07 \u202etxt\u202c\x9b2J\r\nnext\tline\ud800\x00\x7f\x1b"
    safe = "Red txt next line\ufffd"
    subject = Subject("contract", hostile, hostile)
    talk = replace(
        TALK,
        subject=subject,
        title=hostile,
        reasons=(replace(TALK.reasons[0], text=hostile, rule=hostile),),
        steps=(hostile,),
        message=f"{hostile}\n",
        next_steps=(replace(TALK.next_steps[0], title=hostile),),
    )
    aside = replace(ASIDE[0], subject=subject, title=hostile, because=hostile, by=hostile)
    question = replace(QUESTIONS[0], subject=subject, question=hostile, find=hostile, path=hostile)
    whole = advice((talk,), (aside,), (question,), playbook=hostile)

    text = advice_text(whole, TerminalStyle(), who=hostile)

    assert all(line.isprintable() for line in text.split("\n"))
    assert text.splitlines()[0] == f"Advice for {safe}"
    assert f" 1. {safe}\n" in text
    assert f"    • {safe}\n" in text
    assert f"    1. {safe}\n" in text
    assert "    │ Red txt\n    │ next line\ufffd\n" in text
    assert f"    → {safe}\n" in text
    assert f"• {safe}\n  Hold off: {safe}\n" in text
    assert f"? {safe}\n  {safe} · Where to look: {safe}\n" in text


def test_wide_names_are_counted_as_wide() -> None:
    title = "日本語の取扱説明書を直す" * 5 + " 🎉 for Ōkina"
    text = advice_text(advice((replace(TALK, title=title),)), TerminalStyle(width=40))

    lines = text.splitlines()
    assert max(map(cells, lines)) <= 40
    assert lines[5] == " 1. 日本語の取扱説明書を直す日本語の取扱"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (None, "High"),
        (TODAY, "High, due today"),
        (TODAY + 1, "High, by 22 Nov 2026, tomorrow"),
        (TODAY + 400, "High, by 26 Dec 2027, in 400 days"),
        (TODAY - 1, "High, overdue by 1 day, since 20 Nov 2026"),
    ],
)
def test_deadlines_read_as_seen_from_today(deadline: int | None, words: str) -> None:
    item = replace(TALK, priority=Priority.HIGH, due=deadline)

    assert advice_text(advice((item,)), TerminalStyle()).splitlines()[6] == f"    {words}"


OF_ALL_CLEARS = (SetAsideReason.OTHER_ADVICE, SetAsideReason.OPEN_QUESTIONS)
OTHERWISE = (*OF_ALL_CLEARS, SetAsideReason.ONE_LETTER)  # told in other ways


def test_that_an_all_clear_is_not_true_needs_no_word() -> None:
    held = replace(ASIDE[1], reason=SetAsideReason.OTHER_ADVICE)

    assert advice_text(advice(set_aside=(held,)), TerminalStyle()) == advice_text(advice(), TerminalStyle())


def test_what_was_imported_alone_is_no_all_clear() -> None:
    held = replace(ASIDE[1], reason=SetAsideReason.OPEN_QUESTIONS)

    assert (
        "I can't tell yet: what was imported says nothing of trouble. advisor ask asks\n"
        "whether anything has happened, about the newest first.\n"
    ) in advice_text(advice(set_aside=(held,)), TerminalStyle())


@pytest.mark.parametrize("reason", [reason for reason in SetAsideReason if reason not in OTHERWISE])
def test_what_was_set_aside_says_why(reason: SetAsideReason) -> None:
    item = replace(ASIDE[1], reason=reason, subject=MANUAL)

    lead = "Hold off: " if reason is SetAsideReason.FORBIDDEN else ""
    text = advice_text(advice(set_aside=(item,)), TerminalStyle())
    assert text[text.index("Not now") :].splitlines() == [
        "Not now, and why",
        "",
        "• Take no new work",
        f"  {lead}Put off until 1 December 2026.",
        "  stop-taking-work@c-1 · by profile.history.0",
    ]
