"""Days that a phrase could mean, and the one that it does mean where it is known which way it looks."""

import datetime
from enum import Enum

from advisor.playbook.types import LAST_DAY, FieldType, Mismatch, iso_date, speak
from advisor.source.record import record

EXPECTED_DAY = "a day: 2026-05-01, 1 May 2026, today, yesterday or 3 days ago"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NO_SUCH_DAY = Mismatch(EXPECTED_DAY, "there is no such day in the calendar")
_TOO_FAR = Mismatch(EXPECTED_DAY, "that is more than a hundred years away")
_MOST_YEARS = 100  # between today and a day that somebody means
_LONG, _SHORT = 180, 90  # days


class Lean(Enum):
    """Where a day lies that is asked for: today or before, today or after, after today, or anywhere."""

    BEHIND = "behind"
    AHEAD = "ahead"
    LATER = "later"
    EITHER = "either"

    def allows(self, day: int, today: int) -> bool:
        """Whether a day (both are ordinals) lies there."""
        if self is Lean.BEHIND:
            return day <= today
        if self is Lean.AHEAD:
            return day >= today
        return self is Lean.EITHER or day > today


@record
class Readings:
    """The days that a phrase could mean, in order; the lean chooses among those of an `is_open` one.

    A `weekday`, as people add it to a date, is 0 on Mondays; the day that is meant must be one.
    """

    days: tuple[int, ...]
    is_open: bool = False
    weekday: int | None = None

    def settled(self, today: int, lean: Lean) -> int | Mismatch:
        """The one day that is meant, or why there is not one."""
        if not self.days:
            return NO_SUCH_DAY
        days = tuple(day for day in self.days if _is_in_reach(day, today))
        if not days:
            return _TOO_FAR
        if self.is_open and len(days) > 1:
            days = _leaning(days, today, lean)
        if self.weekday is not None:
            return self._on_weekday(days, today)
        return days[0] if len(days) == 1 else unclear(days)

    def _on_weekday(self, days: tuple[int, ...], today: int) -> int | Mismatch:
        """The nearest of the days, if it is such a day of the week, and no other one is."""
        named = [WEEKDAYS[(day - 1) % 7] for day in days]
        good = [day for day in days if (day - 1) % 7 == self.weekday]
        if good:
            return good[0] if good == [min(days, key=lambda day: abs(day - today))] else unclear(days)
        spoken = [f"{speak(day, FieldType.DATE)} is a {name}" for day, name in zip(days, named, strict=True)]
        return Mismatch(EXPECTED_DAY, " and ".join(spoken))


def _leaning(days: tuple[int, ...], today: int, lean: Lean) -> tuple[int, ...]:
    """Those of the days that lie where the lean says; all where none does, or where it is doubtful.

    What was due a few weeks ago is not due again in most of a year.
    """
    there = tuple(day for day in days if lean.allows(day, today))
    late = max((day for day in days if day < today), default=0)
    if lean is Lean.AHEAD and there and there[0] - today > _LONG and today - late < _SHORT:
        return days
    return there or days


def _is_in_reach(day: int, today: int) -> bool:
    """Whether a day is near enough for no other century to be meant."""
    if not 0 < day <= LAST_DAY:
        return False
    years = datetime.date.fromordinal(day).year - datetime.date.fromordinal(today).year
    return abs(years) <= _MOST_YEARS


def certain(day: int) -> Readings:
    """The readings of a phrase that means one day whatever the lean."""
    return Readings((day,))


def one_of(*days: int) -> Readings:
    """The readings of a phrase that means one day, or is unclear, whatever the lean."""
    return Readings(tuple(sorted(set(days))))


def open_between(*days: int) -> Readings:
    """The readings of a phrase among which the lean chooses."""
    return Readings(tuple(sorted(set(days))), is_open=True)


def unclear(days: tuple[int, ...]) -> Mismatch:
    """A refusal that tells all readings, and how to write each."""
    spoken = " or ".join(speak(day, FieldType.DATE) for day in days)
    return Mismatch(" or ".join(map(iso_date, days)), f"it could be {spoken}")
