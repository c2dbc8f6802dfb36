"""Connectives in three values: True, False, or None for unknown, after Kleene."""

from collections.abc import Callable, Iterable

from advisor.facts.rows import Row
from advisor.facts.view import View

Truth = bool | None
Truths = Callable[[View, Row], Truth]


def conjunction(parts: list[Truths]) -> Truths:
    """Kleene's and: false where one is false, else unknown where one is unknown."""

    def holds(view: View, row: Row) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(view, row)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return holds


def disjunction(parts: list[Truths]) -> Truths:
    """Kleene's or: true where one is true, else unknown where one is unknown."""

    def holds(view: View, row: Row) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(view, row)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return holds


def negation(part: Truths) -> Truths:
    """Kleene's not."""

    def holds(view: View, row: Row) -> Truth:
        truth = part(view, row)
        return None if truth is None else not truth

    return holds


def negated(truth: Truth) -> Truth:
    """Kleene's not, of a truth."""
    return None if truth is None else not truth


def either(truths: Iterable[Truth]) -> Truth:
    """Kleene's or, of truths."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result
