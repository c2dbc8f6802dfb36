"""A value of a field as people type it, whatever its type: what an answer or an option may look like.

Wider than what a file may hold (`types.read_value`), which is what the value is written as.
"""

from advisor.facts.typed.choices import read_typed_choice
from advisor.facts.typed.days import read_typed_day
from advisor.facts.typed.lean import Lean
from advisor.facts.typed.numbers import read_typed_number
from advisor.facts.typed.words import yes_or_no
from advisor.playbook.choices import joined, words_in
from advisor.playbook.types import ORDERED, FieldType, Mismatch, Value
from advisor.playbook.units import UNNAMED, Units
from advisor.source.record import record

YES_OR_NO = "yes or no"
_WHICH_DAY = "on which day?"


@record
class TypedForm:
    """What is asked for: a value of a type, or one of the `choices`, for which the `labels` are the words.

    `lean` is where a day lies; `is_numbered` is whether the choices were shown with numbers, `also` are other
    words for them, each with its choice.
    """

    kind: FieldType
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_numbered: bool = False
    units: Units = UNNAMED
    lean: Lean = Lean.EITHER
    also: tuple[tuple[str, str], ...] = ()


def read_typed_value(text: str, form: TypedForm, today: int) -> Value | Mismatch:
    """The value that a text means, in the fixed unit of its type, or why it means none.

    `today` is the ordinal from which days are told.
    """
    if form.kind is FieldType.CHOICES:
        return _several(text, form)
    if form.choices:
        return _choice(text, form)
    if form.kind is FieldType.FLAG:
        flag = yes_or_no(text)
        return Mismatch(YES_OR_NO) if flag is None else flag
    if form.kind is FieldType.DATE:
        day = read_typed_day(text, today, form.lean)
        return Mismatch(day.expected, _WHICH_DAY) if isinstance(day, Mismatch) and yes_or_no(text) else day
    return read_typed_number(text, form.kind, form.units) if form.kind in ORDERED else text


def _choice(text: str, form: TypedForm) -> str | Mismatch:
    return read_typed_choice(
        text,
        form.choices,
        _expected(form),
        labels=form.labels,
        also=form.also,
        is_numbered=form.is_numbered,
    )


def _several(text: str, form: TypedForm) -> str | Mismatch:
    """Several choices with commas, or "and", between them."""
    words = []
    for part in words_in(text):
        word = _choice(part, form)
        both = [_choice(one, form) for one in part.split(" and ")] if isinstance(word, Mismatch) else [word]
        found = [one for one in both if not isinstance(one, Mismatch)]
        if len(found) < len(both):
            return word if isinstance(word, Mismatch) else Mismatch(_expected(form))
        words += found
    return joined(words, form.choices)


def _expected(form: TypedForm) -> str:
    several = "one or several of " if form.kind is FieldType.CHOICES else "one of "
    return several + ", ".join(form.choices)
