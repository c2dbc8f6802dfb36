"""Numbers as people type them: "$1.2k", "500 dollars", "92 %", "4.5 stars", "five", "20h", "2w".

What could be two numbers is refused with both; the currency is that of the playbook's units.
"""

import re

from advisor.facts.typed.figures import in_figures, part_of_whole
from advisor.facts.typed.words import NOTHING, NUMBERS, plain_words
from advisor.playbook.types import FieldType, Mismatch, expected_value, read_value, speak
from advisor.playbook.units import Units

_LONGEST = 60  # characters
_CURRENCIES = (
    ("$", "usd", "us$", "dollar", "dollars", "buck", "bucks"),
    ("€", "eur", "euro", "euros"),
    ("£", "gbp", "pound", "pounds", "quid"),
    ("¥", "jpy", "yen"),
    ("₹", "inr", "rupee", "rupees"),
    ("chf", "franc", "francs"),
)
_KNOWN_SIGNS = frozenset(sign for signs in _CURRENCIES for sign in signs)
_CODE_AT = 1  # in such a row
_AFTER = {
    FieldType.PERCENT: re.compile(r" ?%| percent| per cent| ?pct| ?(?:/|of|out of) ?100|"),
    FieldType.RATING: re.compile(r"(?: ?(?:/|of|out of) ?5)?(?: ?stars?)?"),
    FieldType.HOURS: re.compile(r" ?(?:h|hrs?|hours?)|"),
}
_MAY_BE_NONE = frozenset({FieldType.COUNT, FieldType.MONEY, FieldType.HOURS, FieldType.NUMBER})
_FIGURE = re.compile(r"(?P<before>\D*)(?P<figure>\d(?:[\d.,' ]*\d)?)(?P<after>.*)", re.ASCII)
_THOUSAND = re.compile(r" ?(?:k|thousand|grand)(?![a-z])")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?", re.ASCII)
_OTHER_WAY_ROUND = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}", re.ASCII)
_UNCLEAR = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_COMMA = re.compile(r"\d+,\d{1,2}", re.ASCII)
_SHARE = 100  # hundredths of a percent: what lies above is no share of one
_SHORT_SPAN = re.compile(r"(?P<n>\d{1,5}) ?(?P<unit>[dwmy])", re.ASCII)
_SPAN_WORDS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def read_typed_number(text: str, kind: FieldType, units: Units) -> int | Mismatch:
    """The number that a text means, in the fixed unit of its kind, or why it means none."""
    word = plain_words(text) if len(text) <= _LONGEST else ""
    if kind in _MAY_BE_NONE and word in NOTHING:
        return 0
    if kind is FieldType.DAYS:
        return _days(word)
    if kind is FieldType.PERCENT and (share := part_of_whole(word)) is not None:
        return share
    word = in_figures(word)
    found = _FIGURE.fullmatch(word)
    if found is None or word.startswith("-"):
        return _strictly(text, kind, units)
    before, figure, after = found["before"].strip(), found["figure"], found["after"]
    if kind is FieldType.MONEY:
        return _money(before, figure, after, text, units)
    known = _AFTER.get(kind)
    if before or (after and (known is None or not known.fullmatch(after))):
        return _strictly(text, kind, units)
    numbers = _readings(figure, kind)
    if isinstance(numbers, Mismatch):
        return numbers
    value = _settled(numbers or [figure], kind, units)
    is_share = kind is FieldType.PERCENT and not after and not isinstance(value, Mismatch)
    return _asked_back(int(value)) if is_share and 0 < int(value) <= _SHARE else value  # type: ignore[arg-type]


def _money(before: str, figure: str, after: str, text: str, units: Units) -> int | Mismatch:
    """An amount, with or without the sign of the currency, or a word for it."""
    thousand = _THOUSAND.match(after)
    rest = after[thousand.end() :].strip() if thousand else after.strip()
    for sign in filter(None, (before, rest)):
        if not _is_ours(sign, units):
            return _other_currency(sign, text, units)
    numbers = _readings(figure, FieldType.MONEY)
    if isinstance(numbers, Mismatch):
        meant = numbers.expected + ("k" if thousand else "")
        return Mismatch(meant, f"did you mean {meant}?")
    if not numbers:
        return Mismatch(expected_value(FieldType.MONEY, units))
    return _settled(
        [_times_thousand(number) if thousand else number for number in numbers], FieldType.MONEY, units
    )


def _is_ours(sign: str, units: Units) -> bool:
    """Whether amounts of these units may carry a sign, in small letters, or a word."""
    if units.bare_amount(f"{sign}1") == "1":
        return True
    if not units.sign:
        return sign in _KNOWN_SIGNS
    ours = units.sign.casefold()
    return any(sign in signs and ours in signs for signs in _CURRENCIES)


def _other_currency(sign: str, text: str, units: Units) -> int | Mismatch:
    code = next((signs[_CODE_AT].upper() for signs in _CURRENCIES if sign in signs), "")
    return _strictly(f"{code} 1" if code and units.sign else text, FieldType.MONEY, units)


def _readings(figure: str, kind: FieldType) -> list[str] | Mismatch:
    """The numbers that a figure could be, with a decimal point and no other sign; none where it is none."""
    if _UNCLEAR.fullmatch(figure) and kind not in _AFTER:
        return [figure.replace(".", ""), *([figure] if kind is not FieldType.COUNT else [])]
    if _PLAIN.fullmatch(figure):
        return [re.sub("[,' ]", "", figure)]
    if _OTHER_WAY_ROUND.fullmatch(figure):
        return [figure.replace(".", "").replace(",", ".")]
    if _COMMA.fullmatch(figure):
        pointed = figure.replace(",", ".")
        return Mismatch(pointed, f"did you mean {pointed}?")
    return []


def _times_thousand(number: str) -> str:
    whole, _, fraction = number.partition(".")
    fraction = fraction.ljust(3, "0")
    return f"{whole}{fraction[:3]}.{fraction[3:] or '0'}"


def _settled(numbers: list[str], kind: FieldType, units: Units) -> int | Mismatch:
    """The one value, or all that the numbers could be."""
    values = [_strictly(number, kind, units) for number in numbers]
    good = [value for value in values if not isinstance(value, Mismatch)]
    if len(good) < 2:
        return good[0] if good else values[0]
    spoken = " or ".join(speak(value, kind, units) for value in sorted(good))
    return Mismatch(spoken, f"it could be {spoken}")


def _asked_back(hundredths: int) -> Mismatch:
    """A percentage up to 1 without its sign, which may be a share of one."""
    readings = [speak(value, FieldType.PERCENT) for value in (hundredths, hundredths * 100)]
    return Mismatch(" or ".join(readings), f"it could be {' or '.join(readings)}")


def _days(word: str) -> int | Mismatch:
    """A duration: "2w", "a fortnight", "three weeks", "14 days"."""
    if found := _SHORT_SPAN.fullmatch(word):
        word = f"{found['n']} {_SPAN_WORDS[found['unit']]}"
    first, _, rest = word.partition(" ")
    number = 1 if first in ("a", "an") else NUMBERS.get(first)
    if rest.rstrip("s") == "fortnight" and (number is not None or first.isdecimal()):
        rest, number = "weeks", 2 * (number if number is not None else int(first))
    return _strictly(word if number is None else f"{number} {rest}", FieldType.DAYS, Units())


def _strictly(text: str, kind: FieldType, units: Units) -> int | Mismatch:
    """The value as a file may hold it."""
    value = read_value(text, kind, units=units)
    return value if isinstance(value, Mismatch) else int(value)
