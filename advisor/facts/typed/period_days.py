"""Weeks, months and years that stand for a day: "next week", "last March", "end of month"."""

import calendar
import datetime
import re

from advisor.facts.typed.lean import EXPECTED_DAY, Readings, certain, one_of, open_between
from advisor.facts.typed.written_days import index_of, ordinal_or_none
from advisor.playbook.types import MONTHS, Mismatch

_EDGE = re.compile(r"(?:(?P<start>beginning|start|first(?: day)?)|end|last day) of (?:the )?(?P<of>.+)")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_PERIOD = re.compile(r"(?:(?P<lean>last|this|next) )?(?P<name>[a-z]{3,9})\.?(?: (?P<year>\d{4}))?", re.ASCII)
_SHIFT = {"last": -1, "this": 0, "next": 1, None: 0}
_FRIDAY, _SUNDAY = 4, 6
_WHICH_DAY = Mismatch(EXPECTED_DAY, "which day?")


def period_day(phrase: str, today: int) -> Readings | Mismatch | None:
    """The readings of a phrase in small letters, or why it has none; None for another kind of phrase.

    What comes begins with its first day, and so does the last March; "last week" is a week ago.
    """
    if edge := _EDGE.fullmatch(phrase):
        return _edge(edge["of"], today, is_start=edge["start"] is not None)
    if phrase == "last week":
        return certain(today - 7)
    found = _PERIOD.fullmatch(phrase)
    if found is None or (found["lean"] is None and index_of(MONTHS, found["name"]) is None):
        return None
    first = _edge(phrase, today, is_start=True)
    is_usual = found["lean"] == "next" or (found["lean"] == "last" and found["name"] not in _UNNAMED)
    return first if first is None or is_usual else _WHICH_DAY


def _edge(period: str, today: int, *, is_start: bool) -> Readings | Mismatch | None:
    """The first or the last day of a period."""
    if _YEAR.fullmatch(period):
        return _of_months(int(period), 1, 12, is_start=is_start)
    found = _PERIOD.fullmatch(period)
    if found is None or (found["lean"] and found["year"]):
        return None
    name, year = found["name"], found["year"]
    if name in _UNNAMED:
        return None if year else _UNNAMED[name](_SHIFT[found["lean"]], today, is_start)
    month = index_of(MONTHS, name)
    if month is None:
        return None
    if year:
        return _of_months(int(year), month + 1, month + 1, is_start=is_start)
    return _named_month(month + 1, found["lean"], today, is_start=is_start)


def _named_month(month: int, lean: str | None, today: int, *, is_start: bool) -> Readings:
    """The edge of a month by its name, whose year is not said."""
    now = datetime.date.fromordinal(today)
    edges = {
        year: _day_of(year, month, month, is_start=is_start) for year in range(now.year - 1, now.year + 2)
    }
    known = {year: day for year, day in edges.items() if day is not None}
    if lean == "last":
        return one_of(*_there(known, now.year - (month >= now.month)))
    if lean == "this":
        return one_of(*_there(known, now.year))
    if lean == "next":
        return one_of(*_there(known, now.year + (month <= now.month)), *_there(known, now.year + 1))
    days = list(known.values())
    if today in days:
        return certain(today)
    return open_between(*[d for d in days if d < today][-1:], *[d for d in days if d > today][:1])


def _there(known: dict[int, int], year: int) -> tuple[int, ...]:
    return (known[year],) if year in known else ()


def _week(shift: int, today: int, is_start: bool) -> Readings:
    """A week starts on Monday; whether it ends with Friday or Sunday is unclear."""
    monday = today - (today - 1) % 7 + 7 * shift
    return certain(monday) if is_start else one_of(monday + _FRIDAY, monday + _SUNDAY)


def _month(shift: int, today: int, is_start: bool) -> Readings:
    now = datetime.date.fromordinal(today)
    year, month = divmod(now.year * 12 + now.month - 1 + shift, 12)
    return _of_months(year, month + 1, month + 1, is_start=is_start)


def _year(shift: int, today: int, is_start: bool) -> Readings:
    year = datetime.date.fromordinal(today).year + shift
    return _of_months(year, 1, 12, is_start=is_start)


_UNNAMED = {"week": _week, "month": _month, "year": _year}


def _of_months(year: int, first: int, last: int, *, is_start: bool) -> Readings:
    day = _day_of(year, first, last, is_start=is_start)
    return one_of() if day is None else certain(day)


def _day_of(year: int, first: int, last: int, *, is_start: bool) -> int | None:
    """The first day of the first month, or the last day of the last one; None beyond the calendar."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    if is_start:
        return ordinal_or_none(year, first, 1)
    return ordinal_or_none(year, last, calendar.monthrange(year, last)[1])
