"""The commonest tests, each in one step: a value of the subject itself against a constant or a parameter."""

import operator
from collections.abc import Callable
from typing import Any as Anything

from advisor.facts.kleene import Truth, Truths
from advisor.facts.rows import Row
from advisor.facts.view import View
from advisor.playbook.conditions import Op
from advisor.playbook.quantities import Value

OPERATORS: dict[Op, Callable[[Anything, Anything], bool]] = {
    Op.EQ: operator.eq,
    Op.NE: operator.ne,
    Op.LT: operator.lt,
    Op.LE: operator.le,
    Op.GT: operator.gt,
    Op.GE: operator.ge,
}


def own_value(slot: int, op: Op, right: Value) -> Truths:
    """The value in a slot against a constant."""
    compare = OPERATORS[op]

    def equals(view: View, row: Row) -> Truth:
        value = row.values[slot]
        return None if value is None else value == right

    def holds(view: View, row: Row) -> Truth:
        value = row.values[slot]
        return None if value is None else compare(value, right)

    return equals if op is Op.EQ else holds


def own_against_policy(slot: int, op: Op, name: str) -> Truths:
    """The value in a slot against a parameter of the policy."""
    compare = OPERATORS[op]

    def holds(view: View, row: Row) -> Truth:
        value = row.values[slot]
        return None if value is None else compare(value, view.facts.policy[name])

    return holds
