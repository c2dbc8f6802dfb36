"""The truth of conditions in three values: True, False, or None for unknown, after Kleene.

Conditions are turned into closures once per playbook; a closure is then asked about a row.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from advisor.facts.arithmetic import value_of_expression
from advisor.facts.rows import Row, WorkingMemory
from advisor.facts.schema import Schema
from advisor.playbook.choices import contains, words_in
from advisor.playbook.conditions import (
    All,
    Between,
    Compare,
    Complement,
    Condition,
    ConditionFold,
    Connective,
    Contains,
    Count,
    FieldTest,
    Has,
    NoneOf,
    Not,
    OneOf,
    Op,
    Presence,
    Relation,
    Some,
    Test,
    Unless,
)
from advisor.playbook.expressions import Literal, Operand, Path, Root
from advisor.playbook.model import Validity
from advisor.playbook.types import Value

Truth = bool | None
Truths = Callable[[WorkingMemory, Row], Truth]
Prepared = Mapping[int, tuple[Condition, Truths]]


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
    return lambda view, row: either(part(view, row) for part in parts)


def negation(part: Truths) -> Truths:
    """Kleene's not."""
    return lambda view, row: negated(part(view, row))


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


def both(left: Truth, right: Truth) -> Truth:
    """Kleene's and, of two truths."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


OPERATORS: dict[Op, Callable[[Any, Any], bool]] = {op: getattr(operator, op.name.lower()) for op in Op}


Getter = Callable[[WorkingMemory, Row], Value | None]
ValueTest = Callable[[Value], bool]
"""A test of a known value by constants alone."""
OpenTest = Callable[[WorkingMemory, Row, Value | None], Truth]
"""A test of any value; what stands on its right may be read from the subject."""

_AGAINST: dict[Op, Callable[[Any], ValueTest]] = {  # one call less than by OPERATORS
    Op.EQ: lambda right: lambda value: value == right,
    Op.NE: lambda right: lambda value: value != right,
    Op.LT: lambda right: lambda value: value < right,
    Op.LE: lambda right: lambda value: value <= right,
    Op.GT: lambda right: lambda value: value > right,
    Op.GE: lambda right: lambda value: value >= right,
}

FindsRow = Callable[[WorkingMemory, Row], Row | None]

_NO_ROWS: frozenset[int] = frozenset()


class Evaluator(ConditionFold[None, Truths]):
    """Closures over one schema, and those prepared so far: by identity of a condition, which stays alive."""

    def __init__(self, schema: Schema, prepared: Prepared | None = None) -> None:
        self.schema = schema
        self.prepared = dict(prepared or {})

    def of(self, condition: Condition, context: None) -> Truths:
        """The truth of a condition, prepared once: rules of a cached playbook share their equal parts."""
        known = self.prepared.get(id(condition))
        if known is None:
            known = self.prepared[id(condition)] = condition, super().of(condition, context)
        return known[1]

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

        if not path.single and len(path.hops) == 1:
            hop = path.hops[0]

            def read_linked(view: WorkingMemory, row: Row) -> Value | None:
                linked = row.links.get(hop)
                return None if linked is None else linked.values[slot]

            return read_linked

        def read(view: WorkingMemory, row: Row) -> Value | None:
            owning = owner(view, row)
            return None if owning is None else owning.values[slot]

        return read

    def own_slot(self, path: Path) -> int | None:
        """The slot of a path that is simply a value of the subject."""
        if path.root is not Root.SUBJECT or path.hops or path.conclusion:
            return None
        return self.schema.layouts[path.entity].slots[path.name]

    def owner(self, path: Path) -> FindsRow | None:
        """Finds the row that owns the last name of a path; None where that is the subject itself."""
        return row_finder(path.single, path.hops)

    def row_at(self, path: Path, view: WorkingMemory, row: Row) -> Row | None:
        """The row that owns the last name of a path from a subject; None where a link is missing."""
        owner = self.owner(path)
        return row if owner is None else owner(view, row)

    def missing_link(self, path: Path, view: WorkingMemory, row: Row) -> tuple[Row, str]:
        """The row on the way of a path at which it ends early, and the link that is not there."""
        here = view.facts.rows[path.single][0] if path.single else row
        for hop in path.hops:
            if hop not in here.links:
                return here, hop
            here = here.links[hop]
        raise ValueError(f"no link is missing: {path.text}")

    def _conclusion(self, path: Path) -> Getter:
        key = (path.entity, path.name)
        owner = self.owner(path)

        def read(view: WorkingMemory, row: Row) -> Value | None:
            owning = row if owner is None else owner(view, row)
            if owning is None:
                return None
            if owning.index in view.drawn.get(key, _NO_ROWS):
                return True
            return None if owning.index in view.possible.get(key, _NO_ROWS) else False

        return read

    def condition(self, condition: Condition) -> Truths:
        """The truth of a condition for a subject."""
        return self.of(condition, None)

    def in_force(self, period: Validity) -> Truths:
        """Whether a period covers the day."""
        return lambda view, row: period.covers(view.facts.as_of)

    def connective(self, condition: Connective, context: None) -> Truths:
        """True where every part is, or one."""
        parts: list[Truths] = []
        parts += (self._later(part, parts, number) for number, part in enumerate(condition.parts))
        return conjunction(parts) if isinstance(condition, All) else disjunction(parts)

    def _later(self, condition: Condition, parts: list[Truths], number: int) -> Truths:
        """A part, prepared when it is first asked, and from then on itself: of most, nobody asks."""
        known = self.prepared.get(id(condition))
        if known is not None:
            return known[1]

        def first(view: WorkingMemory, row: Row) -> Truth:
            holds = parts[number] = self.condition(condition)
            return holds(view, row)

        return first

    def negation(self, condition: Not, context: None) -> Truths:
        """True where the block is false."""
        return negation(self.of(condition.part, context))

    def exception(self, condition: Unless, context: None) -> Truths:
        """True where the block is false or unknown; what may yet be concluded changes nothing."""
        part = self.of(condition.part, context)
        return lambda view, row: part(view.certain, row) is not True

    def none_of(self, condition: NoneOf, context: None) -> Truths:
        """True where the block is false of every related row."""
        return negation(self.some(condition, context))

    def test(self, condition: FieldTest, context: None) -> Truths:
        """The truth of a test of one path."""
        test, slot = condition.test, self.own_slot(condition.path)
        closed, get = self.closed(test), self.getter(condition.path)
        if closed is None:
            passes = self._open(test)
            return lambda view, row: passes(view, row, get(view, row))

        if slot is None:

            def holds(view: WorkingMemory, row: Row) -> Truth:
                value = get(view, row)
                return None if value is None else closed(value)

            return holds

        def holds_of_own(view: WorkingMemory, row: Row) -> Truth:
            value = row.values[slot]
            return None if value is None else closed(value)

        return holds_of_own

    def _open(self, test: Test) -> OpenTest:
        closed = self.closed(test)
        if closed is not None:
            return lambda view, row, value: None if value is None else closed(value)
        if isinstance(test, Complement):
            inner = self._open(test.test)
            return lambda view, row, value: negated(inner(view, row, value))
        if isinstance(test, OneOf):
            parts = [self._open(part) for part in test.tests]
            return lambda view, row, value: either(part(view, row, value) for part in parts)
        if isinstance(test, Presence):
            known = test.known
            return lambda view, row, value: (value is not None) is known
        if isinstance(test, Between):
            low = self._comparing(Op.GT if test.low_open else Op.GE, test.low)
            high = self._comparing(Op.LT if test.high_open else Op.LE, test.high)
            return lambda view, row, value: both(low(view, row, value), high(view, row, value))
        if isinstance(test, Compare):
            return self._comparing(test.op, test.right)
        raise TypeError(f"no test: {test!r}")

    def _comparing(self, op: Op, operand: Operand) -> OpenTest:
        compare, right = OPERATORS[op], self.operand(operand)

        def holds(view: WorkingMemory, row: Row, value: Value | None) -> Truth:
            other = None if value is None else right(view, row)
            return None if other is None else compare(value, other)

        return holds

    def operand(self, operand: Operand) -> Getter:
        """Reads the value of what a test holds another against; None where it is unknown."""
        if isinstance(operand, Literal):
            value = operand.value
            return lambda view, row: value
        if isinstance(operand, Path):
            return self.getter(operand)
        return value_of_expression(operand, self.getter)

    def closed(self, test: Test) -> ValueTest | None:
        """A test by literals alone; None where a path, an expression or a presence is in it."""
        if isinstance(test, Compare):
            if not isinstance(test.right, Literal):
                return None
            return _AGAINST[test.op](test.right.value)
        if isinstance(test, Between):
            if not (isinstance(test.low, Literal) and isinstance(test.high, Literal)):
                return None
            low, high = int(test.low.value), int(test.high.value)
            first, last = low + test.low_open, high - test.high_open
            return lambda value: first <= int(value) <= last
        if isinstance(test, Complement):
            inner = self.closed(test.test)
            return None if inner is None else lambda value: not inner(value)
        if isinstance(test, Contains):
            pieces = [str(word.value) for word in test.words]
            return lambda value: any(contains(str(value), piece) for piece in pieces)
        if isinstance(test, Has):
            wanted = {word.value for word in test.words}
            return lambda value: not wanted.isdisjoint(words_in(str(value)))
        return self._list(test) if isinstance(test, OneOf) else None

    def _list(self, test: OneOf) -> ValueTest | None:
        words = {
            part.right.value
            for part in test.tests
            if isinstance(part, Compare) and part.op is Op.EQ and isinstance(part.right, Literal)
        }
        if len(words) == len(test.tests):
            return words.__contains__
        parts = [closed for part in test.tests if (closed := self.closed(part)) is not None]
        return None if len(parts) < len(test.tests) else lambda value: any(part(value) for part in parts)

    def some(self, condition: Some | NoneOf, context: None) -> Truths:
        """True where the block is true of one related row."""
        entity, via = condition.relation.entity, condition.relation.via
        inner = self.condition(condition.block)

        def holds(view: WorkingMemory, row: Row) -> Truth:  # as `either` of `judged`, asked most of all
            result: Truth = False
            for other in view.facts.related(entity, via, row):
                truth = inner(view, other)
                if truth:
                    return True
                if truth is None:
                    result = None
            if result is False:
                for other in view.facts.unlinked(entity, via):
                    if inner(view, other) is not False:
                        return None
            return result

        return holds

    def count(self, condition: Count, context: None) -> Truths:
        """The truth of a test of the number of related rows of which the block is true."""
        relation, inner = condition.relation, self.condition(condition.block)
        test = self._open(condition.test)

        def holds(view: WorkingMemory, row: Row) -> Truth:
            truths = [truth for _, truth in judged(view, row, relation, inner)]
            least = truths.count(True)
            most = least + truths.count(None)
            outcomes = {test(view, row, number) for number in range(least, most + 1)}
            return outcomes.pop() if len(outcomes) == 1 else None

        return holds


def judged(view: WorkingMemory, row: Row, relation: Relation, block: Truths) -> Iterator[tuple[Row, Truth]]:
    """The rows related to a subject, each with the truth of a block.

    A row whose link is not known may be one of them: it comes with None, unless the block is false of it.
    """
    for other in view.facts.related(relation.entity, relation.via, row):
        yield other, block(view, other)
    for other in view.facts.unlinked(relation.entity, relation.via):
        if block(view, other) is not False:
            yield other, None


def row_finder(single: str, hops: tuple[str, ...]) -> FindsRow | None:
    """Finds the row at the end of links, from the only row of `single` ("": from the subject itself).

    None where that is the subject.
    """
    if single:
        return lambda view, row: follow(view.facts.rows[single][0], hops)
    if not hops:
        return None
    if len(hops) == 1:
        hop = hops[0]
        return lambda view, row: row.links.get(hop)
    return lambda view, row: follow(row, hops)


def follow(row: Row | None, hops: tuple[str, ...]) -> Row | None:
    """The row at the end of a way of links; None where a link is missing."""
    for hop in hops:
        if row is None:
            return None
        row = row.links.get(hop)
    return row
