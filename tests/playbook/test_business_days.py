"""Business days, held against counting them one by one."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.business_days import business_day_after, business_days_between

DAYS = st.integers(700_000, 700_400)


def counted(first: int, last: int) -> int:
    dates = map(datetime.date.fromordinal, range(first + 1, last + 1))
    return sum(date.weekday() < 5 for date in dates)


@given(DAYS, DAYS)
def test_business_days_are_counted(first: int, last: int) -> None:
    assert business_days_between(first, last) == (
        counted(first, last) if first <= last else -counted(last, first)
    )


@given(DAYS, st.integers(-300, 300))
def test_a_day_so_many_business_days_on(day: int, number: int) -> None:
    assert business_days_between(day, business_day_after(day, number)) == number
