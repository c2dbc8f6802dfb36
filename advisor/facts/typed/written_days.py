"""Days written with a number: "21.11.2026", "11/21/2026", "Nov 21", "Friday, 27 Nov 2026", "the 21st"."""

import datetime
import re
from dataclasses import replace

from advisor.facts.typed.lean import (
    EXPECTED_DAY,
    NO_SUCH_DAY,
    WEEKDAYS,
    Readings,
    certain,
    one_of,
    open_between,
)
from advisor.playbook.types import MONTHS, Mismatch

_FOUR_DIGITS = Mismatch(EXPECTED_DAY, "write the year with four digits")
_YEAR_TOO = Mismatch(EXPECTED_DAY, "write the year as well")
_NEAR = 366  # days: a day without its year lies no farther away

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{2}|\d{4}))?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{2}|\d{4}))?", re.ASCII)
_WEEKDAY = r"(?:([a-z]{3,9})[.,]{0,2} (?:the )?)?"
_YEAR = r"(?:[ ,-]{1,2}(?:'?(\d{2})|(\d{4})))?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_FIRST = re.compile(rf"{_WEEKDAY}{_DAY}\.?[ -]?(?:of )?([a-z]{{3,9}})\.?{_YEAR}", re.ASCII)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}([a-z]{{3,9}})\.?[ -]?(?:the )?{_DAY}{_YEAR}", re.ASCII)
_DAY_ALONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)


def written_day(phrase: str, today: int) -> Readings | Mismatch | None:
    """The readings of a phrase in small letters, or why it has none; None for another kind of phrase."""
    if found := _YEAR_FIRST.fullmatch(phrase):
        return _dated(int(found[1]), int(found[3]), int(found[4]))
    if found := _DOTTED.fullmatch(phrase):
        return _dotted(int(found[1]), int(found[2]), found[3] or "", today)
    if found := _SLASHED.fullmatch(phrase):
        return _slashed(int(found[1]), int(found[3]), found[4] or "", today, is_slash=found[2] == "/")
    if found := _DAY_ALONE.fullmatch(phrase):
        return _day_of_a_month(int(found[1]), today)
    return _named(phrase, today)


def index_of(names: tuple[str, ...], begun: str) -> int | None:
    """The number of the only name that begins so, with three letters at least."""
    found = [n for n, name in enumerate(names) if len(begun) > 2 and name.lower().startswith(begun)]
    return found[0] if len(found) == 1 else None


def ordinal_or_none(year: int, month: int, day: int) -> int | None:
    """The ordinal of a day that the calendar has."""
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return None


def yearly(month: int, day: int, today: int) -> list[int]:
    """The day of a month, of any year, that is today; else the last and the next one, if they are near."""
    year = datetime.date.fromordinal(today).year
    days = [ordinal_or_none(year + n, month, day) for n in (-1, 0, 1)]
    near = [one for one in days if one is not None and abs(one - today) <= _NEAR]
    return _around(near, today)


def _around(days: list[int], today: int) -> list[int]:
    """Today, if it is among the days; else the last one before it and the next one after it."""
    if today in days:
        return [today]
    before, after = ([d for d in days if d < today], [d for d in days if d > today])
    return [*before[-1:], *after[:1]]


def _dated(year: int, month: int, day: int) -> Readings | Mismatch:
    found = ordinal_or_none(year, month, day)
    return NO_SUCH_DAY if found is None else certain(found)


def _dotted(day: int, month: int, year: str, today: int) -> Readings | Mismatch:
    """A day before its month, with the year or without: a full stop behind the month was taken off."""
    if len(year) == 2:
        return _FOUR_DIGITS
    return _dated(int(year), month, day) if year else _without_year(month, day, today)


def _slashed(first: int, second: int, year: str, today: int, *, is_slash: bool) -> Readings | Mismatch | None:
    """A day and a month in the order of one country or another."""
    if len(year) == 2:
        return _FOUR_DIGITS
    if not year and not is_slash:
        return None  # "3-4" is rather a span
    orders = dict.fromkeys([(first, second), (second, first)])
    if year:
        days = [day for m, d in orders if (day := ordinal_or_none(int(year), m, d)) is not None]
        return one_of(*days) if days else NO_SUCH_DAY
    good = [(m, d) for m, d in orders if ordinal_or_none(2000, m, d) is not None]  # a leap year
    if len(good) == 2:
        words = " or ".join(f"{d} {MONTHS[m - 1]}" for m, d in sorted(good))
        return Mismatch(words, f"it could be {words}")
    return _without_year(*good[0], today) if good else NO_SUCH_DAY


def _without_year(month: int, day: int, today: int) -> Readings | Mismatch:
    if ordinal_or_none(2000, month, day) is None:
        return NO_SUCH_DAY
    days = yearly(month, day, today)
    return open_between(*days) if len(days) == 2 or days == [today] else _YEAR_TOO


def _day_of_a_month(day: int, today: int) -> Readings | Mismatch:
    """ "the 21st": of this month or the next one before or after it that has such a day."""
    now = datetime.date.fromordinal(today)
    months = [divmod(now.year * 12 + now.month - 1 + n, 12) for n in range(-2, 3)]
    days = [ordinal_or_none(year, month + 1, day) for year, month in months]
    there = _around([one for one in days if one is not None], today)
    return open_between(*there) if there else NO_SUCH_DAY


def _named(phrase: str, today: int) -> Readings | Mismatch | None:
    """A day with its month by name, and perhaps with its year and its day of the week."""
    if found := _DAY_FIRST.fullmatch(phrase):
        weekday, day, name, short, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(phrase):
        weekday, name, day, short, year = found.groups()
    else:
        return None
    month, on = index_of(MONTHS, name), index_of(WEEKDAYS, weekday or "")
    if month is None or (weekday and on is None):
        return None
    if short:
        return _FOUR_DIGITS
    if year:
        readings: Readings | Mismatch = _dated(int(year), month + 1, int(day))
    else:
        readings = _without_year(month + 1, int(day), today)
    return readings if isinstance(readings, Mismatch) else replace(readings, weekday=on)
