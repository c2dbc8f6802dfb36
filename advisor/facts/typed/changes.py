"""Values of paths as a person typed them ("contracts.c-101.due=next friday"), made those that a file holds.

What cannot be read either way stays as it is, for the state that it goes into to report at its place.
"""

from advisor.facts.rows import id_of
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.facts.typed.lean import Lean
from advisor.facts.typed.values import TypedForm, read_typed_value
from advisor.playbook.ids import split_id
from advisor.playbook.types import FieldType, Mismatch, plain, read_value
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import StateError
from advisor.source.tree import Entry, Mapping, Scalar, items_of

_AS_OF = "as_of"
_AS_TYPED = frozenset({FieldType.TEXT, FieldType.ACTION})


def typed_changes(changes: Mapping, state: State, schema: Schema, today: int) -> Mapping:
    """The changes (paths and values, as for `override`) with values as a file holds them.

    `today` is the ordinal from which days are told.  Raises StateError with every value that could be two.
    """
    problems: list[Diagnostic] = []
    entries = [_typed(entry, state, schema, today, problems) for entry in changes.entries]
    if problems:
        raise StateError(problems)
    return Mapping(tuple(entries), changes.location)


def _typed(entry: Entry, state: State, schema: Schema, today: int, problems: list[Diagnostic]) -> Entry:
    value, parts = entry.value, entry.key.text.split(".")
    form = _form_at(parts, state, schema)
    if form is None or not isinstance(value, Scalar) or value.quoted or value.is_null:
        return entry
    if form.kind in _AS_TYPED:
        return entry
    read = read_typed_value(value.text, form, today)
    if not isinstance(read, Mismatch):
        return Entry(entry.key, Scalar(plain(read, form.kind), value.quoted, value.location))
    is_strict = not isinstance(read_value(value.text, form.kind, form.choices, form.units), Mismatch)
    if is_strict or read.hint:
        message = f'"{parts[-1]}": found "{value.text}", expected {read.expected}'
        problems.append(Diagnostic("wrong-value", value.location, message, read.hint))
    return entry


def _form_at(parts: list[str], state: State, schema: Schema) -> TypedForm | None:
    """What the field at a path asks for; None where there is no such field."""
    units = schema.vocabulary.words.units
    if parts == [_AS_OF]:
        return TypedForm(FieldType.DATE)
    if parts[0] == POLICY and len(parts) == 2:
        kind = schema.policy_kinds.get(parts[1])
        return None if kind is None else TypedForm(kind, units=units)
    entity = schema.sections.get(parts[0])
    if entity is None:
        return None
    rest = parts[1:] if entity.single else _after_id(parts, entity, state)
    return _form_in(entity, rest, schema)


def _after_id(parts: list[str], entity: Entity, state: State) -> list[str]:
    """What follows the id in a path; where that is not listed, it has no dots."""
    ids = [id_of(row, entity) for row in items_of(state.tree.get(entity.section))]
    found = split_id(parts[1:], ids)
    return found[1] if found is not None else parts[2:]


def _form_in(entity: Entity, rest: list[str], schema: Schema) -> TypedForm | None:
    children = {child.section: child for child in schema.children[entity.name]}
    if len(rest) == 3 and rest[0] in children and rest[1].isdecimal():
        return _form_in(children[rest[0]], rest[2:], schema)
    field = entity.fields.get(rest[0]) if len(rest) == 1 else None
    if field is None:
        return None
    lean = Lean.BEHIND if field.past else Lean.AHEAD
    units = schema.vocabulary.words.units
    return TypedForm(field.kind, field.choices, units=units, lean=lean, also=field.choice_words)
