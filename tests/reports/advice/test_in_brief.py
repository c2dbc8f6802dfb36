"""Advice in brief: a line an item, three of them in detail, and what to type next."""

from dataclasses import replace

import pytest

from advisor.advice.compare import key_of
from advisor.advice.model import AtStake, Recommendation
from advisor.playbook.types import FieldType
from advisor.reports.advice.as_text import advice_text
from advisor.reports.advice.in_brief import advice_page
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.reports.samples import ASIDE, EMPTY, FULL, QUESTIONS, REST, TALK, TODAY, advice

LOOK = TerminalStyle()


def listed(*items: Recommendation, look: TerminalStyle = LOOK) -> list[str]:
    """The lines of the list."""
    return advice_page(advice(items), look, full=False).split("\n\n")[1].splitlines()


def test_the_first_thing_to_do_stands_within_the_first_five_lines() -> None:
    text = advice_page(FULL, LOOK, who="Laura", full=False)

    assert text.splitlines()[:8] == [
        "Advice for Laura",
        "21 November 2026 · playbook: rules",
        "",
        " 1 ! Talk the problem on Manual for a pump over with Meridian Devices  in 7 days",
        " 2   Agree on a new date for Leaflets                          overdue by 2 days",
        " 3   Keep doing what got you to 92%",
        "",
        "In detail",
    ]


def test_what_is_at_stake_stands_where_no_day_does() -> None:
    money = AtStake(FieldType.MONEY, 26000)
    lines = listed(
        replace(TALK, stake=money, due=None),
        replace(TALK, rank=2, stake=money),
        replace(TALK, rank=3, due=None),
        replace(REST, rank=100, due=TODAY),
    )

    assert [line.split("  ")[-1].strip() for line in lines[:2]] == ["$260", "in 7 days"]
    assert lines[2].endswith("Meridian Devices")
    assert lines[3] == "100   Keep doing what got you to 92%".ljust(75) + "today"


@pytest.mark.parametrize("width", [40, 53, 80, 100])
def test_every_item_has_one_line_as_wide_as_the_terminal_at_most(width: int) -> None:
    wide = replace(TALK, title="日本語の取扱説明書を直す" * 5)
    lines = listed(TALK, wide, REST, look=TerminalStyle(width=width))

    assert len(lines) == 3
    assert max(map(cells, lines)) <= width


def test_a_mark_is_never_cut() -> None:
    marks = {key_of(TALK.action, TALK.subject): "new"}
    text = advice_page(FULL, LOOK, full=False, marks=marks)

    assert " 1 ! Talk the problem on Manual for a pump over with Meridian… (new)   in 7 days\n" in text
    assert " 1. Talk the problem on Manual for a pump over with Meridian Devices (new)\n" in text


def test_details_are_of_the_first_three_without_sources_and_lesser_reasons() -> None:
    items = [replace(REST, rank=rank) for rank in (2, 3, 4)]
    text = advice_page(advice((TALK, *items)), LOOK, full=False)

    assert "\nThe first 3 in detail\n" in text
    assert " 3. Keep doing" in text
    assert " 4. Keep doing" not in text
    assert "Also considered" not in text
    assert "talk-it-through@c-1" not in text
    assert "    • Deadlines missed on Manual for a pump: 3.\n" in text


def test_the_end_counts_what_is_not_for_now_and_asks_the_first_question() -> None:
    assert advice_page(FULL, LOOK, full=False, state="").split("\n\n")[-2:] == [
        "3 other things are better not done now: --full says why.\n"
        "2 answers would sharpen this. First: Could you still put it right? (Manual for a\n"
        "pump (Meridian Devices))",
        "advisor show 1 · done 1 · later 2 friday · ask · add · advise --full\n",
    ]
    one = advice((TALK,), ASIDE[1:2], QUESTIONS[1:])
    assert advice_page(one, LOOK, full=False, state="x.yaml").split("\n\n")[-2:] == [
        "1 other thing is better not done now: --full says why.\n"
        "1 answer would sharpen this. First: What is your Job Success Score?",
        "advisor ask x.yaml\nadvisor show 1 · done 1 · later 1 friday · add\n"
        "each with -f x.yaml\nEverything, with the sources: --full\n",
    ]


def test_where_nothing_is_to_do_no_number_is_named() -> None:
    assert advice_page(EMPTY, LOOK, full=False, state="").splitlines()[3:] == [
        "There is nothing you need to do now. Enjoy your day, and look again when",
        "something changes.",
        "",
        "advisor add",
    ]
    assert advice_page(EMPTY, LOOK, full=False) == advice_text(EMPTY, LOOK)
    asked = advice_page(advice(questions=QUESTIONS), LOOK, full=False, state="")
    assert asked.splitlines()[-1] == "advisor ask · add · advise --full"


def test_in_full_it_is_the_whole_text() -> None:
    assert advice_page(FULL, LOOK, who="Laura", top=2) == advice_text(FULL, LOOK, who="Laura", top=2)


def test_top_cuts_the_list() -> None:
    text = advice_page(FULL, LOOK, full=False, top=1)

    assert "Devices  in 7 days\n… and 2 more, less urgent.\n\nIn detail\n\n 1. Talk" in text


def test_colour_changes_nothing_but_colour() -> None:
    text = advice_page(FULL, TerminalStyle(colour=True), full=False)

    assert " 1 \x1b[1;31m!\x1b[0m Talk" in text
    assert "\x1b[1;31moverdue by 2 days\x1b[0m\n" in text
