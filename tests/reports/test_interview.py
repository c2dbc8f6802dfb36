"""An interview as it reads: wide and narrow, with colour and without signs, whatever the state says."""

from pathlib import Path

import pytest

from advisor.advice.answers import Answer, Form
from advisor.advice.api import Playbook
from advisor.advice.asking import Given
from advisor.advice.compare import compare_advice
from advisor.advice.interview import Interview
from advisor.facts import State
from advisor.playbook.grammar import DECLARABLE
from advisor.playbook.types import FieldType, Mismatch
from advisor.playbook.units import Units
from advisor.reports.interview import (
    closing_text,
    help_text,
    noted_text,
    opening_text,
    question_text,
    refused_text,
    unasked_text,
)
from advisor.reports.terminal.style import TerminalStyle
from tests.advice.test_interview import PLAYBOOK

PLAIN = TerminalStyle(width=80)
NARROW = TerminalStyle(width=40, unicode=False)
HOSTILE = "Lo\u202ego\u200f <script>\n&"


def interview(contracts: int = 1, title: str = "Logo", clients: int = 1) -> Interview:
    listed = [{"id": f"k{n}", "name": f"Client {n}"} for n in range(clients)]
    values = [
        {"id": f"c{n}", "title": title, "client": "k0", "mood": "happy", "moved": "2026-05-01", "paid": 0}
        for n in range(contracts)
    ]
    state = {"as_of": "2026-11-21", "profile": {"score": 5}, "clients": listed, "contracts": values}
    return Interview(PLAYBOOK, State.from_values(state))


def after(start: Interview, *answers: str) -> Interview:
    for answer in answers:
        step = start.answered(answer)
        assert isinstance(step, Interview)
        start = step
    return start


def test_of_much_advice_the_first_is_named() -> None:
    (question,) = [question_text(interview(contracts=5), PLAIN)]

    assert question == (
        "? Is this client fair?\n"
        "  Client 0\n"
        "  Why I ask: your answer may rule out\n"
        "    - Ask about Logo (medium)\n"
        "  Answer with yes or no.\n"
    )


def test_different_titles_are_counted() -> None:
    five = {
        "as_of": "2026-11-21",
        "profile": {"score": 5},
        "clients": [{"id": "k"}],
        "contracts": [
            {
                "id": f"c{n}",
                "title": f"Job {n}",
                "client": "k",
                "mood": "happy",
                "moved": "2026-05-01",
                "paid": 0,
            }
            for n in range(5)
        ],
    }
    text = question_text(Interview(PLAYBOOK, State.from_values(five)), NARROW)

    assert text == (
        "? Is this client fair?\n"
        "  Your client\n"
        "  Why I ask: your answer may rule out\n"
        "    - Ask about Job 0 (medium)\n"
        "    - Ask about Job 1 (medium)\n"
        "    - Ask about Job 2 (medium)\n"
        "      and 2 more\n"
        "  Answer with yes or no.\n"
    )


def test_of_many_changes_the_first_are_shown() -> None:
    done = after(interview(contracts=4), "no")

    assert done.changes is not None
    assert noted_text(done.given[0], done.changes, NARROW) == (
        "  Noted: no.\n"
        "  - No longer: Ask about Logo\n"
        "  - No longer: Ask about Logo\n"
        "  ... and 2 more changes\n"
        "\n"
    )


def test_next_steps_are_changes_too() -> None:
    deeds = Playbook.load(str(Path(__file__).parents[1] / "cli" / "log_rules"))
    unnamed, named = (
        deeds.review(State.parse(f"as_of: 2026-11-21\ncontracts: [{{id: a, {title}}}]\n", "s"))
        for title in ("title: null", "title: Menu")
    )
    asking = interview().asking
    assert asking is not None
    given = Given(asking, Answer("Menu", "Menu", is_text=True))

    assert noted_text(given, compare_advice(unnamed, named), PLAIN) == (
        "  Noted: Menu.\n"
        "  + New: Ask about Menu (medium)\n"
        "  + New next step: Close Menu, after Ask about Menu\n"
        "\n"
    )
    assert noted_text(given, compare_advice(named, unnamed), PLAIN) == (
        "  Noted: Menu.\n  - No longer: Ask about Menu\n  - No longer a next step: Close Menu\n\n"
    )


