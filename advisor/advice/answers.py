"""What people answer to a question, as it is written into a state and as it is spoken.

What they may type is told by `facts/typed`; here is what an answer may be besides: a text, or "not yet".
"""

import re
from unicodedata import normalize

from advisor.facts.typed.lean import EXPECTED_DAY, Lean
from advisor.facts.typed.values import YES_OR_NO, TypedForm, read_typed_value
from advisor.facts.typed.words import NOT_SO_FAR as _NOT_SO_FAR
from advisor.facts.typed.words import plain_words
from advisor.playbook.ids import SIGNS, is_id
from advisor.playbook.types import FieldType, Mismatch, expected_value, plain, speak
from advisor.playbook.units import UNNAMED, Units
from advisor.source.encoding import forbidden_in_value
from advisor.source.record import record

LONGEST = 1000  # of a text, in characters

_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
_EXPECTED = {
    FieldType.FLAG: YES_OR_NO,
    FieldType.DATE: EXPECTED_DAY,
    FieldType.TEXT: "a text on one line",
    FieldType.ACTION: "the id of an action, such as check-in",
}


@record
class Form:
    """What an answer may look like: one of the `choices`, if any, for which the `labels` are the words.

    `is_id` is a text that becomes part of paths, `is_past` a day that has come.  `also` are other words for
    the choices, each with its choice, and `means` is what choices mean.
    """

    kind: FieldType
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_id: bool = False
    units: Units = UNNAMED
    is_past: bool = False
    also: tuple[tuple[str, str], ...] = ()
    means: tuple[tuple[str, str], ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether a number may stand for a choice: where none of the choices looks like one."""
        return bool(self.choices) and not any(choice.isdecimal() for choice in self.choices)

    @property
    def as_typed(self) -> TypedForm:
        """What may be typed: a day that has come lies behind, any other one ahead."""
        lean = Lean.BEHIND if self.is_past else Lean.AHEAD
        return TypedForm(self.kind, self.choices, self.labels, self.is_numbered, self.units, lean, self.also)

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
    if form.kind is FieldType.TEXT and not form.choices:
        return _read_text(answer.strip(), form)
    if form.may_not_be and plain_words(answer) in _NOT_SO_FAR:
        return NOT_SO_FAR
    value = read_typed_value(answer, form.as_typed, today)
    if isinstance(value, Mismatch):
        return Mismatch(expected(form), value.hint) if form.choices else value
    if isinstance(value, str):
        return Answer(value, value, is_text=True)
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


def _read_text(text: str, form: Form) -> Answer | Mismatch:
    """A text; quotes around it are taken off, so that "stop" may be a text as well."""
    quoted = _QUOTED.fullmatch(text)
    text = quoted[1].strip() if quoted else text
    wrong = forbidden_in_value(text)
    if wrong or not text:
        return Mismatch(expected(form), f"it holds {wrong}" if wrong else "write something")
    if len(text) > LONGEST:
        return Mismatch(f"a text of at most {LONGEST:,} characters")
    text = normalize("NFC", text) if form.is_id else text
    if form.is_id and (len(text) > 100 or not is_id(text)):
        return Mismatch(f"a short name of {SIGNS}, such as acme")
    return Answer(text, text, is_text=True)
