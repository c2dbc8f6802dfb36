"""Expressions as SQL: exact to the end, and rounded once, as `facts/arithmetic.py` does it.

An amount is a numerator and a positive denominator.  Where a product may not fit into 64 bits it is worked
out with 128; what does not fit into these makes DuckDB stop, and the engine takes over.
"""

from collections.abc import Callable
from functools import reduce
from math import gcd, lcm

from advisor.playbook.expressions import Expression, Operation, Path, Quantity, Term
from advisor.playbook.types import LARGEST, LAST_DAY, FieldType, scale_of
from advisor.source.record import record
from advisor.sqlplan.columns import Scope
from advisor.sqlplan.reader import Bounds, Reader
from advisor.sqlplan.sql_text import MOST_BIGINT, floor_division


@record
class Whole:
    """A whole number as SQL, and what it lies between; `number` is itself, where it is a constant."""

    sql: str
    bounds: Bounds
    number: int | None = None

    @property
    def most(self) -> int:
        """The greatest that it can be, its sign left out."""
        return max(abs(bound) for bound in self.bounds)


@record
class Amount:
    """An exact amount; its denominator is positive, or NULL after a division by zero."""

    above: Whole
    below: Whole


def expression_sql(expression: Expression, scope: Scope, reader: Reader) -> str:
    """The value of an expression, in the unit of its type."""
    return rounded_sql(_Arithmetic(scope, reader).amount(expression.term), expression.kind, scope)


def _constant(number: int) -> Whole:
    return Whole(str(number), (number, number), number)


def rounded_sql(exact: Amount, kind: FieldType, scope: Scope) -> str:
    """An amount in the unit of a type, a half up; NULL beyond what the type reaches to."""
    scale, below = scale_of(kind), exact.below
    if below.number is not None:
        shared = gcd(scale, below.number)
        scale, below = scale // shared, _constant(below.number // shared)
    value = _times(exact.above, _constant(scale))
    if below.number != 1:
        twice = _plus(_times(_constant(2), value), below)
        double = _times(_constant(2), below)
        above = twice.sql if twice.bounds[0] >= 0 else scope.named(twice.sql)
        below_sql = double.sql if below.number is not None else scope.named(double.sql)
        divided = floor_division(above, below_sql, is_positive=twice.bounds[0] >= 0)
        value = Whole(divided, (min(0, twice.bounds[0]), max(0, twice.bounds[1])))
    low, high = (1, LAST_DAY) if kind is FieldType.DATE else (-LARGEST, LARGEST)
    if low <= value.bounds[0] and value.bounds[1] <= high:
        return value.sql
    found = scope.named(value.sql)
    return f"CAST(CASE WHEN {found} BETWEEN {low} AND {high} THEN {found} END AS BIGINT)"


_MOST_INTEGER = 2**31 - 1  # DuckDB takes small numbers, such as parameters, for INTEGER


def _as_wide(one: Whole, most: int) -> str:
    """A number in a type that holds results up to `most`."""
    if one.number is not None or most <= _MOST_INTEGER:
        return one.sql
    return f"CAST({one.sql} AS {'HUGEINT' if most > MOST_BIGINT else 'BIGINT'})"


def _combined(left: Whole, sign: str, right: Whole, bounds: list[int]) -> Whole:
    least, most = min(bounds), max(bounds)
    if left.number is not None and right.number is not None:
        return _constant(least)
    furthest = max(abs(least), abs(most))
    return Whole(f"({_as_wide(left, furthest)} {sign} {_as_wide(right, furthest)})", (least, most))


def _times(left: Whole, right: Whole) -> Whole:
    if left.number == 1 or right.number == 1:
        return right if left.number == 1 else left
    return _combined(left, "*", right, [one * other for one in left.bounds for other in right.bounds])


def _plus(left: Whole, right: Whole) -> Whole:
    return _combined(left, "+", right, [left.bounds[n] + right.bounds[n] for n in (0, 1)])


