"""The dimensions of arithmetic: what may be added, what a product measures, and which type a result may have.

Money, hours and days are measured, and multiply and divide like numbers do.  What has no measure is a plain
number (counts, ratings, what is written without a unit), a percentage (points of a score are some as well),
or a ratio (of two alike, and what is of the type number), which counts as either.  A date is no amount: days
lie between two of them.
"""

from collections.abc import Sequence
from enum import StrEnum

from advisor.playbook.expressions import Operation, Path, Quantity, Term
from advisor.playbook.types import NOUNS, FieldType
from advisor.source.record import record


class Sort(StrEnum):
    """What an amount without money, hours and days in it is."""

    NUMBER = "a plain number"
    PERCENT = "a percentage"
    RATIO = "a ratio"
    DATE = "a date"


@record
class Dimension:
    """The powers of money, hours and days; where all are 0, its sort."""

    money: int = 0
    hours: int = 0
    days: int = 0
    sort: Sort = Sort.NUMBER

    def __str__(self) -> str:
        """In words, with an article: "an amount of money", "money per hour"."""
        if not self.powers:
            return self.sort.value
        if self in _NAMED:
            return NOUNS[_NAMED[self]]
        above = [name for name, power in self.powers.items() for _ in range(power)]
        below = [name.removesuffix("s") for name, power in self.powers.items() for _ in range(-power)]
        return " ".join([" times ".join(above) or "a number", *(f"per {name}" for name in below)])

    @property
    def powers(self) -> dict[str, int]:
        """The powers that are not 0, by name."""
        powers = {"money": self.money, "hours": self.hours, "days": self.days}
        return {name: power for name, power in powers.items() if power}


_NUMBER, _PERCENT, _RATIO, _DATE = (Dimension(sort=sort) for sort in Sort)
_MONEY, _HOURS, _DAYS = Dimension(money=1), Dimension(hours=1), Dimension(days=1)
_NAMED = {_MONEY: FieldType.MONEY, _HOURS: FieldType.HOURS, _DAYS: FieldType.DAYS}
_UNITS = {
    FieldType.MONEY: _MONEY,
    FieldType.HOURS: _HOURS,
    FieldType.DAYS: _DAYS,
    FieldType.DATE: _DATE,
    FieldType.PERCENT: _PERCENT,
    FieldType.POINTS: _PERCENT,
    FieldType.COUNT: _NUMBER,
    FieldType.RATING: _NUMBER,
    FieldType.NUMBER: _RATIO,
}
_RESULTS = {
    _MONEY: FieldType.MONEY,
    _HOURS: FieldType.HOURS,
    _DAYS: FieldType.DAYS,
    _DATE: FieldType.DATE,
    _PERCENT: FieldType.PERCENT,
    _NUMBER: FieldType.NUMBER,
    _RATIO: FieldType.NUMBER,
}
# What to write instead of a bare number, beside another unit.
_HINTS = {
    _MONEY: "write an amount of money with its currency sign",
    _HOURS: 'write a number of hours with its unit: "5 hours"',
    _DAYS: 'write a number of days with its unit: "30 days"',
    _PERCENT: 'write a percentage with its sign: "5%"',
    _DATE: 'write a number of days with its unit: "30 days"',
}


@record
class DimensionMismatch:
    """Why parts do not go together: what cannot be done with which units, and what to try."""

    message: str
    hint: str = ""


def dimension_of(kind: FieldType) -> Dimension | None:
    """The dimension of a type; None where one cannot calculate with it."""
    return _UNITS.get(kind)


def dimension_of_quantity(quantity: Quantity) -> Dimension | None:
    """The dimension of a number in an expression: without a unit it is a plain number, and no ratio."""
    return _NUMBER if quantity.kind is FieldType.NUMBER else dimension_of(quantity.kind)


def result_type(unit: Dimension) -> FieldType | None:
    """The type of a result that nothing is said of; None where there is no such type."""
    return _RESULTS.get(unit)


def fits(unit: Dimension, kind: FieldType) -> bool:
    """Whether a result of this dimension may be of the type: a ratio may be a percentage, or a number."""
    wanted = dimension_of(kind)
    either = (_NUMBER, _PERCENT, _RATIO)
    return unit == wanted or (unit, wanted) == (_NUMBER, _RATIO) or (unit == _RATIO and wanted in either)


