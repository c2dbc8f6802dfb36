"""The types a field may have, how a value of each is written, and how it is spoken.

Inside, every number is an integer in a fixed unit, so that equality is exact and no float reaches an
engine: money in cents; percent, rating, hours, points and number in hundredths; dates as proleptic ordinals
(`datetime.date.toordinal`); durations in days.  A flag is a bool; choice, text and action are str.
`None` always means "unknown" and is not a value of any type.
"""

import datetime
import re
from enum import StrEnum
from typing import NewType

from advisor.playbook.choices import joined, words_in
from advisor.playbook.units import UNNAMED, Units
from advisor.source.record import record

Value = bool | int | str
Day = NewType("Day", int)
"""A date, as its ordinal."""
Cents = NewType("Cents", int)
"""An amount of money."""
Hundredths = NewType("Hundredths", int)
"""A percentage, a rating, hours, points or a plain number."""

_DAYS_IN = {"day": 1, "week": 7}
_HALF_MONTHS_IN = {"month": 2, "year": 24}
DURATION_UNITS = frozenset(_DAYS_IN | _HALF_MONTHS_IN)
LARGEST = 10**15
LAST_DAY = datetime.date.max.toordinal()
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class FieldType(StrEnum):
    """What a field holds.  `choices` are several; `days` and `points` are computed, or of parameters.

    A `list` is computed, has no value, and is put into words where a sentence names it.
    """

    FLAG = "flag"
    COUNT = "count"
    PERCENT = "percent"
    RATING = "rating"
    MONEY = "money"
    HOURS = "hours"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    ACTION = "action"
    DAYS = "days"
    POINTS = "points"
    NUMBER = "number"
    LIST = "list"


ORDERED = frozenset(FieldType) - {
    FieldType.FLAG,
    FieldType.CHOICE,
    FieldType.CHOICES,
    FieldType.TEXT,
    FieldType.ACTION,
    FieldType.LIST,
}
HUNDREDTHS = ORDERED - {FieldType.COUNT, FieldType.DATE, FieldType.DAYS}
UPPER_BOUND = {FieldType.PERCENT: 10_000, FieldType.RATING: 500}
EXPECTED = {
    FieldType.FLAG: "true or false",
    FieldType.COUNT: "a whole number, 0 or more",
    FieldType.PERCENT: "a percentage from 0 to 100",
    FieldType.RATING: "a rating from 0 to 5",
    FieldType.MONEY: "an amount of money such as 250 or 1,200.50",
    FieldType.HOURS: "a number of hours such as 7.5",
    FieldType.DATE: "a date in the form 2026-05-01",
    FieldType.TEXT: "text",
    FieldType.ACTION: "the id of an action",
    FieldType.DAYS: 'a duration such as "14 days" or "6 months"',
    FieldType.POINTS: "a number of points",
    FieldType.NUMBER: "a number such as 3 or 1.25",
}

NOUNS = {
    FieldType.FLAG: "a flag",
    FieldType.COUNT: "a count",
    FieldType.PERCENT: "a percentage",
    FieldType.RATING: "a rating",
    FieldType.MONEY: "an amount of money",
    FieldType.HOURS: "a number of hours",
    FieldType.DATE: "a date",
    FieldType.CHOICE: "a choice",
    FieldType.CHOICES: "a list of choices",
    FieldType.TEXT: "a text",
    FieldType.ACTION: "an action",
    FieldType.DAYS: "a number of days",
    FieldType.POINTS: "a number of points",
    FieldType.NUMBER: "a plain number",
    FieldType.LIST: "a list for sentences",
}

_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
# Most numbers are digits alone; `re` keeps what it has compiled for others.
_NUMBER = r"(?a)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?"
_WITH_EXPONENT = r"(?a)(\d{1,25})(?:\.(\d{1,25}))?[eE]([+-]?\d{1,2})"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_DURATION = r"(?a)(\d{1,3}(?:,\d{3})+|\d+) ?(?:(day|week|month|year)s?)?"
_ONLY_IN_DEADLINES = "business days are counted from a date, as in a deadline; elsewhere a week has 7 days"
_AS_WRITTEN = frozenset({FieldType.CHOICE, FieldType.TEXT, FieldType.ACTION})
_UNBROKEN = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")  # blanks between a number and its unit
_NEGATIVE = "no number here is negative"
MOST_DAYS = 365_000  # days: a thousand years, so that a date and a duration make a date
_SUFFIX = {
    FieldType.PERCENT: r" ?%$",
    FieldType.HOURS: r" ?(h|hours?)$",
}


