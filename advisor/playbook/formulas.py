"""The formulas of computed fields.  `facts/formulas.py` says what they come to, unknown parts included."""

from collections.abc import Iterator
from enum import StrEnum

from advisor.playbook.conditions import Condition, Relation, paths_of
from advisor.playbook.expressions import Expression, Path, paths_in
from advisor.source.record import record


@record
class DaysSince:
    """Days from a date field to the day of the review; negative for a date to come."""

    of: str


@record
class DaysUntil:
    """Days from the day of the review to a date field; negative for a date gone by."""

    of: str


@record
class BusinessDaysSince:
    """As `DaysSince`, from Monday to Friday: of the days after the date, until that of the review."""

    of: str


@record
class BusinessDaysUntil:
    """As `DaysUntil`, from Monday to Friday."""

    of: str


@record
class CountOf:
    """How many related entities match a block; unknown while one of them is undecided."""

    relation: Relation
    block: Condition


@record
class SumOf:
    """The sum of a field over the related entities that match; unknown while any part of it is."""

    of: Path
    relation: Relation
    block: Condition


class Statistic(StrEnum):
    """What several values are put into one by."""

    MAX = "max"
    MIN = "min"
    AVERAGE = "average"


@record
class StatisticOf:
    """The greatest, the least or the average of a field over the related entities that match."""

    statistic: Statistic
    of: Path
    relation: Relation
    block: Condition


class Moment(StrEnum):
    """Where something stands in the order of days."""

    LATEST = "latest"
    EARLIEST = "earliest"


@record
class ValueAt:
    """A field of the latest (or the earliest) related entity that matches, by a date field of it."""

    moment: Moment
    of: Path
    by: Path
    relation: Relation
    block: Condition


@record
class ListOf:
    """A field of each related entity of which the block is known to hold, for sentences alone.

    Most first, by `by`, or in the order of their ids; at most `first` of them, None: all.
    """

    of: Path
    by: Path | None
    first: int | None
    relation: Relation
    block: Condition


@record
class Case:
    """A value that counts where a block holds; None: wherever no case before it does."""

    when: Condition | None
    value: Expression


@record
class Cases:
    """The value of the first case that holds; unknown where none does, or before one that is not known."""

    cases: tuple[Case, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The blocks of its cases, in their order."""
        return tuple(case.when for case in self.cases if case.when is not None)


@record
class Function:
    """A function that a package registers, by name."""

    name: str


DayCount = DaysSince | DaysUntil | BusinessDaysSince | BusinessDaysUntil
OverRelated = CountOf | SumOf | StatisticOf | ValueAt | ListOf
Formula = DayCount | OverRelated | Cases | Function


def values_of(formula: OverRelated) -> tuple[Path, ...]:
    """The fields of related entities that a formula works with."""
    if isinstance(formula, CountOf):
        return ()
    by = formula.by if isinstance(formula, ValueAt | ListOf) else None
    return (formula.of,) if by is None else (formula.of, by)


def formula_paths(formula: OverRelated | Cases) -> Iterator[Path]:
    """The paths that a formula reads."""
    if isinstance(formula, OverRelated):
        yield from paths_of(formula.block)
        yield from values_of(formula)
        return
    for case in formula.cases:
        if case.when is not None:
            yield from paths_of(case.when)
        yield from paths_in(case.value)
