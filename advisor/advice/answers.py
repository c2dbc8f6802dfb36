"""What people answer to a question, read as one value of a field: "n", "2", "yesterday", "$1,200".

Wider than what a state may hold (`types.read_value`), which is what the answer becomes.
"""

import re

from advisor.playbook.choices import joined, words_in
from advisor.playbook.durations import Duration, read_duration
from advisor.playbook.ids import SIGNS, is_id
from advisor.playbook.types import (
    LAST_DAY,
    MONTHS,
    FieldType,
    Mismatch,
    expected_value,
    iso_date,
    plain,
    read_value,
    speak,
)
from advisor.playbook.units import UNNAMED, Units
from advisor.source.diagnostic import suggest
from advisor.source.encoding import forbidden_in_value
from advisor.source.record import record

LONGEST = 1000  # of a text, in characters

_NUMBERS = frozenset({FieldType.COUNT, FieldType.MONEY, FieldType.HOURS})
_ZERO = frozenset({"none", "no", "nothing", "zero"})
_NOT_SO_FAR = frozenset({"no", "none", "never", "not yet", "not so far"})
_YES = frozenset({"yes", "y"})
_WHICH_DAY = "on which day?"
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
_AGO = re.compile(r"(?:(\d{1,6})|an?) ?(day|week|month|year)s?(?: ago)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
_EXPECTED = {
    FieldType.FLAG: "yes or no",
    FieldType.DATE: "a day: 2026-05-01, 1 May 2026, today, yesterday or 3 days ago",
    FieldType.TEXT: "a text on one line",
    FieldType.ACTION: "the id of an action, such as check-in",
}


@record
class Form:
    """What an answer may look like: one of the `choices`, if any, for which the `labels` are the words.

    `is_id` is a text that becomes part of paths, `is_past` a day that has come.
    """

    kind: FieldType
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_id: bool = False
    units: Units = UNNAMED
    is_past: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether a number may stand for a choice: where none of the choices looks like one."""
        return bool(self.choices) and not any(choice.isdecimal() for choice in self.choices)

    @property
    def may_not_be(self) -> bool:
        """Whether "not yet" is an answer that leaves the field empty: no day, no stars, no score."""
        return self.kind in (FieldType.DATE, FieldType.RATING, FieldType.PERCENT)


@record
class Answer:
    """An answer as a state holds it, and as it is spoken; `text` None leaves the fact unknown."""

    text: str | None
    spoken: str
    is_text: bool = False


NOT_KNOWN = Answer(None, "not known")
NOT_SO_FAR = Answer(None, "not so far")


def read_answer(answer: str, form: Form, today: int) -> Answer | Mismatch:
    """The value that an answer stands for, or what was expected instead.  `today` is an ordinal."""
    text = " ".join(answer.split())
    if form.kind is FieldType.CHOICES:
        return _read_choices(text, form)
    if form.choices:
        return _read_choice(text, form)
    if form.kind is FieldType.TEXT:
        return _read_text(answer.strip(), form)
    word = text.lower().rstrip(".!")
    if form.may_not_be and word in _NOT_SO_FAR:
        return NOT_SO_FAR
    if form.kind in _NUMBERS and word in _ZERO:
        word = "0"
    if form.kind is FieldType.FLAG:
        word = {"y": "yes", "n": "no"}.get(word, word)
    if form.kind is FieldType.DATE:
        word = _day(word, today) or word
    value = read_value(word, form.kind, units=form.units)
    if isinstance(value, Mismatch):
        hint = _WHICH_DAY if form.kind is FieldType.DATE and word in _YES else value.hint
        return Mismatch(_EXPECTED.get(form.kind, value.expected), hint)
    if form.is_past and int(value) > today:
        return Mismatch(
            f"a day up to {speak(today, FieldType.DATE)}", f"{speak(value, FieldType.DATE)} is still to come"
        )
    return Answer(plain(value, form.kind), speak(value, form.kind, form.units))


def expected(form: Form) -> str:
    """What kind of answer fits, in words."""
    if form.choices and form.kind is not FieldType.ACTION:
        several = "one or several of " if form.kind is FieldType.CHOICES else "one of "
        return several + ", ".join(form.choices)
    if form.kind in _EXPECTED:
        return _EXPECTED[form.kind]
    return expected_value(form.kind, form.units)


def _read_choice(text: str, form: Form) -> Answer | Mismatch:
    """A choice by its whole name, by its number, or by a beginning that no other shares."""
    lower = text.lower()
    whole = [choice for choice in form.choices if choice.lower() == lower]
    number = int(text) if form.is_numbered and text.isdecimal() and len(text) < 5 else 0
    if not whole and 0 < number <= len(form.choices):
        whole = [form.choices[number - 1]]
    begun = whole or [choice for choice in form.choices if lower and choice.lower().startswith(lower)]
    if len(begun) == 1 or whole:
        return Answer(begun[0], begun[0], is_text=True)
    hint = f"it could be {' or '.join(begun)}" if begun else suggest(text, form.choices)
    return Mismatch(expected(form), hint)


def _read_choices(text: str, form: Form) -> Answer | Mismatch:
    """Several choices, each as `_read_choice` takes it, with commas between them."""
    words = []
    for word in words_in(text):
        answer = _read_choice(word, form)
        if isinstance(answer, Mismatch):
            return answer
        words.append(answer.spoken)
    value = joined(words, form.choices)
    return Answer(value, value, is_text=True)


def _read_text(text: str, form: Form) -> Answer | Mismatch:
    """A text; quotes around it are taken off, so that "stop" may be a text as well."""
    quoted = _QUOTED.fullmatch(text)
    text = quoted[1].strip() if quoted else text
    wrong = forbidden_in_value(text)
    if wrong or not text:
        return Mismatch(expected(form), f"it holds {wrong}" if wrong else "write something")
    if len(text) > LONGEST:
        return Mismatch(f"a text of at most {LONGEST:,} characters")
    if form.is_id and (len(text) > 100 or not is_id(text)):
        return Mismatch(f"a short name of {SIGNS}, such as acme")
    return Answer(text, text, is_text=True)


def _day(word: str, today: int) -> str:
    """A day in words as YYYY-MM-DD, or "" where it is not one."""
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(word)
    ago = _AGO.fullmatch(word.removeprefix("in ") if word.startswith("in ") else word)
    if near is None and ago and (word.endswith(" ago") or word.startswith("in ")):
        duration = read_duration(f"{ago[1] or 1} {ago[2]}")
        if isinstance(duration, Duration):
            day = duration.after(today) if word.startswith("in ") else duration.before(today)
            near = day - today
    if near is not None:
        return iso_date(today + near) if 0 < today + near <= LAST_DAY else ""
    if date := _DAY_FIRST.fullmatch(word):
        return _iso(date[3], date[2], date[1])
    if date := _MONTH_FIRST.fullmatch(word):
        return _iso(date[3], date[1], date[2])
    return ""


def _iso(year: str, month: str, day: str) -> str:
    """YYYY-MM-DD, with the month by its name or its first letters."""
    months = [n for n, name in enumerate(MONTHS, start=1) if name.lower().startswith(month)]
    return f"{year}-{months[0]:02d}-{day:0>2}" if len(months) == 1 else ""
