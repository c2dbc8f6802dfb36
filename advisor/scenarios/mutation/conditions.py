"""Mutations of a rule's conditions: one test, block or quantifier at a time."""

from collections.abc import Iterator
from dataclasses import replace

from advisor.playbook.check.satisfiable import Spans, domain_at, meet, passes_unknown, passing
from advisor.playbook.condition_text import condition_text, value_text
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Complement,
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    Membership,
    NoneOf,
    Not,
    OneOf,
    Op,
    Presence,
    Quantifier,
    Some,
    Test,
    Unless,
)
from advisor.playbook.expressions import Expression, Literal, Operand, Path, Root
from advisor.playbook.types import ORDERED, UPPER_BOUND, FieldType, Value, plain
from advisor.playbook.vocabulary import Vocabulary
from advisor.scenarios.mutation.expressions import moved_expressions, turned_expressions
from advisor.scenarios.mutation.model import Operator
from advisor.source.diagnostic import Location
from advisor.source.record import record

# The smallest differences that somebody would write down: $1, 1%, 0.1 stars, 1 hour, 1 day, 1.
STEPS = {
    FieldType.MONEY: 100,
    FieldType.PERCENT: 100,
    FieldType.RATING: 10,
    FieldType.HOURS: 100,
    FieldType.POINTS: 100,
    FieldType.NUMBER: 10,
    FieldType.COUNT: 1,
    FieldType.DAYS: 1,
    FieldType.DATE: 1,
}
_EDGES = {Op.LT: Op.LE, Op.LE: Op.LT, Op.GT: Op.GE, Op.GE: Op.GT}
_TURNED = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE, Op.EQ: Op.NE, Op.NE: Op.EQ}


@record
class MutatedTest:
    """A test with one change in it; not `writable` with a value that no file may hold."""

    operator: Operator
    test: Test
    writable: bool = True


@record
class AcceptedValues:
    """What a test lets through, for the fields whose values can be listed as spans."""

    known: Spans
    unknown: bool | None


def mutate_test(test: Test, path: Path, vocabulary: Vocabulary) -> tuple[list[MutatedTest], int]:
    """The mutations of a test of a path that accept other values, each once; how many do not."""
    original = accepted_values(test, path, vocabulary)
    seen: list[AcceptedValues] = []
    mutations: list[MutatedTest] = []
    same = 0
    for mutation in _mutations(test, path):
        accepted = accepted_values(mutation.test, path, vocabulary)
        if not mutation.writable or (accepted is not None and accepted == original):
            same += 1
        elif accepted is None or accepted not in seen:
            seen += [accepted] if accepted is not None else []
            mutations.append(mutation)
    return mutations, same


def accepted_values(test: Test, path: Path, vocabulary: Vocabulary) -> AcceptedValues | None:
    """What the test accepts, whatever the facts; None where a path or an expression leaves that open."""
    whole = domain_at(path, vocabulary)
    known = None if whole is None else passing(test, whole, vocabulary.choices(path))
    return None if known is None else AcceptedValues(known, passes_unknown(test))


def _mutations(test: Test, path: Path) -> Iterator[MutatedTest]:
    if isinstance(test, Presence):
        yield MutatedTest(Operator.TURNED, Presence(not test.known))
    elif isinstance(test, Compare):
        yield from _of_comparison(test, path.kind)
    elif isinstance(test, Between):
        yield from _of_interval(test, path.kind)
    elif isinstance(test, Membership):
        yield MutatedTest(Operator.TURNED, Complement(test))
        for number in range(len(test.words)) if len(test.words) > 1 else ():
            rest = (*test.words[:number], *test.words[number + 1 :])
            yield MutatedTest(Operator.LISTED, replace(test, words=rest))
    elif isinstance(test, Complement):
        yield MutatedTest(Operator.BLOCK, test.test)
        for inner in _mutations(test.test, path):
            yield replace(inner, test=Complement(inner.test))
    else:
        yield from _of_list(test, path)