def test_with_colour() -> None:
    look = TerminalStyle(width=80, colour=True)

    assert question_text(interview(), look, brief=True) == (
        "\x1b[1;36m?\x1b[0m \x1b[1mIs this client fair?\x1b[0m\n  Client 0\n"
    )
    assert refused_text(Form(FieldType.FLAG), Mismatch("yes or no"), look) == (
        "  \x1b[1;33mI didn't catch that. Try yes or no.\x1b[0m\n"
    )


@pytest.mark.parametrize(
    ("form", "mismatch", "told"),
    [
        (
            Form(FieldType.PERCENT),
            Mismatch("a percentage from 0 to 100"),
            "I didn't catch that. Try 92 or 92%.",
        ),
        (Form(FieldType.DATE), Mismatch("a day"), "I didn't catch that. Write a date like 2026-11-21."),
        (
            Form(FieldType.DATE, is_past=True),
            Mismatch("a day up to 21 November 2026", "24 December 2026 is still to come"),
            "24 December 2026 is still to come. Write a date like 2026-11-21.",
        ),
        (
            Form(FieldType.CHOICE, ("happy",)),
            Mismatch("one of happy", 'did you mean "happy"?'),
            'Did you mean "happy"? Answer with one of happy.',
        ),
        (
            Form(FieldType.MONEY, units=Units("€", after=True)),
            Mismatch("an amount"),
            "I didn't catch that. Try 250 or 1,200.50 €.",
        ),
        (
            Form(FieldType.TEXT),
            Mismatch("a text of at most 1,000 characters"),
            "I didn't catch that. Answer with a text of at most 1,000 characters.",
        ),
    ],
)
def test_what_is_no_answer_gets_an_example(form: Form, mismatch: Mismatch, told: str) -> None:
    assert " ".join(refused_text(form, mismatch, PLAIN).split()) == told


def test_a_long_list_of_ids_is_cut() -> None:
    state = {
        "as_of": "2026-11-21",
        "profile": {"score": 5},
        "clients": [{"id": f"k{n}", "name": HOSTILE} for n in range(20)],
        "contracts": [{"id": "c", "title": HOSTILE, "mood": "happy", "moved": "2026-05-01", "paid": 0}],
    }
    asking = Interview(PLAYBOOK, State.from_values(state))

    text = question_text(asking, TerminalStyle(width=100))

    assert text.endswith(
        "    - Ask about Logo <script> & (medium)\n"
        "  1 k0 (Logo <script> &) · 2 k1 (Logo <script> &) · 3 k10 (Logo <script> &)\n"
        "  4 k11 (Logo <script> &) · 5 k12 (Logo <script> &) · 6 k13 (Logo <script> &)\n"
        "  7 k14 (Logo <script> &) · 8 k15 (Logo <script> &) · 9 k16 (Logo <script> &)\n"
        "  10 k17 (Logo <script> &) · 11 k18 (Logo <script> &) · 12 k19 (Logo <script> &) · 8 more\n"
    )


def test_help_has_examples_for_every_type() -> None:
    asking = interview().asking
    assert asking is not None
    for kind in set(DECLARABLE) - {FieldType.CHOICE, FieldType.CHOICES, FieldType.ACTION}:
        text = help_text(type(asking)(asking.question, Form(kind)), PLAIN)
        assert "\n  Examples: " in text, kind


def test_the_opening_and_the_closing() -> None:
    begun, done = interview(), after(interview(), "yes")

    assert opening_text(begun, NARROW, who=HOSTILE, kept="", typed=False) == (
        "Logo <script> &: 1 answer could change\nyour advice.\n\n"
    )
    assert closing_text(begun, PLAIN, kept="") == "1 question is left for another time.\n\n"
    assert closing_text(done, PLAIN, kept="Kept.") == "That's all I need to know for now.\nKept.\n\n"
    assert closing_text(interview(contracts=0), PLAIN, kept="") == ""
    assert opening_text(interview(contracts=0), PLAIN, kept="x") == (
        "Nothing to ask: no missing answer would change your advice now.\n\n"
    )


def test_many_facts_that_nobody_asked_for() -> None:
    paths = [f"profile.p{n}" for n in range(14)]

    assert unasked_text(paths, None, PLAIN, known=0) == (
        "No question asked for profile.p0, profile.p1, profile.p2, profile.p3,\n"
        "profile.p4, profile.p5, profile.p6, profile.p7, profile.p8, profile.p9,\n"
        "profile.p10, profile.p11 and 2 more; kept all the same.\n"
        "\n"
    )
