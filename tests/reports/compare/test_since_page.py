"""What is new in advice since it was saved: the page and the JSON."""

import json
from dataclasses import replace

import pytest

from advisor.advice.compare import Change, Comparison, compare_advice
from advisor.advice.model import Advice
from advisor.reports.advice.as_json import advice_json
from advisor.reports.advice.as_text import advice_text
from advisor.reports.advice.saved import SavedAdvice
from advisor.reports.compare.since import Since, since_json, since_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.reports.samples import (
    ASIDE,
    DIGEST,
    EMPTY,
    FULL,
    LEAFLETS,
    QUESTIONS,
    RENEGOTIATE,
    REST,
    TALK,
    TODAY,
    advice,
)


def saved(advice: Advice, day: int = TODAY - 7, digest: str = DIGEST) -> Advice:
    """The same as it was then."""
    return Advice(
        day,
        advice.playbook,
        recommendations=advice.recommendations,
        set_aside=advice.set_aside,
        questions=advice.questions,
        digest=lambda: digest,
    )


def news(then: Advice, now: Advice, cut: int = 0, unsure: tuple[Change, ...] = ()) -> Since:
    compared = compare_advice(then, now, words=False)
    sure = tuple(change for change in compared.changes if change not in unsure)
    comparison = Comparison(then, now, sure)
    return Since(SavedAdvice(then, cut), comparison, unsure, frozenset({"profile.job_success"}))


THEN = saved(advice((replace(RENEGOTIATE, rank=1), replace(REST, rank=2)), (), QUESTIONS[1:]))
NOW = advice((TALK, RENEGOTIATE), ASIDE[:1], QUESTIONS[:1])
FIRST = """\
What is new since 14 November 2026

 + Talk the problem on Manual for a pump over with Meridian Devices
   now rank 1, critical, by 28 Nov 2026
   • Meridian Devices is unhappy, and talking costs least.
   • Half of all trouble is a misunderstanding.
   talk-it-through@c-1 · by talk-first, talk-early and talk-by-call
 - Keep doing what got you to 92%
   was rank 2, low
   • No rule calls for it any more.
   keep-it-up · no longer by great-score
 x Offer a lower price for Manual for a pump
   set aside: You wrote 3 days ago; wait for the answer.
   offer-discount@c-1 · by discount and wait-for-the-answer
 + Offer to fix Manual for a pump
   next step after "Talk the problem on Manual for a pump over with Meridian
   Devices"
   offer-to-fix@c-1 · by fix-it
 ? Could you still put it right?
   asked for now · Manual for a pump (Meridian Devices) · contracts.c-1.fixable
 ? What is your Job Success Score?
   answered · profile.job_success

Advice for Nora
"""
CUT = """\
What is new since 14 November 2026

The saved advice was cut short by --top, so 2 recommendations from then cannot
be compared, and these may or may not be new. Save it without --top to know for
sure.
 ? Agree on a new date for Leaflets

"""


def test_the_page_begins_with_what_is_new_and_marks_it() -> None:
    text = since_text(news(THEN, NOW), TerminalStyle(), who="Nora")

    assert text.startswith(FIRST)
    marked = text.removeprefix(FIRST.removesuffix("Advice for Nora\n"))
    assert [line for line in marked.splitlines() if line.endswith("(new)")] == [
        " 1. Talk the problem on Manual for a pump over with Meridian Devices (new)",
        "• Offer a lower price for Manual for a pump (new)",
        "? Could you still put it right? (new)",
    ]
    assert marked.replace(" (new)", "") == advice_text(NOW, TerminalStyle(), who="Nora")


def test_nothing_is_new() -> None:
    text = since_text(news(saved(FULL), FULL), TerminalStyle())

    assert text == f"Nothing is new since 14 November 2026\n\n{advice_text(FULL, TerminalStyle())}"


