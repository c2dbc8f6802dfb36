"""The values of expressions: exact fractions, rounded once, half up, to the unit of the result's type.

An unknown part makes the result unknown; so does a division by zero, and a result beyond what a field may
hold or the calendar has.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce

from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.expressions import Calculation, Expression, Operation, Path, Quantity, Term
from advisor.playbook.types import HUNDREDTHS, LARGEST, LAST_DAY, FieldType, Value

Read = Callable[[WorkingMemory, Row], Value | None]
_Amount = Callable[[WorkingMemory, Row], Fraction | None]


def value_of_expression(expression: Expression, getter: Callable[[Path], Read]) -> Read:
    """Reads the value of an expression, in the unit of its type, from a subject; None where it is unknown."""
    amount, kind = _amount(expression.term, getter), expression.kind

    def read(view: WorkingMemory, row: Row) -> Value | None:
        exact = amount(view, row)
        return None if exact is None else rounded(exact, kind)

    return read


def rounded(exact: Fraction, kind: FieldType) -> int | None:
    """An amount in the unit of a type, a half up; None beyond what the type reaches to."""
    scaled = exact * _scale(kind)
    value = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    if kind is FieldType.DATE:
        return value if 1 <= value <= LAST_DAY else None
    return value if abs(value) <= LARGEST else None


def amount_of(value: int, kind: FieldType) -> Fraction:
    """The amount that a value of a type stands for: dollars, days, 0.12 for 12 %."""
    return Fraction(value, _scale(kind))


def _scale(kind: FieldType) -> int:
    """How many of a type's units are one: cents in a dollar, hundredths of a percent in all there is."""
    if kind in (FieldType.PERCENT, FieldType.POINTS):
        return 10_000
    return 100 if kind in HUNDREDTHS else 1


def _amount(term: Term, getter: Callable[[Path], Read]) -> _Amount:
    if isinstance(term, Quantity):
        constant = Fraction(term.numerator, term.denominator)
        return lambda view, row: constant
    if isinstance(term, Path):
        return _read(getter(term), term.kind)
    return _calculated(term, [_amount(part, getter) for part in term.parts])


def _read(get: Read, kind: FieldType) -> _Amount:
    def amount(view: WorkingMemory, row: Row) -> Fraction | None:
        value = get(view, row)
        return None if value is None else amount_of(int(value), kind)

    return amount


def _calculated(term: Calculation, parts: Sequence[_Amount]) -> _Amount:
    operate = _OPERATIONS[term.operation]

    def amount(view: WorkingMemory, row: Row) -> Fraction | None:
        amounts: list[Fraction] = []
        for part in parts:
            value = part(view, row)
            if value is None:
                return None
            amounts.append(value)
        return operate(amounts)

    return amount


def _quotient(amounts: Sequence[Fraction]) -> Fraction | None:
    divided, *divisors = amounts
    if not all(divisors):
        return None
    return reduce(lambda left, right: left / right, divisors, divided)


_OPERATIONS: dict[Operation, Callable[[Sequence[Fraction]], Fraction | None]] = {
    Operation.PLUS: lambda amounts: sum(amounts, Fraction()),
    Operation.MINUS: lambda amounts: amounts[0] - sum(amounts[1:], Fraction()),
    Operation.TIMES: lambda amounts: reduce(lambda left, right: left * right, amounts),
    Operation.OVER: _quotient,
    Operation.MIN: min,
    Operation.MAX: max,
    Operation.ABS: lambda amounts: abs(amounts[0]),
    Operation.DAYS_BETWEEN: lambda amounts: amounts[1] - amounts[0],
}
