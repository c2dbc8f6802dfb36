"""Single cells of an export: days, amounts, hours; and cells that a spreadsheet would run.

Every reader returns None for what it does not understand, and guesses nothing: an amount in which the comma
could be either sign, or a day that could be two, is not read.
"""

import re
from datetime import date
from functools import lru_cache

A_DAY = 'a day such as 2026-11-17 or "Nov 17, 2026"'
AN_AMOUNT = 'an amount such as 1234.50 or "$1,234.50"'
HOURS = "a number of hours such as 7.5"

_YEARS = range(1995, 2101)
_MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
_MONTHS += ["august", "september", "october", "november", "december"]
_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)}
_NUMBERS |= {name[:3]: number for name, number in _NUMBERS.items()} | {"sept": 9}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_BLANKS = "[ \u00a0\u202f]+"  # some locales write blanks that do not break
_WORDS = re.compile(rf"([a-z]{{3,9}}){_BLANKS}(\d{{1,2}}),{_BLANKS}(\d{{4}})", re.ASCII | re.IGNORECASE)
_AMOUNT = re.compile(r"(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2})0*)?", re.ASCII)
_HOURS = re.compile(r"(\d{1,5})(?:\.(\d{1,9}))?", re.ASCII)
_NUMBER = re.compile(r"[+-]?[$(]*[\d.,]+\)?", re.ASCII)
_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"


@lru_cache(maxsize=4096)
def day(text: str) -> int | None:
    """The ordinal of a day: "2026-11-17", "Sep 25, 2026" or "September 25, 2026", from 1995 to 2100."""
    if found := _ISO.fullmatch(text):
        year, month, number = (int(part) for part in found.groups())
    elif found := _WORDS.fullmatch(text):
        year, month, number = int(found[3]), _NUMBERS.get(found[1].lower(), 0), int(found[2])
    else:
        return None
    try:
        return date(year, month, number).toordinal() if year in _YEARS else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def cents(text: str) -> int | None:
    """An amount of dollars in cents: "$1,234.50", "-12.00", "-$12", "(12.00)", "1234.5".

    A third decimal is not rounded away: such an amount is not read, unless the rest are zeros.
    """
    rest, negative = text, False
    if rest.startswith("(") and rest.endswith(")"):
        rest, negative = rest[1:-1], True
    elif rest.startswith("-"):
        rest, negative = rest[1:], True
    if rest.startswith("$"):
        rest = rest[1:]
        if rest.startswith("-") and not negative:
            rest, negative = rest[1:], True
    found = _AMOUNT.fullmatch(rest)
    if found is None:
        return None
    amount = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    return -amount if negative else amount


@lru_cache(maxsize=1024)
def hours(text: str) -> int | None:
    """A number of hours in minutes, rounded to the nearest one: "7.5", "0.33333" (20 minutes)."""
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    decimals = found[2] or "0"
    scale = int("1" + "0" * len(decimals))
    return int(found[1]) * 60 + (int(decimals) * 120 + scale) // (2 * scale)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula and run it; a plain number is none."""
    return text[:1] != "" and text[0] in _FORMULA and _NUMBER.fullmatch(text) is None


def in_money(cents: int) -> str:
    """Cents as a state writes money: "1234.50"."""
    return f"{cents // 100}.{cents % 100:02}"