@pytest.mark.parametrize(
    ("day", "digest", "remark"),
    [
        (TODAY, DIGEST, "The saved advice is from the same day.\n"),
        (
            TODAY + 2,
            DIGEST,
            "The saved advice is from a later day: here is how the advice of 21 November 2026\ndiffers.\n",
        ),
        (
            TODAY - 7,
            "sha256:1",
            "The playbook has changed too, so it may be a rule that is new, not a fact or the\nday.\n",
        ),
    ],
)
def test_what_a_reader_has_to_know(day: int, digest: str, remark: str) -> None:
    text = since_text(news(saved(FULL, day, digest), FULL), TerminalStyle())

    assert text.split("\n", 1)[1] == f"{remark}\n{advice_text(FULL, TerminalStyle())}"


def test_what_a_cut_file_leaves_open_stands_in_short() -> None:
    now = advice((RENEGOTIATE,))
    unsure = compare_advice(EMPTY, now).changes
    text = since_text(news(saved(EMPTY), now, 2, unsure), TerminalStyle())

    assert text.startswith(CUT)
    assert "\n 2. Agree on a new date for Leaflets (perhaps new)\n" in text


def test_a_cut_file_that_leaves_nothing_open() -> None:
    text = since_text(news(saved(FULL), FULL, 1), TerminalStyle())

    assert text.startswith(
        "Nothing is new since 14 November 2026\n"
        "\n"
        "The saved advice was cut short by --top, so 1 recommendation from then cannot be\n"
        "compared.\n"
        "\n"
        "Your advice\n"
    )


@pytest.mark.parametrize("width", [40, 80, 100])
def test_the_page_fits_its_width_without_signs(width: int) -> None:
    text = since_text(news(THEN, NOW), TerminalStyle(width=width, unicode=False), who="Nora")

    assert text.isascii()
    assert max(map(cells, text.splitlines())) <= width


def test_text_from_a_state_or_a_file_does_not_act() -> None:
    evil = "\x1b[31mACME\u202e\n<script>"
    bad = replace(RENEGOTIATE, subject=replace(LEAFLETS, label=evil), title=evil)
    went = replace(REST, rank=1, title=evil, action=evil)
    for then, now in ((EMPTY, advice((bad,))), (advice((went,)), EMPTY), (advice((), ASIDE), advice((bad,)))):
        changes = compare_advice(then, now, words=False).changes
        for recent in (news(saved(then), now), news(saved(then), now, 1, changes)):
            text = since_text(recent, TerminalStyle(), who=evil)

            assert "\x1b" not in text
            assert "\u202e" not in text
            assert "ACME <script>" in text


@pytest.mark.parametrize(
    ("deadline", "reason"),
    [
        (TODAY - 8, "No rule calls for it any more."),  # it was over already when the advice was saved
        (TODAY - 7, "Its deadline passed on 14 November 2026."),
        (TODAY - 1, "Its deadline passed on 20 November 2026."),
        (TODAY, "No rule calls for it any more."),
        (None, "No rule calls for it any more."),
    ],
)
def test_what_goes_with_its_deadline_was_missed(deadline: int | None, reason: str) -> None:
    text = since_text(news(saved(advice((replace(REST, due=deadline),))), EMPTY), TerminalStyle())

    assert f"   • {reason}\n" in text


def test_the_json_is_the_advice_with_one_more_key() -> None:
    value = json.loads(since_json(news(THEN, NOW, 3), top=1))
    since = value.pop("since")

    assert value == json.loads(advice_json(NOW, top=1))
    assert {key: value for key, value in since.items() if key not in ("changes", "new_questions")} == {
        "as_of": "2026-11-14",
        "playbook": {"name": "rules", "digest": DIGEST},
        "more": 3,
        "old_questions": [
            {
                "path": "profile.job_success",
                "subject": {"entity": "profile", "id": "profile", "label": "your profile"},
                "question": "What is your Job Success Score?",
                "find": "",
                "could_bring": ["keep-it-up"],
                "could_forbid": [],
                "could_move": [],
                "answered": True,
            }
        ],
        "perhaps": [],
    }
    assert [(change["kind"], change["action"]) for change in since["changes"]] == [
        ("came", "talk-it-through"),
        ("went", "keep-it-up"),
        ("set aside", "offer-discount"),
        ("next step", "offer-to-fix"),
    ]