def _of_comparison(test: Compare, kind: FieldType) -> Iterator[MutatedTest]:
    right = test.right
    if isinstance(right, Literal) and isinstance(right.value, bool):
        other = Literal(not right.value, plain(not right.value, kind))
        yield MutatedTest(Operator.TURNED, Compare(test.op, other))
        return
    yield MutatedTest(Operator.TURNED, Compare(_TURNED[test.op], right))
    if test.op in _EDGES:
        yield MutatedTest(Operator.EDGE, Compare(_EDGES[test.op], right))
    for turned in turned_expressions(right) if isinstance(right, Expression) else ():
        yield MutatedTest(Operator.TURNED, Compare(test.op, turned))
    for moved, writable in _moved(right, kind):
        yield MutatedTest(Operator.STEP, Compare(test.op, moved), writable)


def _of_interval(test: Between, kind: FieldType) -> Iterator[MutatedTest]:
    yield MutatedTest(Operator.TURNED, Complement(test))
    yield MutatedTest(Operator.EDGE, replace(test, low_open=not test.low_open))
    yield MutatedTest(Operator.EDGE, replace(test, high_open=not test.high_open))
    for moved, writable in _moved(test.low, kind):
        yield MutatedTest(Operator.STEP, replace(test, low=moved), writable)
    for moved, writable in _moved(test.high, kind):
        yield MutatedTest(Operator.STEP, replace(test, high=moved), writable)


def _of_list(test: OneOf, path: Path) -> Iterator[MutatedTest]:
    yield MutatedTest(Operator.TURNED, Complement(test))
    for number, listed in enumerate(test.tests):
        before, after = test.tests[:number], test.tests[number + 1 :]
        rest = (*before, *after)
        yield MutatedTest(Operator.LISTED, rest[0] if len(rest) == 1 else OneOf(rest))
        if not (isinstance(listed, Compare) and listed.op is Op.EQ):
            for inner in _mutations(listed, path):
                yield replace(inner, test=OneOf((*before, inner.test, *after)))


def _moved(operand: Operand, kind: FieldType) -> list[tuple[Operand, bool]]:
    """An operand, or each number of an expression, one step down and up; whether each may be written."""
    if isinstance(operand, Expression):
        return [(moved, True) for moved in moved_expressions(operand)]
    if kind not in ORDERED or not isinstance(operand, Literal):
        return []
    values = [stepped(operand.value, kind, sign) for sign in (-1, 1)]
    return [(Literal(value, plain(value, kind)), is_writable(value, kind)) for value in values]


def is_writable(value: int, kind: FieldType) -> bool:
    """Whether a file may hold the value: nothing is written below zero, or above what its type reaches to."""
    return 0 <= value <= UPPER_BOUND.get(kind, value)


def stepped(value: Value, kind: FieldType, steps: int) -> int:
    """The value so many steps of its type further."""
    return int(value) + steps * STEPS.get(kind, 1)


_NUMBER = Path("count", Root.SUBJECT, (), "", "count", FieldType.COUNT)


@record
class MutatedCondition:
    """Conditions with one change: what it is, in words, and where."""

    operator: Operator
    when: Condition
    words: str
    location: Location


def _dropped(condition: Condition, rest: Condition) -> MutatedCondition:
    words = f"{condition_text(condition)} dropped"
    return MutatedCondition(Operator.CONDITION, rest, words, condition.location)


def _replaced(condition: Condition, other: Condition, change: str) -> MutatedCondition:
    words = f"{condition_text(condition)} {change}"
    return MutatedCondition(Operator.BLOCK, other, words, condition.location)


