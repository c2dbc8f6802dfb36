"""Durations: how they are read, and the days that they lead to, held against counting on one's fingers."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.durations import Duration, DurationUnit, read_duration
from advisor.playbook.types import LAST_DAY, FieldType, Mismatch, read_value

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)).map(datetime.date.toordinal)


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def is_business_day(ordinal: int) -> bool:
    return datetime.date.fromordinal(ordinal).weekday() < 5


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("14 days", Duration(14)),
        ("1 day", Duration(1)),
        ("3", Duration(3)),
        (" 2 weeks ", Duration(14)),
        ("1,200 days", Duration(1_200)),
        ("5 business days", Duration(5, DurationUnit.BUSINESS_DAY)),
        ("1 business day", Duration(1, DurationUnit.BUSINESS_DAY)),
        ("6 months", Duration(6, DurationUnit.MONTH)),
        ("12 months", Duration(12, DurationUnit.MONTH)),
        ("1 year", Duration(12, DurationUnit.MONTH)),
        ("1,000 years", Duration(12_000, DurationUnit.MONTH)),
    ],
)
def test_durations_are_read(text: str, duration: Duration) -> None:
    assert read_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    ["", "soon", "-3 days", "5 business weeks", "1.5 months", "1 businessday", "1" * 40 + " business days"],
)
def test_what_is_no_duration(text: str) -> None:
    expected = 'a duration such as "14 days", "5 business days" or "6 months"'
    hint = "no number here is negative" if text.startswith("-") else ""

    assert read_duration(text) == Mismatch(expected, hint)


@pytest.mark.parametrize("text", ["1,001 years", "12,001 months", "365,001 days", "365,001 business days"])
def test_a_duration_ends_within_the_calendar(text: str) -> None:
    assert read_duration(text) == Mismatch("a duration of at most 1,000 years")


def test_twelve_months_and_a_year_are_one_length() -> None:
    assert read_value("12 months", FieldType.DAYS) == read_value("1 year", FieldType.DAYS) == 365
    assert [read_value(f"{n} months", FieldType.DAYS) for n in (1, 2, 3, 6, 9, 24)] == [
        *(30, 61, 91),
        *(183, 274, 730),
    ]


def test_business_days_are_counted_from_a_date_alone() -> None:
    hint = "business days are counted from a date, as in a deadline; elsewhere a week has 7 days"

    assert read_value("5 business days", FieldType.DAYS) == Mismatch(
        'a duration such as "14 days" or "6 months"', hint
    )


@pytest.mark.parametrize(
    ("start", "text", "after", "before"),
    [
        ("2026-11-27", "1 business day", "2026-11-30", "2026-11-26"),  # a Friday
        ("2026-11-28", "1 business day", "2026-11-30", "2026-11-27"),  # a Saturday
        ("2026-11-29", "1 business day", "2026-11-30", "2026-11-27"),  # a Sunday
        ("2026-11-30", "1 business day", "2026-12-01", "2026-11-27"),  # a Monday
        ("2026-11-30", "5 business days", "2026-12-07", "2026-11-23"),
        ("2026-11-29", "0 business days", "2026-11-29", "2026-11-29"),
        ("2026-01-31", "1 month", "2026-02-28", "2025-12-31"),
        ("2024-02-29", "1 year", "2025-02-28", "2023-02-28"),
        ("2026-03-31", "13 months", "2027-04-30", "2025-02-28"),
        ("2026-11-21", "2 weeks", "2026-12-05", "2026-11-07"),
    ],
)
def test_the_day_after_and_before(start: str, text: str, after: str, before: str) -> None:
    duration = read_duration(text)
    assert isinstance(duration, Duration)

    assert (duration.after(day(start)), duration.before(day(start))) == (day(after), day(before))


@given(DAYS, st.integers(1, 400))
def test_business_days_are_those_that_one_meets_on_the_way(start: int, number: int) -> None:
    duration = Duration(number, DurationUnit.BUSINESS_DAY)
    onwards, back = duration.after(start), duration.before(start)

    assert is_business_day(onwards)
    assert is_business_day(back)
    assert sum(map(is_business_day, range(start + 1, onwards + 1))) == number
    assert sum(map(is_business_day, range(back, start))) == number


@given(DAYS, st.integers(0, 2_000))
def test_months_keep_the_day_of_the_month_where_there_is_one(start: int, number: int) -> None:
    duration = Duration(number, DurationUnit.MONTH)
    date, onwards = (datetime.date.fromordinal(one) for one in (start, duration.after(start)))
    following = datetime.date.fromordinal(onwards.toordinal() + 1)

    assert onwards.year * 12 + onwards.month == date.year * 12 + date.month + number
    assert onwards.day == date.day or (onwards.day < date.day and following.day == 1)


@pytest.mark.parametrize("unit", DurationUnit)
def test_no_day_lies_beyond_the_calendar(unit: DurationUnit) -> None:
    assert Duration(12_000, unit).after(LAST_DAY - 3) == LAST_DAY
    assert Duration(12_000, unit).before(3) == 1


def test_durations_in_words() -> None:
    words = [str(Duration(n, unit)) for n in (1, 1_200) for unit in DurationUnit]

    assert words == [
        "1 day",
        "1 business day",
        "1 month",
        "1,200 days",
        "1,200 business days",
        "1,200 months",
    ]
