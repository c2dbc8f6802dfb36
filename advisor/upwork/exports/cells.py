"""Single values of an export, read from text or JSON and written as a state holds them.

Every reader returns None for what it does not understand, and guesses nothing: an amount in which the comma
could be either sign, or a day that could be two, is read only where its caller knows which.
"""

import re
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from advisor.playbook.types import iso_date
from advisor.source.diagnostic import shortened

A_DAY = 'a day such as 2026-11-17 or "Nov 17, 2026"'
AN_AMOUNT = 'an amount such as 1234.50 or "$1,234.50"'
HOURS = "a number of hours such as 7.5"

YEARS = range(1995, 2101)
_CENTURY = 95  # "95" is 1995, "94" 2094
_MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
_MONTHS += ["august", "september", "october", "november", "december"]
_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)}
_NUMBERS |= {name[:3]: number for name, number in _NUMBERS.items()} | {"sept": 9}
LONGEST_DAY = 60  # characters of a day with its time
_TIME = re.compile(r"(?:t|,? )\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?(?: ?utc| ?gmt)?", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?, ?")
_GAP = r"([-/]|[.,] ?| )"
_DAY = re.compile(rf"(\d{{1,4}}|[a-z]{{3,9}}){_GAP}(\d\d?|[a-z]{{3,9}}){_GAP}(\d{{4}}|\d\d?)", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2})0*)?", re.ASCII)
_HOURS = re.compile(r"(\d{1,5})(?:\.(\d{1,9}))?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)
_NUMBER = re.compile(r"[+-]?[$(]*[\d.,]+\)?", re.ASCII)
_BLANKS = str.maketrans("\u00a0\u202f", "  ")  # some locales write blanks that do not break
_SWAPPED = str.maketrans(".,", ",.")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))", re.ASCII)
_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII
)
_COMPACT = re.compile(r"\d{8}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?", re.ASCII)
_MILLISECONDS = (10**11, 10**13)  # numbers between are milliseconds since 1970, of the years 1973 to 2286
_EXCERPT = 40  # characters of a value in a message
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_COLOURS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=4096)
def day(text: str, first: str = "") -> int | None:
    """The ordinal of a day that can be no other one, from 1995 to 2100; a time behind it is passed over.

    So are "2026-11-17", "2026/11/17", "Nov 17, 2026", "17-Nov-26", "17.11.2026" and moments in ISO form, by
    UTC.  Of "03/04/2026" and "03-04-2026", `first` tells which of "day" and "month" it is; "" reads none.
    """
    if len(text) > LONGEST_DAY:
        return None
    if _MOMENT.fullmatch(text):
        found = _day_of_moment(text)
        return found if found and date.fromordinal(found).year in YEARS else None
    plain = _WEEKDAY.sub("", " ".join(filter(None, text.lower().translate(_BLANKS).split(" "))), count=1)
    match = _DAY.fullmatch(_TIME.sub("", plain, count=1))
    parts = _year_month_day(*match.groups(), first=first) if match else None
    if parts is None:
        return None
    try:
        return date(*parts).toordinal() if parts[0] in YEARS else None
    except ValueError:
        return None


def _year_month_day(
    one: str, gap: str, two: str, next_gap: str, three: str, *, first: str
) -> tuple[int, int, int] | None:
    signs = {gap.strip(), next_gap.strip()}
    if one.isdigit() and two.isdigit() and (len(signs) > 1 or not signs <= {"-", "/", "."}):
        return None
    if len(one) == 4 and one.isdigit():
        return (int(one), _month(two), int(three)) if len(three) < 3 else None
    if one.isalpha():
        return (int(three), _month(one), int(two)) if two.isdigit() and len(three) == 4 else None
    if len(one) > 2 or len(three) == 1:
        return None
    year = int(three) + (0 if len(three) == 4 else 1900 if int(three) >= _CENTURY else 2000)
    if two.isalpha() or signs == {"."}:
        return year, _month(two), int(one)
    if (not first and int(one) != int(two)) or (signs == {"-"} and len(three) < 4):
        return None
    return (year, int(two), int(one)) if first == "day" else (year, int(one), int(two))


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.get(text, 0)


