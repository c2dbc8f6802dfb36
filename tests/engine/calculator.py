"""Expressions worked out from their text: Python reads them, with quantities and names replaced by calls."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

PARTS = {"percent": 10_000, "points": 10_000, "money": 100, "hours": 100, "rating": 100, "number": 100}
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
MOST = 10**15
QUANTITY = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)|\$?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?: ?(?P<unit>%|(?:points?|h|hours?|days?|weeks?|months?|years?)(?!\w)))?"
    r"|(?P<name>[a-z_][a-z0-9_.]*)(?!\w)(?!\()"
)


class Unknown(Exception):
    pass


def calculate(text: str, kind: str, read: Callable[[str], tuple[object, str]]) -> int | None:
    """The value in whole units of its type, or None; `read` gives the value and the type of a name."""

    def value(name: str) -> Fraction:
        found, its = read(name)
        if found is None:
            raise Unknown
        assert isinstance(found, int)
        return Fraction(found, PARTS.get(its, 1))

    try:
        exact: Fraction = eval(QUANTITY.sub(_call, text), {"__builtins__": {}}, {**FUNCTIONS, "V": value})
    except (Unknown, ZeroDivisionError):
        return None
    twice = 2 * exact * PARTS.get(kind, 1)
    whole = int((twice + 1) // 2)
    if kind == "date":
        return whole if datetime.date.min.toordinal() <= whole <= datetime.date.max.toordinal() else None
    return whole if -MOST <= whole <= MOST else None


FUNCTIONS = {
    "F": Fraction,
    "min": min,
    "max": max,
    "abs": abs,
    "days_between": lambda first, last: last - first,
}


def _call(match: re.Match[str]) -> str:
    if match["name"]:
        return f"V({match['name']!r})"
    if match["date"]:
        return f"F({datetime.date.fromisoformat(match['date']).toordinal()})"
    number = Decimal(match["number"].replace(",", ""))
    unit = (match["unit"] or "").rstrip("s")
    number *= DAYS.get(unit, 1)
    return f"(F('{number}') / F({100 if unit in ('%', 'point') else 1}))"


def count_days(formula: str, today: int, day: int) -> int:
    """The days that a formula counts, business days one by one."""
    first, last = sorted((today, day))
    days = [datetime.date.fromordinal(ordinal) for ordinal in range(first + 1, last + 1)]
    number = sum(date.weekday() < 5 for date in days) if formula.startswith("Business") else len(days)
    return number if (day <= today) == formula.endswith("Since") else -number
