"""Durations beside a date: calendar months, business days and days, counted from it."""

import datetime
import re
from enum import StrEnum

from advisor.playbook.types import LAST_DAY, MOST_DAYS, FieldType, Mismatch, read_value
from advisor.source.record import record

_MONTHS = {"month": 1, "year": 12}
_DAYS_OF_A_YEAR, _MOST_SIGNS = 365, 30
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+) ?"
_BUSINESS_DAYS = f"(?a){_NUMBER}business days?"
_CALENDAR = f"(?a){_NUMBER}(month|year)s?"
_EXPECTED = 'a duration such as "14 days", "5 business days" or "6 months"'


class DurationUnit(StrEnum):
    """What is counted: every day, those from Monday to Friday, or months of the calendar."""

    DAY = "day"
    BUSINESS_DAY = "business day"
    MONTH = "month"


@record
class Duration:
    """So many of a unit; a year is twelve months, a week seven days."""

    number: int
    unit: DurationUnit = DurationUnit.DAY

    def __str__(self) -> str:
        return f"{self.number:,} {self.unit}" + ("" if self.number == 1 else "s")

    def after(self, day: int) -> int:
        """The ordinal so much after a day; as in ISO 8601, a month ends on its last day at the latest."""
        if self.unit is DurationUnit.DAY:
            return _in_calendar(day + self.number)
        if self.unit is DurationUnit.MONTH:
            return _months_after(day, self.number)
        from advisor.playbook.business_days import business_day_after

        return _in_calendar(business_day_after(day, self.number))

    def before(self, day: int) -> int:
        """The ordinal so much before a day."""
        if self.unit is DurationUnit.DAY:
            return _in_calendar(day - self.number)
        if self.unit is DurationUnit.MONTH:
            return _months_after(day, -self.number)
        from advisor.playbook.business_days import business_day_before

        return _in_calendar(business_day_before(day, self.number))


def read_duration(text: str) -> Duration | Mismatch:
    """The duration that a text stands for, such as "5 business days" or "6 months"."""
    text = text.strip()
    short = text if len(text) <= _MOST_SIGNS else ""
    too_long = Mismatch("a duration of at most 1,000 years")
    if match := re.fullmatch(_BUSINESS_DAYS, short):
        number = int(match[1].replace(",", ""))
        return Duration(number, DurationUnit.BUSINESS_DAY) if number <= MOST_DAYS else too_long
    if match := re.fullmatch(_CALENDAR, short):
        number = int(match[1].replace(",", "")) * _MONTHS[match[2]]
        is_short = number * _DAYS_OF_A_YEAR <= MOST_DAYS * _MONTHS["year"]
        return Duration(number, DurationUnit.MONTH) if is_short else too_long
    days = read_value(text, FieldType.DAYS)
    if not isinstance(days, Mismatch):
        return Duration(int(days))
    hint = days.hint if text.startswith("-") else ""
    return days if days == too_long else Mismatch(_EXPECTED, hint)


def _in_calendar(day: int) -> int:
    """The day itself, or the end of the calendar that it lies beyond."""
    return min(max(day, 1), LAST_DAY)


def _months_after(day: int, months: int) -> int:
    from calendar import monthrange  # which takes the languages of the world along

    date = datetime.date.fromordinal(day)
    years, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not datetime.MINYEAR <= years <= datetime.MAXYEAR:
        return LAST_DAY if months > 0 else 1
    last = monthrange(years, month + 1)[1]
    return datetime.date(years, month + 1, min(date.day, last)).toordinal()
