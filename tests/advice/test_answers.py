"""What people answer, and what becomes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.answers import LONGEST, NOT_SO_FAR, Answer, Form, expected, read_answer
from advisor.playbook.types import FieldType, Mismatch, read_value
from advisor.playbook.units import Units

DOLLARS = Units("$")
TODAY = date(2026, 11, 21).toordinal()
MOOD = Form(FieldType.CHOICE, ("happy", "neutral", "unhappy"))
LISTED = (FieldType.CHOICE, FieldType.CHOICES)
TASKS = Form(FieldType.CHOICES, ("drawing", "writing", "web pages"))
DAY = "a day: 2026-05-01, 1 May 2026, today, yesterday or 3 days ago"


def read(answer: str, form: Form | FieldType) -> Answer | Mismatch:
    return read_answer(answer, form if isinstance(form, Form) else Form(form, units=DOLLARS), TODAY)


@pytest.mark.parametrize(
    ("kind", "answer", "text", "spoken"),
    [
        (FieldType.FLAG, "yes", "true", "yes"),
        (FieldType.FLAG, " N ", "false", "no"),
        (FieldType.FLAG, "True.", "true", "yes"),
        (FieldType.COUNT, "1,200", "1200", "1,200"),
        (FieldType.COUNT, "none", "0", "0"),
        (FieldType.MONEY, "$1,200.50", "1200.5", "$1,200.50"),
        (FieldType.MONEY, "Nothing", "0", "$0"),
        (FieldType.PERCENT, "92%", "92", "92%"),
        (FieldType.RATING, "4.5", "4.5", "4.5"),
        (FieldType.HOURS, "7.5 hours", "7.5", "7.5 hours"),
        (FieldType.DAYS, "2 weeks", "14 days", "14 days"),
        (FieldType.DATE, "2026-11-01", "2026-11-01", "1 November 2026"),
        (FieldType.DATE, "Today", "2026-11-21", "21 November 2026"),
        (FieldType.DATE, "yesterday", "2026-11-20", "20 November 2026"),
        (FieldType.DATE, "tomorrow", "2026-11-22", "22 November 2026"),
        (FieldType.DATE, "3 days  ago", "2026-11-18", "18 November 2026"),
        (FieldType.DATE, "a week ago", "2026-11-14", "14 November 2026"),
        (FieldType.DATE, "in 2 months", "2027-01-21", "21 January 2027"),
        (FieldType.DATE, "1 May 2026", "2026-05-01", "1 May 2026"),
        (FieldType.DATE, "1. sept. 2026", "2026-09-01", "1 September 2026"),
        (FieldType.DATE, "Nov 7, 2025", "2025-11-07", "7 November 2025"),
        (FieldType.DATE, "friday", "2026-11-27", "27 November 2026"),
        (FieldType.DATE, "end of month", "2026-11-30", "30 November 2026"),
        (FieldType.FLAG, "yep", "true", "yes"),
        (FieldType.FLAG, "none", "false", "no"),
        (FieldType.MONEY, "$1.2k", "1200", "$1,200"),
        (FieldType.MONEY, "500 dollars", "500", "$500"),
        (FieldType.RATING, "five stars", "5", "5"),
    ],
)
def test_what_people_say(kind: FieldType, answer: str, text: str, spoken: str) -> None:
    assert read(answer, kind) == Answer(text, spoken)


@pytest.mark.parametrize(
    ("kind", "answer", "expected", "hint"),
    [
        (FieldType.FLAG, "maybe", "yes or no", ""),
        (FieldType.COUNT, "-3", "a whole number, 0 or more", "no number here is negative"),
        (FieldType.PERCENT, "101", "a percentage from 0 to 100", ""),
        (FieldType.MONEY, "lots", "an amount of money such as 250 or $1,200.50", ""),
        (FieldType.DATE, "soon", DAY, ""),
        (FieldType.DATE, "Yes", DAY, "on which day?"),
        (FieldType.DATE, "31 June 2026", DAY, "there is no such day in the calendar"),
        (FieldType.DATE, "tomorow", DAY, 'did you mean "tomorrow"?'),
        (FieldType.DATE, "3 ju 2026", DAY, ""),
        (FieldType.DATE, "200 years ago", DAY, "that is more than a hundred years away"),
        (FieldType.DATE, "03/04/2026", "2026-03-04 or 2026-04-03",
         "it could be 4 March 2026 or 3 April 2026"),
        (FieldType.PERCENT, "0.92", "0.92% or 92%", "it could be 0.92% or 92%"),
        (FieldType.MONEY, "1.200", "$1.20 or $1,200", "it could be $1.20 or $1,200"),
        (FieldType.TEXT, '""', "a text on one line", "write something"),
        (FieldType.TEXT, "a\x1b[31mb", "a text on one line", "it holds U+001B, a control character"),
        (FieldType.TEXT, "x" * (LONGEST + 1), "a text of at most 1,000 characters", ""),
    ],
)  # fmt: skip
def test_what_is_no_answer(kind: FieldType, answer: str, expected: str, hint: str) -> None:
    assert read(answer, kind) == Mismatch(expected, hint)


def test_what_has_happened_is_no_day_to_come() -> None:
    form = Form(FieldType.DATE, is_past=True)

    assert read("today", form) == Answer("2026-11-21", "21 November 2026")
    assert read("friday", form) == Answer("2026-11-20", "20 November 2026")
    assert read("5 Dec", form) == Answer("2025-12-05", "5 December 2025")
    assert read("2026-12-24", form) == Mismatch(
        "a day up to 21 November 2026", "24 December 2026 is still to come"
    )


@pytest.mark.parametrize(
    ("answer", "choice"),
    [("happy", "happy"), ("HAPPY", "happy"), ("2", "neutral"), ("u", "unhappy"), ("neu", "neutral")],
)
def test_a_choice_by_its_name_its_number_or_its_beginning(answer: str, choice: str) -> None:
    assert read(answer, MOOD) == Answer(choice, choice, is_text=True)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [("0", ""), ("4", ""), ("99999", ""), ("hapy", 'did you mean "happy"?'), ("", ""), ("grumpy", "")],
)
def test_what_is_no_choice(answer: str, hint: str) -> None:
    assert read(answer, MOOD) == Mismatch("one of happy, neutral, unhappy", hint)


def test_a_beginning_that_several_choices_share_is_none() -> None:
    form = Form(FieldType.CHOICE, ("top", "top-rated", "top-notch"))

    assert read("top", form) == Answer("top", "top", is_text=True)
    assert read("top-", form) == Mismatch(
        "one of top, top-rated, top-notch", "it could be top-rated or top-notch"
    )


def test_choices_that_look_like_numbers_are_not_numbered() -> None:
    form = Form(FieldType.CHOICE, ("2", "1"))

    assert not form.is_numbered
    assert read("1", form) == Answer("1", "1", is_text=True)


def test_what_has_not_happened_leaves_its_field_empty() -> None:
    answers = [read("not yet", kind) for kind in (FieldType.DATE, FieldType.RATING, FieldType.PERCENT)]

    assert answers == [NOT_SO_FAR, NOT_SO_FAR, NOT_SO_FAR]


def test_a_text_may_stand_in_quotes() -> None:
    assert read(' "stop" ', FieldType.TEXT) == Answer("stop", "stop", is_text=True)
    assert read("Landing  page", FieldType.TEXT) == Answer("Landing  page", "Landing  page", is_text=True)


def test_an_id_has_no_blanks_and_no_signs() -> None:
    form = Form(FieldType.TEXT, is_id=True)
    expected = Mismatch("a short name of letters, digits, -, _ and ., such as acme")

    assert read("acme", form) == Answer("acme", "acme", is_text=True)
    assert [read(answer, form) for answer in ("a b", "a@b", "x" * 101)] == [expected] * 3
    assert read("a.b", form) == Answer("a.b", "a.b", is_text=True)


def test_every_type_says_what_is_expected() -> None:
    assert all(expected(Form(kind, ("a",) if kind in LISTED else ())) for kind in FieldType)


@given(st.text(max_size=40), st.sampled_from([kind for kind in FieldType if kind not in LISTED]))
def test_whatever_is_taken_reads_back_as_a_value(text: str, kind: FieldType) -> None:
    answer = read(text, kind)

    if isinstance(answer, Answer) and answer.text is not None:
        assert not isinstance(read_value(answer.text, kind), Mismatch)


@pytest.mark.parametrize(
    ("answer", "text"),
    [("writing", "writing"), ("Web, draw", "drawing, web pages"), ("3,1 , 3", "drawing, web pages")],
)
def test_several_choices_have_commas_between_them(answer: str, text: str) -> None:
    assert read(answer, TASKS) == Answer(text, text, is_text=True)


def test_each_of_several_choices_must_be_one() -> None:
    wrong = Mismatch("one or several of drawing, writing, web pages", 'did you mean "drawing"?')
    assert read("writing, sawing", TASKS) == wrong
    assert read("writing,", TASKS) == Mismatch("one or several of drawing, writing, web pages")
