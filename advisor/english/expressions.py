"""Expressions in plain English: "90% of the amount agreed", "14 days after the end"."""

from collections.abc import Callable

from advisor.playbook.dimensions import dimension_of, dimension_of_term
from advisor.playbook.expressions import PRECEDENCE, Calculation, Expression, Operation, Path, Quantity, Term
from advisor.playbook.types import FieldType, scale_of, speak
from advisor.playbook.units import UNNAMED, Units
from advisor.source.record import record


@record
class Described:
    """Words for a value, and where a parameter has it from: "30 days", ("policy notice_period",)."""

    text: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The words with their notes: "30 days (policy notice_period)"."""
        return f"{self.text} ({', '.join(dict.fromkeys(self.notes))})" if self.notes else self.text


Describe = Callable[[Path], Described]


def expression_in_english(expression: Expression, describe: Describe, units: Units) -> Described:
    """What an expression calculates, as a noun; `describe` has the words for a path."""
    return _term(expression.term, describe, units)


def _term(term: Term, describe: Describe, units: Units) -> Described:
    if isinstance(term, Quantity):
        return Described(_quantity(term, units))
    if isinstance(term, Path):
        return describe(term)
    parts = [_part(part, term, describe, units) for part in term.parts]
    notes = tuple(note for part in parts for note in part.notes)
    return Described(_joined(term, [part.text for part in parts]), notes)


def _quantity(quantity: Quantity, units: Units) -> str:
    """A quantity as a value of its type is spoken; one with more decimals than that as it is written."""
    value, rest = divmod(quantity.numerator * scale_of(quantity.kind), quantity.denominator)
    return quantity.text if rest else speak(value, quantity.kind, units)


def _part(part: Term, whole: Calculation, describe: Describe, units: Units) -> Described:
    """A part of an operation, in parentheses where it might be read otherwise."""
    described = _term(part, describe, units)
    least = PRECEDENCE.get(whole.operation, 0)
    if isinstance(part, Calculation) and PRECEDENCE.get(part.operation, least + 1) <= least:
        return Described(f"({described.text})", described.notes)
    return described


def _joined(term: Calculation, parts: list[str]) -> str:
    operation, (first, *rest) = term.operation, parts
    if operation is Operation.TIMES:
        return _product(term, parts)
    if operation in (Operation.PLUS, Operation.MINUS):
        days = _days_from_a_date(term, parts)
        return days or f" {_SIGNS[operation]} ".join(parts)
    if operation is Operation.OVER:
        return " divided by ".join(parts)
    if operation is Operation.DAYS_BETWEEN:
        return f"the days from {first} to {rest[0]}"
    if operation is Operation.ABS:
        return f"the size of {first}, whichever its sign"
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"the {'lesser' if operation is Operation.MIN else 'greater'} of {listed}"


_SIGNS = {Operation.PLUS: "plus", Operation.MINUS: "minus"}


def _product(term: Calculation, parts: list[str]) -> str:
    """ "90% of the price" for a part, "2 times the price" for more."""
    if len(parts) == 2 and isinstance(term.parts[1], Quantity) and not isinstance(term.parts[0], Quantity):
        term, parts = Calculation(term.operation, term.parts[::-1]), parts[::-1]
    factor = term.parts[0]
    if len(parts) == 2 and isinstance(factor, Quantity) and factor.numerator <= factor.denominator:
        if factor.kind is FieldType.PERCENT:
            return f"{parts[0]} of {parts[1]}"
        if factor.kind is FieldType.NUMBER and 0 < factor.numerator < factor.denominator:
            percent = Quantity(factor.numerator, factor.denominator, FieldType.PERCENT, "")
            share = _quantity(percent, UNNAMED)
            return f"{share} of {parts[1]}" if share else f"{parts[0]} times {parts[1]}"
    return " times ".join(parts)


def _days_from_a_date(term: Calculation, parts: list[str]) -> str:
    """ "14 days after the end"; "" for what is no date and a number of days."""
    day = dimension_of(FieldType.DATE)
    if len(parts) != 2 or [dimension_of_term(part) == day for part in term.parts] != [True, False]:
        return ""
    return f"{parts[1]} {'after' if term.operation is Operation.PLUS else 'before'} {parts[0]}"