def _minus(left: Whole, right: Whole) -> Whole:
    return _combined(left, "-", right, [left.bounds[n] - right.bounds[1 - n] for n in (0, 1)])


class _Arithmetic:
    """The amounts of terms about one row."""

    def __init__(self, scope: Scope, reader: Reader) -> None:
        self.scope, self.reader = scope, reader

    def amount(self, term: Term) -> Amount:
        """The amount that a term comes to."""
        if isinstance(term, Quantity):
            return Amount(_constant(term.numerator), _constant(term.denominator))
        if isinstance(term, Path):
            value = self.reader.value(self.scope, term)
            return Amount(Whole(value, self.reader.bounds(term)), _constant(scale_of(term.kind)))
        parts = [self.amount(part) for part in term.parts]
        if term.operation is Operation.ABS:
            return self._absolute(parts[0])
        if term.operation is Operation.DAYS_BETWEEN:
            return self._added(parts[1], parts[0], _minus)
        operate: dict[Operation, Callable[[Amount, Amount], Amount]] = {
            Operation.PLUS: lambda left, right: self._added(left, right, _plus),
            Operation.MINUS: lambda left, right: self._added(left, right, _minus),
            Operation.TIMES: self._product,
            Operation.OVER: self._quotient,
            Operation.MIN: lambda left, right: self._chosen(left, right, "<="),
            Operation.MAX: lambda left, right: self._chosen(left, right, ">="),
        }
        return reduce(operate[term.operation], parts)

    def _named(self, one: Whole) -> Whole:
        """The number as a column, where it is more than one."""
        is_plain = one.number is not None or (one.sql.startswith('"') and one.sql.count('"') == 2)
        return one if is_plain else Whole(self.scope.named(one.sql), one.bounds)

    def _alike(self, left: Amount, right: Amount) -> tuple[Whole, Whole, Whole]:
        """Two amounts over one denominator."""
        one, other = left.below.number, right.below.number
        if one is not None and other is not None:
            shared = lcm(one, other)
            return (
                _times(left.above, _constant(shared // one)),
                _times(right.above, _constant(shared // other)),
                _constant(shared),
            )
        below, under = self._named(left.below), self._named(right.below)
        return _times(left.above, under), _times(right.above, below), _times(below, under)

    def _added(self, left: Amount, right: Amount, operate: Callable[[Whole, Whole], Whole]) -> Amount:
        one, other, below = self._alike(left, right)
        return Amount(operate(one, other), below)

    def _product(self, left: Amount, right: Amount) -> Amount:
        return Amount(_times(left.above, right.above), _times(left.below, right.below))

    def _quotient(self, left: Amount, right: Amount) -> Amount:
        above, below = _times(left.above, right.below), _times(left.below, right.above)
        if below.number is not None and below.number > 0:
            return Amount(above, below)
        below = self._named(below)
        if right.above.bounds[0] < 0:
            above = self._named(above)
            sql = f"(CASE WHEN {below.sql} < 0 THEN -({above.sql}) ELSE {above.sql} END)"
            above = Whole(sql, (-above.most, above.most))
        return Amount(above, Whole(f"nullif(abs({below.sql}), 0)", (1, max(1, below.most))))

    def _absolute(self, one: Amount) -> Amount:
        return Amount(Whole(f"abs({one.above.sql})", (0, one.above.most)), one.below)

    def _chosen(self, left: Amount, right: Amount, sign: str) -> Amount:
        one, other, below = self._alike(left, right)
        one, other = self._named(one), self._named(other)
        is_first = f"{one.sql} {sign} {other.sql}"
        sql = f"(CASE WHEN {is_first} THEN {one.sql} WHEN NOT {is_first} THEN {other.sql} END)"
        bounds = [*one.bounds, *other.bounds]
        return Amount(Whole(sql, (min(bounds), max(bounds))), below)