class ConditionMutator(ConditionFold[None, Iterator[MutatedCondition]]):
    """Mutates the conditions of one rule; `same` counts the changes that would change nothing."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.same = 0

    def changes(self, block: Condition) -> Iterator[MutatedCondition]:
        """All of a block, in the order in which its conditions are written; a single one may be dropped."""
        if not isinstance(block, All):
            yield _dropped(block, All((), block.location))
        yield from self.of(block, None)

    def test(self, condition: FieldTest | Count, context: None) -> Iterator[MutatedCondition]:
        path = _NUMBER if isinstance(condition, Count) else condition.path
        mutations, same = mutate_test(condition.test, path, self.vocabulary)
        self.same += same
        for mutation in mutations:
            words = f"{condition_text(condition)} with `{value_text(mutation.test)}`"
            mutated = replace(condition, test=mutation.test)
            yield MutatedCondition(mutation.operator, mutated, words, condition.location)

    def connective(self, condition: Connective, context: None) -> Iterator[MutatedCondition]:
        parts, where = condition.parts, condition.location
        if len(parts) > 1:
            yield from self._otherwise(condition)
        for number, part in enumerate(parts):
            before, after = parts[:number], parts[number + 1 :]
            accepted = self._accepted(parts, part) if isinstance(condition, All) else None
            rest = (*before, *after)
            if accepted is not None and self._accepted(rest, part) == accepted:
                self.same += 1
            elif rest or isinstance(condition, All):  # an `any` keeps its last part
                yield _dropped(part, rest[0] if len(rest) == 1 else type(condition)(rest, where))
            for mutated in self.of(part, None):
                changed = (*before, mutated.when, *after)
                # Other tests of the same field may let the change make no difference.
                if accepted is not None and self._accepted(changed, part) == accepted:
                    self.same += 1
                else:
                    yield replace(mutated, when=type(condition)(changed, where))

    def _otherwise(self, condition: Connective) -> Iterator[MutatedCondition]:
        """`all` for `any`, and the other way round; an `unless` stays beside them."""
        where = condition.location
        joined = tuple(part for part in condition.parts if not isinstance(part, Unless))
        apart = tuple(part for part in condition.parts if isinstance(part, Unless))
        if len(joined) > 1:
            other = AnyOf(joined, where) if isinstance(condition, All) else All(joined, where)
            name = "any" if isinstance(condition, All) else "all"
            yield _replaced(condition, All((other, *apart), where) if apart else other, f"with `{name}`")

    def _accepted(self, parts: tuple[Condition, ...], part: Condition) -> AcceptedValues | None:
        """What the tests of one field accept together, where that does not hang on facts."""
        if not isinstance(part, FieldTest):
            return None
        path, known, unknown = part.path, None, set()
        for other in parts:
            if isinstance(other, FieldTest) and other.path == path:
                accepted = accepted_values(other.test, path, self.vocabulary)
                if accepted is None:
                    return None
                known = accepted.known if known is None else meet(known, accepted.known)
                unknown.add(accepted.unknown)
        if known is None:
            return None
        return AcceptedValues(known, False if False in unknown else None if None in unknown else True)

    def negation(self, condition: Not, context: None) -> Iterator[MutatedCondition]:
        yield _replaced(condition, condition.part, "without its not")
        for mutated in self.of(condition.part, None):
            yield replace(mutated, when=Not(mutated.when, condition.location))

    def exception(self, condition: Unless, context: None) -> Iterator[MutatedCondition]:
        opposite = Not(condition.part, condition.location)
        yield _replaced(condition, opposite, "in `when` under `not`, which what is not known blocks as well")
        for mutated in self.of(condition.part, None):
            yield replace(mutated, when=Unless(mutated.when, condition.location))

    def quantifier(self, condition: Quantifier, context: None) -> Iterator[MutatedCondition]:
        if isinstance(condition, Count):
            yield from self.test(condition, None)
        else:
            kind = NoneOf if isinstance(condition, Some) else Some
            other = kind(condition.relation, condition.block, condition.location)
            yield _replaced(condition, other, f"with {condition_text(other)}")
        for mutated in self.changes(condition.block):
            yield replace(mutated, when=replace(condition, block=mutated.when))
