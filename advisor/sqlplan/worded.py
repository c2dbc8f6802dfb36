"""Titles and labels of rows that SQL chose, worded by the same code as in advice."""

from collections.abc import Sequence

from advisor.advice.fill_templates import Fillers
from advisor.advice.model import Subject
from advisor.advice.names import Names
from advisor.engine.run import Program
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import Action
from advisor.playbook.types import ORDERED, Day, FieldType, Value


class Wording:
    """Words rows; one for all of a playbook."""

    def __init__(self, program: Program) -> None:
        self.program, self.fillers = program, Fillers(program)
        self._slots = {name: layout.slots for name, layout in program.schema.layouts.items()}
        self._none = {name: len(layout.defaults) for name, layout in program.schema.layouts.items()}

    def words(
        self, action: Action, called: str, paths: Sequence[Path], texts: Sequence[str | None]
    ) -> tuple[Subject, str]:
        """The subject that advice calls so, and the title; `texts` are the values of the paths."""
        entity = self.program.schema.vocabulary.entities[action.entity]
        key = called if entity.key or entity.single else called.rpartition(".")[2]
        row = self._row(action.entity, key, called)
        singles: dict[str, list[Row]] = {entity.name: [row]} if entity.single else {}
        policy = dict(self.program.schema.policy)
        for path, text in zip(paths, texts, strict=True):
            value = _value_of(text, path.kind)
            if path.root is Root.POLICY:
                policy[path.name] = value if value is not None else policy[path.name]
                continue
            start = row
            if path.single:
                start = singles.setdefault(path.single, [self._row(path.single, path.single, path.single)])[0]
            if value is not None:
                self._put(start, path, value)
        facts = Facts(self.program.schema, Day(1), singles, policy, {})
        names = Names(self.fillers, WorkingMemory(facts, {}))
        return names.subject(row), names.fill(action.title, row)

    def _row(self, entity: str, key: str, called: str) -> Row:
        return Row(entity, key, called, [None] * self._none[entity], None, name=called)

    def _put(self, row: Row, path: Path, value: Value) -> None:
        entities = self.program.schema.vocabulary.entities
        for hop in path.hops:
            there = entities[row.entity].hops[hop]
            row = row.links.setdefault(hop, self._row(there, hop, hop))
        row.values[self._slots[row.entity][path.name]] = value


def can_word(paths: Sequence[Path]) -> bool:
    """Whether all that texts read are values of fields, and neither lists nor conclusions."""
    return not any(path.kind is FieldType.LIST or path.conclusion for path in paths)


def _value_of(text: str | None, kind: FieldType) -> Value | None:
    if text is None:
        return None
    if kind is FieldType.FLAG:
        return text == "true"
    return int(text) if kind in ORDERED else text
