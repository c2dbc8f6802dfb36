"""Titles and labels of rows that SQL chose, worded by the same code as in advice."""

from collections.abc import Sequence

from advisor.advice.fill_templates import Fillers
from advisor.advice.model import Subject
from advisor.engine.run import Program
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import Action
from advisor.playbook.types import ORDERED, Day, FieldType, Value


class Wording:
    """Words rows; one for all of a playbook, with an example of the facts of each action."""

    def __init__(self, program: Program) -> None:
        self.program, self.fillers = program, Fillers(program)
        self._examples: dict[str, _Example] = {}

    def words(
        self, action: Action, called: str, paths: Sequence[Path], texts: Sequence[str | None]
    ) -> tuple[Subject, str]:
        """The subject that advice calls so, and the title; `texts` are the values of the paths."""
        example = self._examples.get(action.id)
        if example is None:
            example = self._examples[action.id] = _Example(self.program, action, paths)
        row = example.filled(called, texts)
        label = example.entity.label
        text = row.id if label is None else self.fillers.label(label, example.view, row)
        return Subject(row.entity, called, text), self.fillers.fill(action.title, example.view, row)


class _Example:
    """The facts that an action and the label of its subject read; each subject puts its own values there."""

    def __init__(self, program: Program, action: Action, paths: Sequence[Path]) -> None:
        self._schema = program.schema
        self.entity = self._schema.vocabulary.entities[action.entity]
        self.row = self._new_row(action.entity)
        self._is_named = bool(self.entity.key or self.entity.single)
        singles: dict[str, list[Row]] = {action.entity: [self.row]} if self.entity.single else {}
        self._usual = dict(self._schema.policy)
        self._policy = dict(self._usual)
        self._places: list[tuple[FieldType, list[Value | None] | None, int, str]] = []
        for path in paths:
            if path.root is Root.POLICY:
                self._places.append((path.kind, None, 0, path.name))
                continue
            row = self.row
            if path.single:
                row = singles.setdefault(path.single, [self._new_row(path.single)])[0]
            for hop in path.hops:
                there = self._schema.vocabulary.entities[row.entity].hops[hop]
                row = row.links.setdefault(hop, self._new_row(there))
            slot = self._schema.layouts[row.entity].slots[path.name]
            self._places.append((path.kind, row.values, slot, path.name))
        self.view = WorkingMemory(Facts(self._schema, Day(1), singles, self._policy, {}), {})

    def _new_row(self, entity: str) -> Row:
        return Row(entity, entity, entity, [None] * len(self._schema.layouts[entity].defaults), None)

    def filled(self, called: str, texts: Sequence[str | None]) -> Row:
        """The row of the subject that advice calls so, with these values of the paths."""
        row = self.row
        row.id = called if self._is_named else called.rpartition(".")[2]
        row.name = called
        for (kind, values, slot, name), text in zip(self._places, texts, strict=True):
            value = _value_of(text, kind)
            if values is not None:
                values[slot] = value
            else:
                self._policy[name] = self._usual[name] if value is None else value
        return row


def can_word(paths: Sequence[Path]) -> bool:
    """Whether all that texts read are values of fields, and neither lists nor conclusions."""
    return not any(path.kind is FieldType.LIST or path.conclusion for path in paths)


def _value_of(text: str | None, kind: FieldType) -> Value | None:
    if text is None:
        return None
    if kind is FieldType.FLAG:
        return text == "true"
    return int(text) if kind in ORDERED else text
