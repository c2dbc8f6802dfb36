"""The values of computed fields: what each formula comes to for a row, or None for unknown."""

from collections.abc import Callable, Sequence

from advisor.facts.arithmetic import rounding
from advisor.facts.evaluate import Evaluator, Getter, Truth, Truths
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.formulas import (
    BusinessDaysSince,
    Case,
    Cases,
    CountOf,
    DayCount,
    DaysSince,
    DaysUntil,
    Formula,
    ListOf,
    Moment,
    OverRelated,
    Statistic,
    StatisticOf,
    SumOf,
    ValueAt,
)
from advisor.playbook.functions import usable_function
from advisor.playbook.types import FieldType, Value, scale_of

Members = Callable[[WorkingMemory, Row], list[tuple[Truth, Row]]]


def formula_getter(formula: Formula, entity: str, kind: FieldType, evaluator: Evaluator) -> Getter:
    """Reads the value of a formula, in the unit of a type, for a row of an entity.

    A list has none: sentences alone name it, and `facts/listed.py` finds whom.
    """
    if isinstance(formula, DayCount):
        layout = evaluator.schema.layouts[entity]
        field = layout.entity.fields.get(formula.of)
        return _days(formula, layout.slots[formula.of], of_the_past=field is not None and field.past)
    if isinstance(formula, ListOf):
        return lambda view, row: None
    if isinstance(formula, OverRelated):
        return _over_related(formula, kind, evaluator)
    if isinstance(formula, Cases):
        return _first_case([_case(case, evaluator) for case in formula.cases])
    function = usable_function(formula.name)
    if function is None:  # its package was there when the playbook was checked
        return lambda view, row: None
    value = function.value
    return lambda view, row: value(view.facts, row)


def _days(formula: DayCount, slot: int, *, of_the_past: bool) -> Getter:
    """The days since or until a date; since one that tells of the past and is still to come, nobody knows."""
    sign = -1 if isinstance(formula, DaysSince | BusinessDaysSince) else 1
    count = _days_between
    if not isinstance(formula, DaysSince | DaysUntil):
        from advisor.playbook.business_days import business_days_between

        count = business_days_between
    not_ahead = of_the_past and sign < 0

    def days(view: WorkingMemory, row: Row) -> Value | None:
        day = row.values[slot]
        if day is None or (not_ahead and int(day) > view.facts.as_of):
            return None
        return sign * count(view.facts.as_of, int(day))

    return days


def _days_between(first: int, last: int) -> int:
    return last - first


def _over_related(
    formula: CountOf | SumOf | StatisticOf | ValueAt, kind: FieldType, evaluator: Evaluator
) -> Getter:
    members = _members(formula, evaluator.condition(formula.block))
    if isinstance(formula, CountOf):
        return _count(members)
    of = evaluator.getter(formula.of)
    if isinstance(formula, SumOf):
        return _sum(members, of)
    if isinstance(formula, ValueAt):
        return _value_at(formula, members, of, evaluator.getter(formula.by))
    if formula.statistic is Statistic.AVERAGE:
        return _average(formula, members, of, kind)
    return _extreme(formula, members, of)


def _members(formula: OverRelated, block: Truths) -> Members:
    """The related rows that match or may match, each with the truth of the block."""
    entity, via = formula.relation.entity, formula.relation.via

    def members(view: WorkingMemory, row: Row) -> list[tuple[Truth, Row]]:  # as `judged`, for very many rows
        facts = view.facts
        found: list[tuple[Truth, Row]] = []
        for other in facts.rows[entity] if via is None else row.inverse.get((entity, via), ()):
            truth = block(view, other)
            if truth is not False:
                found.append((truth, other))
        unlinked = facts.unlinked(entity, via)
        if unlinked:
            found += [(None, other) for other in unlinked if block(view, other) is not False]
        return found

    return members


def _count(members: Members) -> Getter:
    def count(view: WorkingMemory, row: Row) -> Value | None:
        found = members(view, row)
        return len(found) if all(truth for truth, _ in found) else None

    return count


def _sum(members: Members, of: Getter) -> Getter:
    def total(view: WorkingMemory, row: Row) -> Value | None:
        values = _all_known(members(view, row), of, view)
        return None if values is None else sum(values)

    return total


def _all_known(members: list[tuple[Truth, Row]], of: Getter, view: WorkingMemory) -> list[int] | None:
    """The values of the rows that match; None where one is unknown, or where a row is undecided."""
    values: list[int] = []
    for truth, other in members:
        value = of(view, other) if truth else None
        if value is None:
            return None
        values.append(int(value))
    return values


def _average(formula: StatisticOf, members: Members, of: Getter, kind: FieldType) -> Getter:
    scale, in_units = scale_of(formula.of.kind), rounding(kind)

    def average(view: WorkingMemory, row: Row) -> Value | None:
        values = _all_known(members(view, row), of, view)
        return in_units((sum(values), scale * len(values))) if values else None

    return average


def _extreme(formula: StatisticOf, members: Members, of: Getter) -> Getter:
    """An undecided row counts for nothing where its value would not win."""
    best_of: Callable[[Sequence[int]], int] = max if formula.statistic is Statistic.MAX else min

    def extreme(view: WorkingMemory, row: Row) -> Value | None:
        certain: list[int] = []
        undecided: list[int] = []
        for truth, other in members(view, row):
            value = of(view, other)
            if value is None:
                return None
            (certain if truth else undecided).append(int(value))
        best = best_of(certain) if certain else None
        return best if best is not None and best_of([best, *undecided]) == best else None

    return extreme


def _value_at(formula: ValueAt, members: Members, of: Getter, by: Getter) -> Getter:
    """Of several on the deciding day, and of undecided ones that may be later, all must have one value."""
    sign = 1 if formula.moment is Moment.LATEST else -1

    def value_at(view: WorkingMemory, row: Row) -> Value | None:
        rows = members(view, row)
        if not rows:
            return None
        found = [(truth, by(view, other), other) for truth, other in rows]
        days = [sign * int(day) for truth, day, _ in found if truth and day is not None]
        if not days or any(day is None for _, day, _ in found):
            return None
        deciding = [other for _, day, other in found if day is not None and sign * int(day) >= max(days)]
        values = {of(view, other) for other in deciding}
        return values.pop() if len(values) == 1 else None

    return value_at


_WhenAndValue = tuple[Truths | None, Getter]


def _case(case: Case, evaluator: Evaluator) -> _WhenAndValue:
    when = None if case.when is None else evaluator.condition(case.when)
    return when, evaluator.operand(case.value)


def _first_case(cases: list[_WhenAndValue]) -> Getter:
    def value(view: WorkingMemory, row: Row) -> Value | None:
        for when, read in cases:
            truth = True if when is None else when(view, row)
            if truth is not False:
                return read(view, row) if truth else None
        return None

    return value
