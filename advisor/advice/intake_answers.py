"""Answers to triage, and to questions that may name something new, as facts."""

from advisor.advice.answers import Answer, expected, read_answer
from advisor.advice.asking import Asking
from advisor.advice.forms import TYPED
from advisor.facts.new_row import LONGEST_NAME, changed, named
from advisor.facts.rows import Facts
from advisor.facts.typed.words import plain_words
from advisor.playbook.choices import words_in
from advisor.playbook.intake import TriageOption
from advisor.playbook.types import FieldType, Mismatch, plain
from advisor.source.encoding import forbidden_in_value
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Scalar


@record
class Told:
    """An answer, what it writes, and the options of a triage that it chose."""

    answer: Answer
    changes: Mapping
    chosen: tuple[TriageOption, ...] = ()


def read_intake_answer(text: str, asking: Asking, facts: Facts) -> Told | Mismatch:
    """What a person answers to a triage, or to a question that may name something new."""
    return _options(text, asking, facts) if asking.options else _name(text, asking, facts)


def _options(text: str, asking: Asking, facts: Facts) -> Told | Mismatch:
    answer = read_answer(text, asking.form, facts.as_of)
    if isinstance(answer, Mismatch):
        several = asking.form.kind is FieldType.CHOICES
        named = [_named(part, asking) for part in (words_in(text) if several else (text,))]
        answer = read_answer(", ".join(named), asking.form, facts.as_of)
    if isinstance(answer, Mismatch):
        return answer
    words = words_in(answer.text or "") if asking.form.kind is FieldType.CHOICES else (answer.text,)
    chosen = tuple(option for option in asking.options if option.says in words)
    path = asking.path.partition(":")[0]  # of the triage, where this tells it closer
    row = path.rpartition(".")[0]
    sets = [(f"{row}.{name}", value) for option in chosen for name, value in option.sets]
    if asking.form.kind is FieldType.CHOICES:
        sets.append((path, plain(facts.as_of, FieldType.DATE)))
    entries = tuple(changed(where, Scalar(value, False, TYPED), TYPED) for where, value in sets)
    return Told(answer, Mapping(entries, TYPED), chosen)


def _named(part: str, asking: Asking) -> str:
    """The only option that holds these words, such as "over" in "a dispute is over"; else the words."""
    words = plain_words(part)
    holding = [says for says in asking.form.choices if words and f" {words} " in f" {plain_words(says)} "]
    return holding[0] if len(holding) == 1 else part


def _name(text: str, asking: Asking, facts: Facts) -> Told | Mismatch:
    """One that is listed, or else the name of a new one."""
    if asking.form.choices:
        known = read_answer(text, asking.form, facts.as_of)
        if not isinstance(known, Mismatch):
            return Told(known, Mapping((_link(asking.path, known.text or ""),), TYPED))
    name = " ".join(text.split())
    wrong = forbidden_in_value(name)
    if wrong or not name or len(name) > LONGEST_NAME or name.isdecimal():
        hint = f"it holds {wrong}" if wrong else ""
        return Mismatch(expected(asking.form) + ", or a new name" if asking.form.choices else "a name", hint)
    key, new = named(facts.schema.vocabulary.entities[asking.names], name, facts, TYPED)
    return Told(Answer(key, name, is_text=True), Mapping((new, _link(asking.path, key)), TYPED))


def _link(path: str, key: str) -> Entry:
    return changed(path, Scalar(key, True, TYPED), TYPED)
