"""Mutations of expressions: one of its numbers one step further, or an operation turned."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from advisor.playbook.dimensions import dimension_of_term
from advisor.playbook.expressions import Calculation, Expression, Operation, Quantity, Term, term_text
from advisor.playbook.types import FieldType, iso_date

_OTHER_WAY = {
    Operation.PLUS: Operation.MINUS,
    Operation.MINUS: Operation.PLUS,
    Operation.MIN: Operation.MAX,
    Operation.MAX: Operation.MIN,
}
_SUFFIX = {FieldType.PERCENT: "%", FieldType.HOURS: " hours", FieldType.POINTS: " points"}


def moved_expressions(expression: Expression) -> Iterator[Expression]:
    """The expression with each of its numbers one step down and up, by its last digit or a day."""
    return (_with(expression, term) for term in _changed(expression.term, _steps))


def turned_expressions(expression: Expression) -> Iterator[Expression]:
    """The expression with + for -, or min for max, and the other way round, where units still fit."""
    return (_with(expression, term) for term in _changed(expression.term, _turns))


def _with(expression: Expression, term: Term) -> Expression:
    return replace(expression, term=term, text=term_text(term))


def _changed(term: Term, changes: Callable[[Term], Iterator[Term]]) -> Iterator[Term]:
    """The term with one change in it."""
    yield from changes(term)
    if isinstance(term, Calculation):
        for number, part in enumerate(term.parts):
            for changed in _changed(part, changes):
                yield replace(term, parts=(*term.parts[:number], changed, *term.parts[number + 1 :]))


def _steps(term: Term) -> Iterator[Term]:
    if isinstance(term, Quantity):
        for numerator in (term.numerator - 1, term.numerator + 1):
            if numerator >= (term.kind is FieldType.DATE):
                yield replace(term, numerator=numerator, text=_text(term, numerator))


def _text(quantity: Quantity, numerator: int) -> str:
    """How a quantity is written with another numerator."""
    if quantity.kind is FieldType.DATE:
        return iso_date(numerator)
    if quantity.kind is FieldType.DAYS:
        return "1 day" if numerator == 1 else f"{numerator} days"
    scale = quantity.denominator
    if quantity.kind in (FieldType.PERCENT, FieldType.POINTS):
        scale //= 100
    whole, rest = divmod(numerator, scale)
    number = f"{whole}.{rest:0{len(str(scale)) - 1}}" if scale > 1 else str(whole)
    currency = quantity.text[0] if quantity.kind is FieldType.MONEY else ""
    return currency + number + _SUFFIX.get(quantity.kind, "")


def _turns(term: Term) -> Iterator[Term]:
    if isinstance(term, Calculation) and term.operation in _OTHER_WAY:
        turned = replace(term, operation=_OTHER_WAY[term.operation])
        if dimension_of_term(turned) == dimension_of_term(term):
            yield turned
