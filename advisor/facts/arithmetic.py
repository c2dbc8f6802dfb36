"""The values of expressions: exact to the end, and rounded once, half up, to the unit of the result's type.

An unknown part makes the result unknown; so does a division by zero, and a result beyond what a field may
hold or the calendar has.  Amounts are pairs of whole numbers, numerator and positive denominator, that are
not reduced: expressions are short, and `fractions` takes several times as long for each of many reviews.
"""

from collections.abc import Callable, Sequence
from functools import reduce

from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.expressions import Expression, Operation, Path, Quantity, Term
from advisor.playbook.types import LARGEST, LAST_DAY, FieldType, Value, scale_of

Read = Callable[[WorkingMemory, Row], Value | None]
Amount = tuple[int, int]
_Evaluate = Callable[[WorkingMemory, Row], Amount | None]


def value_of_expression(expression: Expression, getter: Callable[[Path], Read]) -> Read:
    """Reads the value of an expression, in the unit of its type, from a subject; None where it is unknown."""
    evaluate, in_units = _evaluator(expression.term, getter), rounding(expression.kind)

    def read(view: WorkingMemory, row: Row) -> Value | None:
        exact = evaluate(view, row)
        return None if exact is None else in_units(exact)

    return read


def rounding(kind: FieldType) -> Callable[[Amount], int | None]:
    """What puts an amount in the unit of a type, a half up; None beyond what the type reaches to."""
    scale = scale_of(kind)
    least, most = (1, LAST_DAY) if kind is FieldType.DATE else (-LARGEST, LARGEST)

    def rounded(exact: Amount) -> int | None:
        numerator, denominator = exact
        value = numerator  # most are in its units already
        if denominator != scale:
            value = (2 * numerator * scale + denominator) // (2 * denominator)
        return value if least <= value <= most else None

    return rounded


def _evaluator(term: Term, getter: Callable[[Path], Read]) -> _Evaluate:
    if isinstance(term, Quantity):
        constant = term.numerator, term.denominator
        return lambda view, row: constant
    if isinstance(term, Path):
        return _read(getter(term), scale_of(term.kind))
    return _calculated(_OPERATIONS[term.operation], [_evaluator(part, getter) for part in term.parts])


def _read(get: Read, scale: int) -> _Evaluate:
    def amount(view: WorkingMemory, row: Row) -> Amount | None:
        value = get(view, row)
        return None if value is None else (int(value), scale)

    return amount


_Operate = Callable[[Sequence[Amount]], Amount | None]


def _calculated(operate: _Operate, parts: Sequence[_Evaluate]) -> _Evaluate:
    def amount(view: WorkingMemory, row: Row) -> Amount | None:
        amounts: list[Amount] = []
        for part in parts:
            value = part(view, row)
            if value is None:
                return None
            amounts.append(value)
        return operate(amounts)

    return amount


def _sum(left: Amount, right: Amount) -> Amount:
    return left[0] * right[1] + right[0] * left[1], left[1] * right[1]


def _difference(left: Amount, right: Amount) -> Amount:
    return left[0] * right[1] - right[0] * left[1], left[1] * right[1]


def _product(left: Amount, right: Amount) -> Amount:
    return left[0] * right[0], left[1] * right[1]


def _quotient(amounts: Sequence[Amount]) -> Amount | None:
    numerator, denominator = amounts[0]
    for above, below in amounts[1:]:
        numerator, denominator = numerator * below, denominator * above
    if denominator < 0:
        return -numerator, -denominator
    return (numerator, denominator) if denominator else None


def _lesser(left: Amount, right: Amount) -> Amount:
    return left if left[0] * right[1] <= right[0] * left[1] else right


def _greater(left: Amount, right: Amount) -> Amount:
    return left if left[0] * right[1] >= right[0] * left[1] else right


_OPERATIONS: dict[Operation, _Operate] = {
    Operation.PLUS: lambda amounts: reduce(_sum, amounts),
    Operation.MINUS: lambda amounts: reduce(_difference, amounts),
    Operation.TIMES: lambda amounts: reduce(_product, amounts),
    Operation.OVER: _quotient,
    Operation.MIN: lambda amounts: reduce(_lesser, amounts),
    Operation.MAX: lambda amounts: reduce(_greater, amounts),
    Operation.ABS: lambda amounts: (abs(amounts[0][0]), amounts[0][1]),
    Operation.DAYS_BETWEEN: lambda amounts: _difference(amounts[1], amounts[0]),
}
