"""Which questions a state calls for: those of rules for which something that it says speaks already.

A rule for which nothing speaks yet waits for missing facts alone, and asks the same of everybody.
"""

from collections.abc import Mapping, Sequence

from advisor.engine.run import Program
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import (
    Condition,
    ConditionFold,
    Connective,
    FieldTest,
    NoneOf,
    Not,
    Quantifier,
    Unless,
    tested_paths,
)
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import Rule


class CalledFor(ConditionFold[Row, bool]):
    """Finds what speaks for rules in a view; `drawing` has the waiting rules that may draw a conclusion."""

    def __init__(
        self,
        program: Program,
        view: WorkingMemory,
        drawing: Mapping[tuple[str, str, int], Sequence[Rule]],
    ) -> None:
        self.program, self.view, self._drawing = program, view, drawing
        self._known: dict[tuple[str, int], bool] = {}

    def by(self, rule: Rule, row: Row) -> bool:
        """Whether something that the state says speaks for a rule that waits, or for what it waits for."""
        key = rule.id, row.index
        if key not in self._known:
            self._known[key] = False  # a circle of conclusions adds nothing
            self._known[key] = self.of(rule.when, row)
        return self._known[key]

    def test(self, condition: FieldTest, row: Row) -> bool:
        """A test that is met by something written, or a conclusion for whose rules something speaks."""
        if self._truth(condition, row):
            return any(self._is_said(path, row) for path in tested_paths(condition))
        path = condition.path
        owner = self.program.evaluator.row_at(path, self.view, row) if path.conclusion else None
        if owner is None:
            return False
        return any(
            self.by(rule, owner) for rule in self._drawing.get((path.entity, path.name, owner.index), ())
        )

    def connective(self, condition: Connective, row: Row) -> bool:
        """A part that speaks for it."""
        return any(self.of(part, row) for part in condition.parts if self._truth(part, row) is not False)

    def negation(self, condition: Not, row: Row) -> bool:
        """Something written by which the opposite is not so."""
        part = condition.part
        if not self._truth(condition, row) or not isinstance(part, FieldTest):
            return False
        return any(self._is_said(path, row) for path in tested_paths(part))

    def exception(self, condition: Unless, row: Row) -> bool:
        """Exceptions speak against a rule, never for it."""
        return False

    def quantifier(self, condition: Quantifier, row: Row) -> bool:
        """Something that matches; that nothing does is so of most states."""
        return bool(self._truth(condition, row)) and not isinstance(condition, NoneOf)

    def _truth(self, condition: Condition, row: Row) -> bool | None:
        return self.program.truth(condition)(self.view, row)

    def _is_said(self, path: Path, row: Row) -> bool:
        """Whether a value was written, drawn, or computed to something; a default says nothing."""
        owner = None if path.root is Root.POLICY else self.program.evaluator.row_at(path, self.view, row)
        if owner is None:
            return False
        if path.conclusion or path.name in owner.links or path.name in owner.places:
            return True
        is_computed = path.name in self.program.schema.vocabulary.entities[owner.entity].computed
        return is_computed and bool(self.view.facts.value(owner, path.name))
