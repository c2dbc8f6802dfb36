"""Whatever is typed for a day: it never raises, takes little time, and what we show is read back."""

import time
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.typed.days import read_typed_day, refused_day
from advisor.facts.typed.lean import Lean
from advisor.playbook.types import FieldType, Mismatch, iso_date, speak
from advisor.reports.wording import long_day, short_day

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31)).map(date.toordinal)
NEAR = st.integers(-300, 300)
PIECES = """
today last next this on the of in ago a 2 21 31 29 21st 0 99999 2026 26 week weeks d w m y friday fri may
march feb end beginning month year fortnight business days , . / - 3/4 ' time 2026-02-29 from now
"""
WORDS = st.sampled_from(PIECES.split())
ROWS = st.lists(WORDS, max_size=6)
PHRASES = st.one_of(st.text(max_size=80), ROWS.map(" ".join), ROWS.map("".join))
ALL_LEANS = st.sampled_from(list(Lean))


@given(PHRASES, DAYS, ALL_LEANS)
def test_no_phrase_raises_and_no_day_is_far_away(text: str, today: int, lean: Lean) -> None:
    day = read_typed_day(text, today, lean)

    if isinstance(day, Mismatch):
        assert refused_day(text, day).startswith("I can't read")
    else:
        assert abs(date.fromordinal(day).year - date.fromordinal(today).year) <= 100
        assert read_typed_day(iso_date(day), today, lean) == day


@given(PHRASES, ALL_LEANS, st.sampled_from([1, 2, 3_652_058, 3_652_059]))
def test_not_even_at_the_ends_of_the_calendar(text: str, lean: Lean, today: int) -> None:
    assert isinstance(read_typed_day(text, today, lean), int | Mismatch)


@given(DAYS, NEAR, ALL_LEANS)
def test_a_day_as_we_show_it_is_read_as_that_day(today: int, away: int, lean: Lean) -> None:
    day = today + away
    weekday = f"{date.fromordinal(day):%A} {long_day(day)}"  # as the agenda heads its days
    shown = (iso_date(day), short_day(day), long_day(day), speak(day, FieldType.DATE), weekday)

    assert [read_typed_day(text, today, lean) for text in shown] == [day] * 5


@given(DAYS, st.integers(0, 300))
def test_days_told_from_today(today: int, away: int) -> None:
    assert read_typed_day(f"in {away} days", today) == today + away
    assert read_typed_day(f"{away} days ago", today) == today - away
    assert read_typed_day(f"{away}d", today, Lean.LATER) == today + away
    assert read_typed_day(f"{away}d", today, Lean.BEHIND) == today - away


@given(PHRASES, DAYS)
def test_an_open_word_lies_where_it_is_asked_for(text: str, today: int) -> None:
    """Where no lean is needed, none changes the day; where one is, it is obeyed."""
    either, behind = read_typed_day(text, today), read_typed_day(text, today, Lean.BEHIND)
    later = read_typed_day(text, today, Lean.LATER)

    if isinstance(either, Mismatch) and isinstance(behind, int) and isinstance(later, int):
        assert behind <= today < later or behind == later


@given(DAYS, st.integers(-300, 300))
def test_readings_that_are_told_can_be_typed(today: int, away: int) -> None:
    day = date.fromordinal(today + away)
    told = read_typed_day(f"{day.day:02d}/{day.month:02d}/{day.year}", today)

    if isinstance(told, Mismatch):
        days = [read_typed_day(text, today) for text in told.expected.split(" or ")]
        assert today + away in days
        assert len(days) == 2
    else:
        assert told == today + away


def test_long_texts_take_little_time() -> None:
    started = time.perf_counter()
    for piece in ("1", " ", "a ", "the ", "on ", "1 ", "-", "nov ", "a couple of ", "in", ",", "9/", "'"):
        for length in (50, 60, 1_000_000):
            read_typed_day((piece * length)[:length], date(2026, 11, 28).toordinal())

    assert time.perf_counter() - started < 5
