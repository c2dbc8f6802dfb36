"""The truth of conditions in three values: True, False, or None for unknown, after Kleene.

Conditions are turned into closures once per playbook; a closure is then asked about a row in a view.
"""

import operator
from collections.abc import Callable, Iterable
from typing import Any

from advisor.facts.rows import Row, WorkingMemory
from advisor.facts.schema import Schema
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Complement,
    Condition,
    ConditionFold,
    Count,
    FieldTest,
    Literal,
    NoneOf,
    Not,
    OneOf,
    Op,
    Path,
    Presence,
    Root,
    Some,
    Test,
)
from advisor.playbook.types import Value

Truth = bool | None
Truths = Callable[[WorkingMemory, Row], Truth]


def conjunction(parts: list[Truths]) -> Truths:
    """Kleene's and: false where one is false, else unknown where one is unknown."""

    def holds(view: WorkingMemory, row: Row) -> Truth:
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

    def holds(view: WorkingMemory, row: Row) -> Truth:
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

    def holds(view: WorkingMemory, row: Row) -> Truth:
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


OPERATORS: dict[Op, Callable[[Any, Any], bool]] = {
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

    def equals(view: WorkingMemory, row: Row) -> Truth:
        value = row.values[slot]
        return None if value is None else value == right

    def holds(view: WorkingMemory, row: Row) -> Truth:
        value = row.values[slot]
        return None if value is None else compare(value, right)

    return equals if op is Op.EQ else holds


def own_against_policy(slot: int, op: Op, name: str) -> Truths:
    """The value in a slot against a parameter of the policy."""
    compare = OPERATORS[op]

    def holds(view: WorkingMemory, row: Row) -> Truth:
        value = row.values[slot]
        return None if value is None else compare(value, view.facts.policy[name])

    return holds


Getter = Callable[[WorkingMemory, Row], Value | None]
ValueTest = Callable[[Value], bool]

_NOBODY: frozenset[int] = frozenset()


class Evaluator(ConditionFold[None, Truths]):
    """Closures over one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def getter(self, path: Path) -> Getter:
        """Reads the value of a path from a subject; None where it is unknown."""
        if path.root is Root.POLICY:
            name = path.name
            return lambda view, row: view.facts.policy[name]
        if path.conclusion:
            return self._conclusion(path)
        slot = self.schema.layouts[path.entity].slots[path.name]
        owner = self.owner(path)
        if owner is None:
            return lambda view, row: row.values[slot]

        def read(view: WorkingMemory, row: Row) -> Value | None:
            found = owner(view, row)
            return None if found is None else found.values[slot]

        return read

    def own_slot(self, path: Path) -> int | None:
        """The slot of a path that is simply a value of the subject."""
        if path.root is not Root.SUBJECT or path.hops or path.conclusion:
            return None
        return self.schema.layouts[path.entity].slots[path.name]

    def owner(self, path: Path) -> Callable[[WorkingMemory, Row], Row | None] | None:
        """Finds the row that owns the last name of a path; None where that is the subject itself."""
        hops, single = path.hops, path.single
        if single:
            if not hops:
                return lambda view, row: view.facts.rows[single][0]
            return lambda view, row: follow(view.facts.rows[single][0], hops)
        if not hops:
            return None
        if len(hops) == 1:
            hop = hops[0]
            return lambda view, row: row.links.get(hop)
        return lambda view, row: follow(row, hops)

    def row_at(self, path: Path, view: WorkingMemory, row: Row) -> Row | None:
        """The row that owns the last name of a path from a subject; None where a link is missing."""
        owner = self.owner(path)
        return row if owner is None else owner(view, row)

    def _conclusion(self, path: Path) -> Getter:
        key = (path.entity, path.name)
        owner = self.owner(path)

        def read(view: WorkingMemory, row: Row) -> Value | None:
            found = row if owner is None else owner(view, row)
            if found is None:
                return False
            if found.index in view.drawn.get(key, _NOBODY):
                return True
            return None if found.index in view.possible.get(key, _NOBODY) else False

        return read

    def condition(self, condition: Condition) -> Truths:
        """The truth of a condition for a subject."""
        return self.of(condition, None)

    def all_of(self, condition: All, context: None) -> Truths:
        """True where every part is."""
        return conjunction([self.of(part, context) for part in condition.parts])

    def any_of(self, condition: AnyOf, context: None) -> Truths:
        """True where one part is."""
        return disjunction([self.of(part, context) for part in condition.parts])

    def negation(self, condition: Not, context: None) -> Truths:
        """True where the block is false."""
        return negation(self.of(condition.part, context))

    def none_of(self, condition: NoneOf, context: None) -> Truths:
        """True where the block is false of every related row."""
        return negation(self.some(condition, context))

    def test(self, condition: FieldTest, context: None) -> Truths:
        """The truth of a test of one path."""
        test, slot = condition.test, self.own_slot(condition.path)
        if slot is not None and isinstance(test, Compare):
            if isinstance(test.right, Literal):
                return own_value(slot, test.op, test.right.value)
            if test.right.root is Root.POLICY:
                return own_against_policy(slot, test.op, test.right.name)
        passes = self._test(test)
        if slot is None or passes is None:
            return self._open(self.getter(condition.path), test)

        def holds(view: WorkingMemory, row: Row) -> Truth:
            value = row.values[slot]
            return None if value is None else passes(value)

        return holds

    def _open(self, get: Getter, test: Test) -> Truths:
        """A test in general; a list or complement may have paths on its right."""
        if isinstance(test, Complement):
            return negation(self._open(get, test.test))
        if isinstance(test, OneOf):
            return disjunction([self._open(get, each) for each in test.tests])
        if isinstance(test, Presence):
            known = test.known
            return lambda view, row: (get(view, row) is not None) is known
        if isinstance(test, Compare) and isinstance(test.right, Path):
            return _comparing(get, OPERATORS[test.op], self.getter(test.right))
        passes = self._test(test)
        if passes is None:
            raise TypeError(f"no test: {test!r}")
        closed = passes

        def holds(view: WorkingMemory, row: Row) -> Truth:
            value = get(view, row)
            return None if value is None else closed(value)

        return holds

    def _test(self, test: Test) -> ValueTest | None:
        """A test of known values by literals alone; None where a path or a presence is in it."""
        if isinstance(test, Compare):
            return _constant(test)
        if isinstance(test, Between):
            low, high = int(test.low.value), int(test.high.value)
            first, last = low + test.low_open, high - test.high_open
            return lambda value: first <= int(value) <= last
        if isinstance(test, Complement):
            inner = self._test(test.test)
            return None if inner is None else lambda value: not inner(value)
        if isinstance(test, OneOf):
            return self._list(test)
        return None

    def _list(self, test: OneOf) -> ValueTest | None:
        words = {
            each.right.value
            for each in test.tests
            if isinstance(each, Compare) and each.op is Op.EQ and isinstance(each.right, Literal)
        }
        if len(words) == len(test.tests):
            return words.__contains__
        parts = [self._test(each) for each in test.tests]
        closed = [part for part in parts if part is not None]
        return None if len(closed) < len(parts) else lambda value: any(part(value) for part in closed)

    def some(self, condition: Some | NoneOf, context: None) -> Truths:
        """True where the block is true of one related row."""
        entity, via = condition.relation.entity, condition.relation.via
        relation = entity, via or ""
        inner = self.condition(condition.block)

        def holds(view: WorkingMemory, row: Row) -> Truth:
            result: Truth = False
            for other in row.inverse.get(relation, ()) if via else view.facts.rows[entity]:
                truth = inner(view, other)
                if truth:
                    return True
                if truth is None:
                    result = None
            return result

        return holds

    def count(self, condition: Count, context: None) -> Truths:
        """The truth of a test of the number of related rows of which the block is true."""
        entity, via = condition.relation.entity, condition.relation.via
        inner = self.condition(condition.block)
        test = self._number_test(condition.test)

        def holds(view: WorkingMemory, row: Row) -> Truth:
            truths = [inner(view, other) for other in view.facts.related(entity, via, row)]
            least = truths.count(True)
            most = least + truths.count(None)
            found = {test(view, row, number) for number in range(least, most + 1)}
            return found.pop() if len(found) == 1 else None

        return holds

    def _number_test(self, test: Test) -> Callable[[WorkingMemory, Row, int], Truth]:
        passes = self._test(test)
        if passes is not None:
            closed = passes
            return lambda view, row, number: closed(number)
        if isinstance(test, Compare) and isinstance(test.right, Path):
            return _comparing_number(OPERATORS[test.op], self.getter(test.right))
        if isinstance(test, Complement):
            inner = self._number_test(test.test)
            return lambda view, row, number: negated(inner(view, row, number))
        if isinstance(test, OneOf):
            parts = [self._number_test(each) for each in test.tests]
            return lambda view, row, number: either(part(view, row, number) for part in parts)
        known = isinstance(test, Presence) and test.known
        return lambda view, row, number: known


def follow(row: Row | None, hops: tuple[str, ...]) -> Row | None:
    """The row at the end of a way of links; None where a link is missing."""
    for hop in hops:
        if row is None:
            return None
        row = row.links.get(hop)
    return row


def _comparing_number(
    compare: Callable[[Any, Any], bool], right: Getter
) -> Callable[[WorkingMemory, Row, int], Truth]:
    def holds(view: WorkingMemory, row: Row, number: int) -> Truth:
        other = right(view, row)
        return None if other is None else compare(number, other)

    return holds


def _constant(test: Compare) -> ValueTest | None:
    if not isinstance(test.right, Literal):
        return None
    right, compare = test.right.value, OPERATORS[test.op]
    return lambda value: compare(value, right)


def _comparing(left: Getter, compare: Callable[[Any, Any], bool], right: Getter) -> Truths:
    def holds(view: WorkingMemory, row: Row) -> Truth:
        a = left(view, row)
        if a is None:
            return None
        b = right(view, row)
        return None if b is None else compare(a, b)

    return holds