@record
class Mismatch:
    """Why a text is no value of the type: what was expected, and what to try."""

    expected: str
    hint: str = ""


def read_value(
    text: str, kind: FieldType, choices: tuple[str, ...] = (), units: Units = UNNAMED
) -> Value | Mismatch:
    """The value that `text` stands for, in the fixed unit of `kind`, or the mismatch.

    `units` are the playbook's, wherever the kind may be money or points.
    """
    text = text.strip()
    if kind not in _AS_WRITTEN and not text.isascii():
        text = text.translate(_UNBROKEN)
    if kind is FieldType.FLAG:
        flag = _FLAGS.get(text.lower())
        return Mismatch(EXPECTED[kind]) if flag is None else flag
    if kind is FieldType.CHOICE:
        if text in choices:
            return text
        return Mismatch("one of " + ", ".join(choices), _flag_hint(text, choices))
    if kind is FieldType.CHOICES:
        words = words_in(text)
        good = all(word in choices for word in words)
        return joined(words, choices) if good else Mismatch("one or several of " + ", ".join(choices))
    if kind is FieldType.DATE:
        return _read_date(text)
    if kind is FieldType.DAYS:
        return _read_duration(text)
    if kind in ORDERED:
        return _read_number(text, kind, units)
    return text


def _flag_hint(text: str, choices: tuple[str, ...]) -> str:
    """What to write for the true and false of programs, where the choices are yes and no."""
    word = {"true": "yes", "false": "no"}.get(text.lower(), "")
    return f'write "{word}"' if word in choices else ""


def two_readings(text: str, value: Value, kind: FieldType) -> str:
    """What to write for a percentage up to 1 without its sign, which may be a share; "" for all else."""
    if kind is not FieldType.PERCENT or not 0 < int(value) <= 100 or "%" in text:
        return ""
    small, share = (speak(percent, FieldType.PERCENT) for percent in (value, int(value) * 100))
    return f'write "{small}" for that, or "{share}"'


def expected_value(kind: FieldType, units: Units = UNNAMED) -> str:
    """What is expected of a text that stands for a value of a type, where its choices are not known."""
    if kind is FieldType.MONEY and units.sign:
        return f"an amount of money such as 250 or {units.amount('1,200.50')}"
    return EXPECTED.get(kind, NOUNS[kind])


def _read_number(text: str, kind: FieldType, units: Units) -> int | Mismatch:
    mismatch = Mismatch(expected_value(kind, units), _NEGATIVE if text.startswith("-") else "")
    bare = text
    if kind is FieldType.MONEY:
        bare = units.bare_amount(text)
        if foreign := units.foreign_sign(text):
            hint = f"amounts are in {units.sign} here, not in {foreign}: write {units.amount('250')}"
            mismatch = Mismatch(mismatch.expected, f"{hint}, or the number alone")
    elif kind is FieldType.POINTS:
        bare = re.sub(rf" ?(?:{re.escape(units.points)}|{re.escape(units.point)})$", "", text)
    elif kind in _SUFFIX and not bare[-1:].isdigit():
        bare = re.sub(_SUFFIX[kind], "", bare)
    digits = _digits(bare) if len(bare) <= 30 else None
    if digits is None:
        return mismatch
    whole, fraction = digits[0], digits[1].rstrip("0")
    if kind is FieldType.COUNT:
        value = int(whole)
        return mismatch if fraction else _bounded(value, kind)
    if len(fraction) > 2:
        return Mismatch(mismatch.expected, "at most two decimals are kept; round it")
    return _bounded(int(whole) * 100 + int(fraction.ljust(2, "0")), kind)


def _digits(text: str) -> tuple[str, str] | None:
    """The digits of a number before and after its point; None for what is no number."""
    whole, point, fraction = text.partition(".")
    if text.isascii() and whole.isdigit() and fraction.isdigit() is (point != ""):
        return whole, fraction
    match = re.fullmatch(_NUMBER, text)
    return None if match is None else (match[1].replace(",", ""), match[2] or "")


def written_out(text: str) -> str:
    """A number as programs write some in JSON, such as 9.1E1, with its digits alone; other text as it is."""
    match = re.fullmatch(_WITH_EXPONENT, text) if "e" in text or "E" in text else None
    if match is None:
        return text
    whole, fraction, exponent = match[1], match[2] or "", int(match[3])
    if exponent >= 0:
        fraction = fraction.ljust(exponent, "0")
        whole, fraction = whole + fraction[:exponent], fraction[exponent:]
    else:
        whole = whole.rjust(1 - exponent, "0")
        whole, fraction = whole[:exponent], whole[exponent:] + fraction
    fraction = fraction.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{'.' + fraction if fraction else ''}"


