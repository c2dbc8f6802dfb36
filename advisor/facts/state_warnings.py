"""What to doubt in a state that can be read: days to come, doubtful numbers, what cannot be true of it."""

from collections.abc import Iterable, Iterator
from itertools import product

from advisor.facts.evaluate import Evaluator, Truths
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.playbook.conditions import Condition, Connective, FieldTest, Not, tested_paths
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
    """Where the first fact stands that fails, else the first that is looked at, else the row."""
    evaluator = Evaluator(view.facts.schema)
    tests = list(_tests(constraint.holds))
    failing = [test for test in tests if evaluator.condition(test)(view, row) is False]
    for path in (path for test in (*failing, *tests) for path in tested_paths(test)):
        owner = evaluator.row_at(path, view, row) if path.entity else None
        place = owner.places.get(path.name) if owner is not None else None
        if place is not None:
            return place
    return row.place


def _tests(condition: Condition) -> Iterator[FieldTest]:
    """The tests of the row itself."""
    if isinstance(condition, FieldTest):
        yield condition
    elif isinstance(condition, Connective):
        for part in condition.parts:
            yield from _tests(part)
    elif isinstance(condition, Not):
        yield from _tests(condition.part)
