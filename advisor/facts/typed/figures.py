"""Numbers in words, and parts of a whole: "ninety", "two hundred and fifty", "four and a half", "half"."""

import re

from advisor.facts.typed.words import NUMBERS

_TENS = {"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {**NUMBERS, **_TENS, "a": 1}
_DIGITS = "|".join(word for word, number in NUMBERS.items() if 0 < number < 10)
_SMALL = (
    rf"(?:(?:{'|'.join(word for word, number in _ONES.items() if number >= 20)})(?:[ -](?:{_DIGITS}))?"
    rf"|(?:{'|'.join(word for word, number in NUMBERS.items() if number < 20)}))\b"
)
_BELOW = rf"(?:(?:(?:{_DIGITS}|a) )?hundred\b(?: (?:and )?{_SMALL})?|{_SMALL})"
_SPOKEN = re.compile(
    rf"(?:(?:(?P<thousands>{_BELOW}|a) )?(?:thousand|grand)\b)?(?: ?(?:and )?(?P<below>{_BELOW}))?"
    r"(?P<half> and a half\b)?"
)
_ABOUT = re.compile(r"(?:about|around|roughly|approximately|approx|circa|ca)\.? |~ ?")
_PARTS = {
    **{"half": 5000, "a half": 5000, "one half": 5000, "half of it": 5000, "halfway": 5000},
    **{"half done": 5000, "a quarter": 2500, "quarter": 2500, "one quarter": 2500, "three quarters": 7500},
    **{"a third": 3333, "third": 3333, "one third": 3333, "two thirds": 6667, "a tenth": 1000},
    **{"all": 10000, "all of it": 10000, "everything": 10000, "the whole": 10000, "whole": 10000},
}
_FRACTION = re.compile(r"(\d{1,2}) ?/ ?(\d{1,2})", re.ASCII)
_WHOLE = 10000  # in hundredths of a percent


def in_figures(phrase: str) -> str:
    """A phrase in small letters with the number at its beginning in figures; as it is where it has none."""
    phrase = _without_about(phrase)
    found = _SPOKEN.match(phrase)
    if found is None or not (found["below"] or found.end()) or phrase[: found.end()].startswith("and "):
        return phrase
    thousands, below = found["thousands"], found["below"]
    is_thousand = re.search(r"thousand|grand", found[0]) is not None
    number = (_value(thousands) if thousands else 1) * 1000 * is_thousand + (_value(below) if below else 0)
    rest = phrase[found.end() :].strip()
    return f"{number}{'.5' if found['half'] else ''} {rest}".rstrip()


def part_of_whole(phrase: str) -> int | None:
    """The share that a phrase in small letters means, in hundredths of a percent; None for none."""
    phrase = _without_about(phrase)
    found = _FRACTION.fullmatch(phrase)
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        return _PARTS.get(phrase)
    return (int(found[1]) * _WHOLE * 2 + int(found[2])) // (2 * int(found[2]))  # a half up


def _without_about(phrase: str) -> str:
    return _ABOUT.sub("", phrase, count=1) if _ABOUT.match(phrase) else phrase


def _value(words: str) -> int:
    """The number that words below a thousand are."""
    hundreds, is_hundred, rest = words.rpartition("hundred")
    small = sum(_ONES[word] for word in rest.replace("-", " ").split() if word != "and")
    return (_ONES[hundreds.strip()] if hundreds.strip() else 1) * 100 * bool(is_hundred) + small