def _bounded(value: int, kind: FieldType) -> int | Mismatch:
    return value if value <= UPPER_BOUND.get(kind, LARGEST) else Mismatch(EXPECTED[kind])


def _read_date(text: str) -> int | Mismatch:
    expected = EXPECTED[FieldType.DATE]
    match = _DATE.fullmatch(text)
    if match is None:
        hint = "1 May 2026 is 2026-05-01: four digits of the year, two of the month, two of the day"
        return Mismatch(expected, hint if any(c.isdigit() for c in text) else "")
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3])).toordinal()
    except ValueError:
        return Mismatch(expected, "there is no such day in the calendar")


def _read_duration(text: str) -> int | Mismatch:
    match = re.fullmatch(_DURATION, text)
    if match is None or len(text) > 20:
        hint = _ONLY_IN_DEADLINES if "business" in text else ""
        return Mismatch(EXPECTED[FieldType.DAYS], _NEGATIVE if text.startswith("-") else hint)
    days = _days_in(int(match[1].replace(",", "")), match[2] or "day")
    return days if days <= MOST_DAYS else Mismatch("a duration of at most 1,000 years")


def _days_in(number: int, unit: str) -> int:
    """The days in so many days, weeks, months or years.

    A month is a twelfth of a year of 365 days, and what they add up to is rounded, a half upwards: so 12
    months are a year, 6 months 183 days, and 1 month 30.
    """
    if unit in _HALF_MONTHS_IN:
        return (number * _HALF_MONTHS_IN[unit] * 365 + 12) // 24
    return number * _DAYS_IN[unit]


def scale_of(kind: FieldType) -> int:
    """How many of a type's units are one: cents in a dollar, hundredths of a percent in all there is."""
    if kind in (FieldType.PERCENT, FieldType.POINTS):
        return 10_000
    return 100 if kind in HUNDREDTHS else 1


def tenths(hundredths: int) -> int:
    """Hundredths, none of them negative, as tenths; a half goes up."""
    return (hundredths + 5) // 10


def speak(value: Value, kind: FieldType, units: Units = UNNAMED) -> str:
    """A value as people say it: "$1,200", "1 May 2026", "204 days", "92%", "4.5".

    `units` are the playbook's, wherever the kind may be money or points.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value or "none"  # a list without any choices
    if kind is FieldType.MONEY:
        return f"-{_amount(-value, units)}" if value < 0 else _amount(value, units)
    if kind is FieldType.DATE:
        day = datetime.date.fromordinal(value)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if kind is FieldType.DAYS:
        return "1 day" if value == 1 else f"{value:,} days"
    if kind in HUNDREDTHS:
        number = f"{value / 100:,.2f}".rstrip("0").rstrip(".")
        if kind is FieldType.POINTS:
            return f"{number} {units.noun(number)}"
        unit = _UNIT_WORD.get(kind, "")
        return number + (unit.removesuffix("s") if value == 100 else unit)
    return f"{value:,}"


def least_points(hundredths: int, units: Units) -> str:
    """Points as the cautious estimate that they are, in whole points: "at least 4 points"."""
    whole = f"{hundredths // 100}"
    return f"less than 1 {units.point}" if whole == "0" else f"at least {whole} {units.noun(whole)}"


_UNIT_WORD = {FieldType.PERCENT: "%", FieldType.HOURS: " hours"}


def _amount(cents: int, units: Units) -> str:
    return units.amount(f"{cents // 100:,}" if cents % 100 == 0 else f"{cents // 100:,}.{cents % 100:02d}")


def date_of(ordinal: int) -> datetime.date:
    """The date of an ordinal; a day after the last one of the calendar is that last one."""
    return datetime.date.fromordinal(min(max(ordinal, 1), LAST_DAY))


def iso_date(ordinal: int) -> str:
    """An ordinal as YYYY-MM-DD."""
    return datetime.date.fromordinal(ordinal).isoformat()


def plain(value: Value, kind: FieldType) -> str:
    """A value as an author would write it in a file: "2026-05-01", "250", "true", "14 days"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind is FieldType.DATE and isinstance(value, int):
        return iso_date(value)
    if kind in HUNDREDTHS and isinstance(value, int):
        number = f"{value / 100:.2f}".rstrip("0").rstrip(".")
        return f"{number}%" if two_readings(number, value, kind) else number
    return f"{value} days" if kind is FieldType.DAYS else str(value)
