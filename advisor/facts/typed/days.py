"""A day as people type it: "friday", "2w", "Nov 21", "last March", "end of month"; a closed grammar.

What it does not hold is refused, and so is what could be two days: a day guessed wrong is worse than a
question.  Where it is known which way a day lies (`Lean`), open words such as "friday" mean one day.
"""

import re

from advisor.facts.typed.lean import EXPECTED_DAY, WEEKDAYS, Lean, certain
from advisor.facts.typed.period_days import period_day
from advisor.facts.typed.relative_days import FIXED, relative_day
from advisor.facts.typed.words import NUMBERS, plain_words
from advisor.facts.typed.written_days import written_day
from advisor.playbook.types import MONTHS, FieldType, Mismatch, read_value
from advisor.source.corrections import CertainHint
from advisor.source.diagnostic import shortened, suggest

EXAMPLES = "yesterday or 2026-11-21"
_LONGEST = 60  # characters of a phrase
_LEAD = re.compile(r"(?:(?:on|until|till|by|since) )?(?:the )?")
_WORDS = (
    *(word for phrase in FIXED for word in phrase.split()),
    *map(str.lower, (*WEEKDAYS, *MONTHS)),
    *("last", "next", "days", "day", "week", "weeks", "month", "months", "year", "years", "fortnight", "ago"),
    *("beginning", "start", "end", "coming", "couple", "business", *NUMBERS),
)


def read_typed_day(text: str, today: int, lean: Lean = Lean.EITHER) -> int | Mismatch:
    """The ordinal of the day that a text means, or why it means none; `today` is an ordinal too.

    Where it could be several days, the mismatch expects one of them, and its hint tells them.
    """
    phrase = plain_words(text) if len(text) <= _LONGEST else ""
    day = _read(phrase, today, lean)
    if day is not None:
        return day
    return Mismatch(EXPECTED_DAY, _certain_hint(phrase, today, lean))


def refused_day(text: str, mismatch: Mismatch, examples: str = EXAMPLES) -> str:
    """One short line about what was typed, and what to try instead."""
    hint = mismatch.hint
    said = f'I can\'t read "{shortened(text, _LONGEST)}"'
    why = f". {hint[:1].upper()}{hint[1:]}" if hint.endswith("?") else f": {hint}." if hint else "."
    tries = examples if mismatch.expected == EXPECTED_DAY else mismatch.expected
    return f"{said}{why} Try {tries}."


def _read(phrase: str, today: int, lean: Lean) -> int | Mismatch | None:
    """As `read_typed_day`; None for what is no phrase of the grammar."""
    exact = read_value(phrase, FieldType.DATE)
    if not isinstance(exact, Mismatch):
        return certain(int(exact)).settled(today, lean)
    short = phrase[_lead(phrase) :]
    for read in (relative_day, written_day, period_day):
        readings = read(short, today)
        if isinstance(readings, Mismatch):
            return readings
        if readings is not None:
            return readings.settled(today, lean)
    return None


def _lead(phrase: str) -> int:
    found = _LEAD.match(phrase)
    return found.end() if found else 0


def _certain_hint(phrase: str, today: int, lean: Lean) -> str:
    """What was meant, where one word of it is surely misspelt."""
    words = phrase.split()
    unknown = [n for n, word in enumerate(words) if word.isalpha() and word not in _WORDS]
    if len(unknown) != 1:
        return ""
    hint = suggest(words[unknown[0]], _WORDS)
    if not isinstance(hint, CertainHint):
        return ""
    words[unknown[0]] = hint.correction.instead
    meant = " ".join(words)
    return f'did you mean "{meant}"?' if isinstance(_read(meant, today, lean), int) else ""
