"""What an answer to a question about a field or a link may look like."""

from advisor.advice.answers import Form, read_answer
from advisor.facts.rows import Facts, Row
from advisor.facts.state import State
from advisor.facts.typed.words import is_not_known, plain_words
from advisor.playbook.types import FieldType, Mismatch
from advisor.source.diagnostic import Location
from advisor.source.tree import Scalar, Sequence

TYPED = Location("<typed>", 1, 1)  # where diagnostics say that a typed fact stands

_TAKES_OUT = ("unknown", "not known")  # a text; a title may be "Pass" or "Skip"


def form_of(row: Row, name: str, facts: Facts, state: State) -> Form:
    """The form of an answer that gives a field or a link of a row its value."""
    vocabulary = facts.schema.vocabulary
    entity = vocabulary.entities[row.entity]
    field = entity.fields.get(name)
    if field is None:
        return _link_form(entity.links[name], facts, state)
    if field.kind is FieldType.ACTION:
        return Form(field.kind, tuple(sorted(facts.schema.actions)))
    units = vocabulary.words.units
    is_id, words = name == entity.key, (field.choice_words, field.means)
    return Form(field.kind, field.choices, (), is_id, units, field.past, *words)


def _link_form(target: str, facts: Facts, state: State) -> Form:
    """An id: of those that are listed, or any where there is no list."""
    section = facts.schema.vocabulary.entities[target].section
    rows = facts.rows[target]
    if isinstance(state.tree.get(section), Sequence) and rows:
        has_name = "name" in facts.schema.layouts[target].slots
        names = [facts.value(row, "name") if has_name else None for row in rows]
        labels = tuple(name if isinstance(name, str) else "" for name in names)
        return Form(FieldType.CHOICE, tuple(row.id for row in rows), labels)
    return Form(FieldType.TEXT, is_id=True)


def read_fact(text: str, form: Form, today: int) -> Scalar | Mismatch:
    """The value that a text gives a fact, null for what is not known; or what was expected instead."""
    is_text = form.kind is FieldType.TEXT and not form.choices
    if plain_words(text) in _TAKES_OUT if is_text else is_not_known(text):
        return Scalar("null", False, TYPED)
    answer = read_answer(text, form, today)
    if isinstance(answer, Mismatch):
        return answer
    return Scalar("null", False, TYPED) if answer.text is None else Scalar(answer.text, answer.is_text, TYPED)