@lru_cache(maxsize=4096)
def cents(text: str, comma: bool = False) -> int | None:
    """Dollars in cents: "$1,234.50", "-12.00", "-$12", "(12.00)", "1234.5"; decimals after two must be 0.

    With a decimal `comma`: "1.234,50 $", "1 234,50", "-12,5".
    """
    rest, negative = text.translate(_BLANKS).replace("\u2212", "-"), False
    if rest.startswith("(") and rest.endswith(")"):
        rest, negative = rest[1:-1], True
    elif rest.startswith("-"):
        rest, negative = rest[1:], True
    if rest.startswith("$"):
        rest = rest[1:]
        if rest.startswith("-") and not negative:
            rest, negative = rest[1:], True
    elif rest.endswith(" $"):
        rest = rest[:-2]
    if comma:
        rest = _BETWEEN_DIGITS.sub(".", rest).translate(_SWAPPED)
    match = _AMOUNT.fullmatch(rest)
    if match is None:
        return None
    amount = int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0"))
    return -amount if negative else amount


@lru_cache(maxsize=1024)
def hours(text: str, comma: bool = False) -> int | None:
    """A number of hours in minutes, rounded to the nearest one: "7.5", "0.33333" (20 minutes), "1:30"."""
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60 + int(clock[2])
    match = _HOURS.fullmatch(text.replace(",", ".") if comma and "." not in text else text)
    if match is None or (comma and "." in text):
        return None
    decimals = match[2] or "0"
    scale: int = 10 ** len(decimals)
    return int(match[1]) * 60 + (int(decimals) * 120 + scale) // (2 * scale)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula and run it; a plain number is none."""
    return text[:1] != "" and text[0] in _FORMULA and _NUMBER.fullmatch(text) is None


def moment(value: object) -> int | None:
    """The day in UTC, as an ordinal, of a date, a moment in ISO form, or milliseconds since 1970."""
    if isinstance(value, str) and _COMPACT.fullmatch(value):
        return _day_of_moment(f"{value[:4]}-{value[4:6]}-{value[6:]}")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15:
        value = int(value)
    if isinstance(value, str):
        return _day_of_moment(value.strip())
    if isinstance(value, int | Decimal) and _MILLISECONDS[0] < value < _MILLISECONDS[1]:
        return datetime.fromtimestamp(int(value // 1000), UTC).toordinal()
    return None


def _day_of_moment(text: str) -> int | None:
    if not _MOMENT.fullmatch(text):
        return day(text)
    try:
        parsed = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
        return (parsed.astimezone(UTC) if parsed.tzinfo else parsed).toordinal()
    except (ValueError, OverflowError):
        return None


def decimal(value: object) -> Decimal | None:
    """A number of honest size, written as a number or as text; None for anything else."""
    if isinstance(value, str):
        text = value.strip()
        return Decimal(text) if _DECIMAL.fullmatch(text) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() and -30 < number.adjusted() < 15 else None


def iso(ordinal: int | None) -> str:
    """The day as a state holds it; "" for none."""
    return "" if ordinal is None else iso_date(ordinal)


def spoken_dollars(cents: int) -> str:
    """Cents as people read them: "-$1,234.50"."""
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02}"


def dollars(cents: int | None) -> str:
    """Cents as a state holds money, "1234.50"; "" for none."""
    return "" if cents is None else f"{cents // 100}.{cents % 100:02}"


def hundredths(number: Decimal | None) -> str:
    """A number with at most two decimals and no zeros behind them; "" for none."""
    if number is None:
        return ""
    return f"{number.quantize(Decimal('0.01'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


def excerpt(text: str) -> str:
    """A cell as messages show it: on one line, shortened, and without signs that nobody sees."""
    kept = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _EXCERPT]).split())
    return shortened(kept, _EXCERPT, tight=True)


def excerpt_of_json(value: object, most: int = _EXCERPT) -> str:
    """A value of JSON as messages show it: on one line of at most so many characters, a text in quotes."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        line = " ".join(whole_characters(_CONTROLS.sub("", _COLOURS.sub("", value))).split())
        return f'"{shortened(line, most)}"'
    return str(value)[:most]


def whole_characters(text: str) -> str:
    """The text with a sign for each half of a surrogate pair that stands alone."""
    return _HALF_PAIR.sub("\ufffd", text)
