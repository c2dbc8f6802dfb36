"""What to doubt in a state that can be read: days to come, doubtful numbers, what cannot be true of it."""

from collections.abc import Iterable, Iterator
from itertools import product

from advisor.facts.evaluate import Evaluator, Truths
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.playbook.conditions import (
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    Not,
    Quantifier,
    Unless,
    tested_paths,
)
from advisor.playbook.model import Constraint
from advisor.playbook.reading import ordered
from advisor.playbook.types import FieldType, speak
from advisor.source.diagnostic import Diagnostic, Location, Severity

_HINT = "write the day on which it happened, or leave it out until it has"


def state_warnings(facts: Facts, severity: Severity = Severity.WARNING) -> tuple[Diagnostic, ...]:
    """What to doubt in a state, in order of place."""
    evaluator = Evaluator(facts.schema)
    constraints = [(one, evaluator.condition(one.holds)) for one in facts.schema.constraints]
    found = [*_days_ahead(facts), *facts.doubts, *broken_constraints(facts, constraints)]
    return ordered(
        Diagnostic(doubt.code, doubt.location, doubt.message, doubt.hint, severity) for doubt in found
    )


def _days_ahead(facts: Facts) -> Iterator[Diagnostic]:
    """Days to come in fields that are `past`."""
    today = speak(facts.as_of, FieldType.DATE)
    for name, entity in facts.schema.vocabulary.entities.items():
        past = [field.name for field in entity.fields.values() if field.past]
        for row, field in product(facts.rows[name], past):
            day, place = facts.value(row, field), row.places.get(field)
            if place is not None and isinstance(day, int) and day > facts.as_of:
                spoken = speak(day, FieldType.DATE)
                message = f'"{field}" of {row.path} is {spoken}, a day that has not come yet on {today}'
                yield Diagnostic("day-ahead", place, message, _HINT, Severity.WARNING)


def broken_constraints(facts: Facts, constraints: Iterable[tuple[Constraint, Truths]]) -> list[Diagnostic]:
    """What constraints, each with its truth, rule out; one that is not known to be broken says nothing."""
    view = WorkingMemory(facts, {})
    found = []
    for constraint, holds in constraints:
        for row in facts.rows[constraint.entity]:
            place = _place(constraint, row, view) if holds(view, row) is False else None
            if place is not None:
                message = f"{row.path}: {constraint.says}"
                found.append(Diagnostic("constraint", place, message, "", constraint.severity))
    return found


def _place(constraint: Constraint, row: Row, view: WorkingMemory) -> Location | None:
    """Where the first fact stands that makes the condition false, else the row."""
    evaluator = Evaluator(view.facts.schema)
    failing = _Reasons(evaluator, view, row).of(constraint.holds, False)
    for path in (path for test in failing for path in tested_paths(test)):
        owner = evaluator.row_at(path, view, row) if path.entity else None
        place = owner.places.get(path.name) if owner is not None else None
        if place is not None:
            return place
    return row.place


class _Reasons(ConditionFold[bool, Iterator[FieldTest | Count]]):
    """The tests of a row that make a condition true or false; the context is which of these it is.

    What is not known is no reason, nor is what other rows say: of a number of them, the test alone is.
    """

    def __init__(self, evaluator: Evaluator, view: WorkingMemory, row: Row) -> None:
        self.evaluator, self.view, self.row = evaluator, view, row

    def test(self, condition: FieldTest, context: bool) -> Iterator[FieldTest | Count]:
        if self._found(condition) is context:
            yield condition

    def connective(self, condition: Connective, context: bool) -> Iterator[FieldTest | Count]:
        for part in condition.parts:
            if self._found(part) is context:
                yield from self.of(part, context)

    def negation(self, condition: Not, context: bool) -> Iterator[FieldTest | Count]:
        return self.of(condition.part, not context)

    def exception(self, condition: Unless, context: bool) -> Iterator[FieldTest | Count]:
        return self.of(condition.part, not context)

    def count(self, condition: Count, context: bool) -> Iterator[FieldTest | Count]:
        yield condition

    def quantifier(self, condition: Quantifier, context: bool) -> Iterator[FieldTest | Count]:
        yield from ()

    def _found(self, condition: Condition) -> bool | None:
        return self.evaluator.condition(condition)(self.view, self.row)
