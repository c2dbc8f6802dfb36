"""Days, points and counts in words."""

import pytest

from advisor.playbook.terms import NEUTRAL, Terms
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units
from advisor.reports.wording import action_words, at_stake, count, iso_day, listed, long_day, short_day


def test_days() -> None:
    assert (short_day(739946), long_day(739946), iso_day(739946)) == (
        "26 Nov 2026",
        "26 November 2026",
        "2026-11-26",
    )


def test_a_day_beyond_the_calendar_is_its_last() -> None:
    assert (short_day(9_999_999), iso_day(9_999_999), iso_day(0)) == (
        "31 Dec 9999",
        "9999-12-31",
        "0001-01-01",
    )


@pytest.mark.parametrize(
    ("hundredths", "words"),
    [
        (1, "less than 1 point of your trust"),
        (99, "less than 1 point of your trust"),
        (100, "at least 1 point of your trust"),
        (199, "at least 1 point of your trust"),
        (525, "at least 5 points of your trust"),
        (1050, "at least 10 points of your trust"),
        (1000, "at least 10 points of your trust"),
        (3333, "at least 33 points of your trust"),
    ],
)
def test_points(hundredths: int, words: str) -> None:
    assert at_stake(hundredths, FieldType.POINTS, Terms(score="trust")) == words


def test_what_is_at_stake_in_the_words_of_a_playbook() -> None:
    terms = Terms(Units("€", after=True, point="mark", points="marks"), score="standing")

    assert [at_stake(number, FieldType.POINTS, terms) for number in (1, 100, 258)] == [
        "less than 1 mark of your standing",
        "at least 1 mark of your standing",
        "at least 2 marks of your standing",
    ]
    assert at_stake(1200_00, FieldType.MONEY, terms) == "1,200 €"
    assert at_stake(258, FieldType.POINTS, NEUTRAL) == "at least 2 points of your score"


def test_counts() -> None:
    assert (count(1, "day"), count(0, "day"), count(1200, "day")) == ("1 day", "0 days", "1,200 days")


def test_an_action_in_words() -> None:
    assert action_words("offer-partial-refund") == "offer partial refund"


def test_names_one_after_the_other() -> None:
    assert [listed(["a", "b", "c"][:end]) for end in range(4)] == ["", "a", "a and b", "a, b and c"]
