"""Changes of facts as people say them: "Menu cards (Kim Bakery): next deadline 24 December 2026"."""

from advisor.advice.find_subject import Subjects
from advisor.facts.rows import row_at
from advisor.playbook.types import FieldType, Value, speak
from advisor.playbook.vocabulary import Entity, spaced
from advisor.source.tree import Entry, Mapping, Scalar

_MOST = 2  # facts that are told one by one


def facts_in_words(changes: Mapping, subjects: Subjects, verb: str = "") -> str:
    """What changes (paths and values) say of a state that has them already; a text on one line.

    With a `verb` ("added", "ended") the first subject and that word; else its facts, the first few of them.
    """
    told = [_told(entry, subjects) for entry in changes.entries]
    label = next((label for label, _ in told), "")
    if verb:
        kind = changes.entries[0].key.text.partition(".")[0] if changes.entries else ""
        alike = (entry.key.text.startswith(f"{kind}.") for entry in changes.entries)
        whole = [of for (of, fact), is_alike in zip(told, alike, strict=True) if is_alike and not fact]
        return f"{', '.join(dict.fromkeys([label, *whole]))}, {verb}"
    facts = [fact for of, fact in told if of == label and fact]
    more = len(facts) - _MOST
    return f"{label}: {', '.join(facts[:_MOST])}" + (f" and {more} more" if more > 0 else "")


def _told(entry: Entry, subjects: Subjects) -> tuple[str, str]:
    """What a change is about, and the fact that it tells; "" for the fact where it adds something whole."""
    stem, _, name = entry.key.text.rpartition(".")
    row = row_at(subjects.facts, entry.key.text) or row_at(subjects.facts, stem)
    if row is None:
        return entry.key.text, ""
    entity, label = subjects.entities[row.entity], subjects.label(row)
    if not isinstance(entry.value, Scalar) or row.path == entry.key.text:
        return label, ""
    return label, f"{spaced(name)} {_spoken(subjects.facts.value(row, name), name, entity, subjects)}"


def _spoken(value: Value | None, name: str, entity: Entity, subjects: Subjects) -> str:
    if value is None:
        return "unknown"
    field = entity.fields.get(name)
    units = subjects.facts.schema.vocabulary.words.units
    return speak(value, field.kind if field is not None else FieldType.TEXT, units)