def hint_for(left: Dimension, right: Dimension) -> str:
    """What to try where the two should be alike, and one of them is a plain number; "" otherwise."""
    if _NUMBER not in (left, right):
        return ""
    return _HINTS.get(left if right == _NUMBER else right, "")


def dimension_of_result(operation: Operation, units: Sequence[Dimension]) -> Dimension | DimensionMismatch:
    """What an operation on parts of these dimensions gives."""
    if operation is Operation.ABS:
        return _not_a_date(units[0])
    if operation is Operation.DAYS_BETWEEN:
        other = next((unit for unit in units if unit != _DATE), None)
        return (
            _DAYS if other is None else DimensionMismatch(f"days_between takes two dates, and found {other}")
        )
    result: Dimension | DimensionMismatch = units[0]
    for unit in units[1:]:
        if isinstance(result, DimensionMismatch):
            break
        result = _OF_TWO[operation](result, unit)
    return result


def dimension_of_term(term: Term) -> Dimension | None:
    """The dimension of a term; None where its parts do not go together."""
    if isinstance(term, Quantity):
        return dimension_of_quantity(term)
    if isinstance(term, Path):
        return dimension_of(term.kind)
    units = [unit for unit in map(dimension_of_term, term.parts) if unit is not None]
    unit = dimension_of_result(term.operation, units) if len(units) == len(term.parts) else None
    return unit if isinstance(unit, Dimension) else None


def _not_a_date(unit: Dimension) -> Dimension | DimensionMismatch:
    if unit == _DATE:
        return DimensionMismatch(
            "abs takes an amount, and found a date", "subtract another date from it first"
        )
    return unit


def _sum(left: Dimension, right: Dimension) -> Dimension | DimensionMismatch:
    if {left, right} == {_DATE, _DAYS}:
        return _DATE
    if left == right == _DATE:
        hint = "the days between two dates are their difference"
        return DimensionMismatch("a date cannot be added to a date", hint)
    return _alike(left, right) or DimensionMismatch(
        f"{left} and {right} cannot be added", hint_for(left, right)
    )


def _difference(left: Dimension, right: Dimension) -> Dimension | DimensionMismatch:
    if left == _DATE and right in (_DATE, _DAYS):
        return _DAYS if right == _DATE else _DATE
    message = f"{right} cannot be subtracted from {left}"
    return _alike(left, right) or DimensionMismatch(message, hint_for(left, right))


def _extreme(left: Dimension, right: Dimension) -> Dimension | DimensionMismatch:
    message = f"{left} and {right} cannot be compared"
    return _alike(left, right) or DimensionMismatch(message, hint_for(left, right))


def _alike(left: Dimension, right: Dimension) -> Dimension | None:
    """The dimension of both; a ratio goes with plain numbers and with percentages."""
    if left == right:
        return left
    if {left, right} == {_RATIO, _PERCENT}:
        return _PERCENT
    return _RATIO if {left, right} == {_RATIO, _NUMBER} else None


def _product(left: Dimension, right: Dimension) -> Dimension | DimensionMismatch:
    if _DATE in (left, right):
        return DimensionMismatch(f"{left} and {right} cannot be multiplied")
    money, hours, days = left.money + right.money, left.hours + right.hours, left.days + right.days
    sorts = [unit.sort for unit in (left, right) if not unit.powers] or [Sort.RATIO]
    return _measured(money, hours, days, _product_sort(sorts))


def _product_sort(sorts: Sequence[Sort]) -> Sort:
    """A part of a percentage is one as well."""
    return next((sort for sort in (Sort.PERCENT, Sort.RATIO) if sort in sorts), Sort.NUMBER)


def _quotient(left: Dimension, right: Dimension) -> Dimension | DimensionMismatch:
    if _DATE in (left, right):
        return DimensionMismatch(f"{left} cannot be divided by {right}")
    money, hours, days = left.money - right.money, left.hours - right.hours, left.days - right.days
    part_of_percentage = left == _PERCENT and right in (_NUMBER, _RATIO)
    return _measured(money, hours, days, Sort.PERCENT if part_of_percentage else Sort.RATIO)


def _measured(money: int, hours: int, days: int, sort: Sort) -> Dimension:
    return Dimension(sort=sort) if not (money or hours or days) else Dimension(money, hours, days)


_OF_TWO = {
    Operation.PLUS: _sum,
    Operation.MINUS: _difference,
    Operation.TIMES: _product,
    Operation.OVER: _quotient,
    Operation.MIN: _extreme,
    Operation.MAX: _extreme,
}
