"""Days, points and counts in words."""

import pytest

from advisor.reports.wording import action_words, count, iso_day, listed, long_day, points_at_stake, short_day


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
        (1, "less than 0.1 points of job success"),
        (33, "about 0.3 points of job success"),
        (100, "about 1 point of job success"),
        (258, "about 2.6 points of job success"),
        (525, "about 5.3 points of job success"),
        (535, "about 5.4 points of job success"),
        (1050, "about 11 points of job success"),
        (1000, "about 10 points of job success"),
        (3333, "about 33 points of job success"),
    ],
)
def test_points(hundredths: int, words: str) -> None:
    assert points_at_stake(hundredths) == words


def test_counts() -> None:
    assert (count(1, "day"), count(0, "day"), count(1200, "day")) == ("1 day", "0 days", "1,200 days")


def test_an_action_in_words() -> None:
    assert action_words("offer-partial-refund") == "offer partial refund"


def test_names_one_after_the_other() -> None:
    assert [listed(["a", "b", "c"][:end]) for end in range(4)] == ["", "a", "a and b", "a, b and c"]
