"""Changes of a rule's conditions: one test, block or quantifier at a time."""

from collections.abc import Callable, Iterator

from advisor.playbook.check.satisfiable import Spans, domain, meet, passes_unknown, passing
from advisor.playbook.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Complement,
    Condition,
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
from advisor.playbook.types import ORDERED, UPPER_BOUND, FieldType, Value, plain
from advisor.playbook.vocabulary import Vocabulary
from advisor.scenarios.mutation.model import Operator
from advisor.source.diagnostic import Location
from advisor.source.record import record

# The smallest differences that somebody would write down: $1, 1 %, 0.1 stars, 1 hour, 1 day, 1.
STEPS = {
    FieldType.MONEY: 100,
    FieldType.PERCENT: 100,
    FieldType.RATING: 10,
    FieldType.HOURS: 100,
    FieldType.POINTS: 100,
    FieldType.COUNT: 1,
    FieldType.DAYS: 1,
    FieldType.DATE: 1,
}
_EDGES = {Op.LT: Op.LE, Op.LE: Op.LT, Op.GT: Op.GE, Op.GE: Op.GT}
_TURNED = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE, Op.EQ: Op.NE, Op.NE: Op.EQ}


@record
class MutatedTest:
    """A test with one change in it; not `writable` with a value that no file may hold."""

    change: Operator
    test: Test
    writable: bool = True


@record
class Meaning:
    """What a test lets through, for the fields whose values can be listed as spans."""

    known: Spans
    unknown: bool | None


def mutate_test(test: Test, path: Path, vocabulary: Vocabulary) -> tuple[list[MutatedTest], int]:
    """The changes of a test of a path that mean something else, each meaning once; how many do not."""
    own = meaning(test, path, vocabulary)
    seen: list[Meaning] = []
    found: list[MutatedTest] = []
    same = 0
    for each in _changes(test, path):
        means = meaning(each.test, path, vocabulary)
        if not each.writable or (means is not None and means == own):
            same += 1
        elif means is None or means not in seen:
            seen += [means] if means is not None else []
            found.append(each)
    return found, same


def meaning(test: Test, path: Path, vocabulary: Vocabulary) -> Meaning | None:
    """What the test means, told without facts; None where a path on its right leaves that open."""
    field = vocabulary.entities[path.entity].fields.get(path.name) if path.entity else None
    choices = field.choices if field else ()
    whole = domain(path.kind, choices)
    known = None if whole is None else passing(test, whole, choices)
    return None if known is None else Meaning(known, passes_unknown(test))


def _changes(test: Test, path: Path) -> Iterator[MutatedTest]:
    if isinstance(test, Presence):
        yield MutatedTest(Operator.TURNED, Presence(not test.known))
    elif isinstance(test, Compare):
        yield from _of_comparison(test, path.kind)
    elif isinstance(test, Between):
        yield from _of_interval(test, path.kind)
    elif isinstance(test, Complement):
        yield MutatedTest(Operator.BLOCK, test.test)
        for inner in _changes(test.test, path):
            yield MutatedTest(inner.change, Complement(inner.test), inner.writable)
    else:
        yield from _of_list(test, path)


def _of_comparison(test: Compare, kind: FieldType) -> Iterator[MutatedTest]:
    right = test.right
    if isinstance(right, Literal) and isinstance(right.value, bool):
        yield MutatedTest(
            Operator.TURNED, Compare(test.op, Literal(not right.value, plain(not right.value, kind)))
        )
        return
    yield MutatedTest(Operator.TURNED, Compare(_TURNED[test.op], right))
    if test.op in _EDGES:
        yield MutatedTest(Operator.EDGE, Compare(_EDGES[test.op], right))
    if isinstance(right, Literal):
        for moved, writable in _moved(right, kind):
            yield MutatedTest(Operator.STEP, Compare(test.op, moved), writable)


def _of_interval(test: Between, kind: FieldType) -> Iterator[MutatedTest]:
    low, high = test.low, test.high
    yield MutatedTest(Operator.TURNED, Complement(test))
    yield MutatedTest(Operator.EDGE, Between(low, high, not test.low_open, test.high_open))
    yield MutatedTest(Operator.EDGE, Between(low, high, test.low_open, not test.high_open))
    for moved, writable in _moved(low, kind):
        yield MutatedTest(Operator.STEP, Between(moved, high, test.low_open, test.high_open), writable)
    for moved, writable in _moved(high, kind):
        yield MutatedTest(Operator.STEP, Between(low, moved, test.low_open, test.high_open), writable)


def _of_list(test: OneOf, path: Path) -> Iterator[MutatedTest]:
    yield MutatedTest(Operator.TURNED, Complement(test))
    for number, each in enumerate(test.tests):
        rest = (*test.tests[:number], *test.tests[number + 1 :])
        yield MutatedTest(Operator.LISTED, rest[0] if len(rest) == 1 else OneOf(rest))
        if not (isinstance(each, Compare) and each.op is Op.EQ):
            for inner in _changes(each, path):
                listed = (*test.tests[:number], inner.test, *test.tests[number + 1 :])
                yield MutatedTest(inner.change, OneOf(listed), inner.writable)


def _moved(literal: Literal, kind: FieldType) -> list[tuple[Literal, bool]]:
    """A literal one step down and up, and whether each may be written."""
    if kind not in ORDERED:
        return []
    values = [stepped(literal.value, kind, sign) for sign in (-1, 1)]
    return [(Literal(value, plain(value, kind)), is_writable(value, kind)) for value in values]


def is_writable(value: int, kind: FieldType) -> bool:
    """Whether a file may hold the value: nothing is written below zero, or above what its type reaches to."""
    return 0 <= value <= UPPER_BOUND.get(kind, value)


def stepped(value: Value, kind: FieldType, steps: int) -> int:
    """The value so many steps of its type further."""
    return int(value) + steps * STEPS.get(kind, 1)


def value_text(test: Test) -> str:
    """A test as an author writes it on the right of a field."""
    if isinstance(test, Presence):
        return "known" if test.known else "unknown"
    if isinstance(test, Complement):
        return f"{{not: {value_text(test.test)}}}"
    if isinstance(test, OneOf):
        return f"[{', '.join(value_text(each) for each in test.tests)}]"
    if isinstance(test, Between):
        bounds = f"{test.low.text}..{test.high.text}"
        open_at = test.low_open, test.high_open
        return (
            f'"{"(" if open_at[0] else "["}{bounds}{")" if open_at[1] else "]"}"' if any(open_at) else bounds
        )
    return (
        test.right.text
        if test.op is Op.EQ and isinstance(test.right, Literal)
        else f'"{test.op} {test.right.text}"'
    )


Put = Callable[[Condition], Condition]
_NUMBER = Path("count", Root.SUBJECT, (), "", "count", FieldType.COUNT)


@record
class MutatedCondition:
    """Conditions with one change: what it is, in words, and where."""

    change: Operator
    when: Condition
    words: str
    location: Location


class ConditionMutator:
    """Changes the conditions of one rule; `same` counts the changes that would change nothing."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.same = 0

    def changes(self, when: Condition) -> Iterator[MutatedCondition]:
        """All of them, in the order in which the conditions are written."""
        if not isinstance(when, All):
            everything = All((), when.location)
            yield MutatedCondition(
                Operator.CONDITION, everything, f"{condition_text(when)} dropped", when.location
            )
        yield from self._inside(when, lambda new: new)

    def _inside(self, here: Condition, put: Put) -> Iterator[MutatedCondition]:
        if isinstance(here, FieldTest):
            yield from self._field(here, put)
        elif isinstance(here, All | AnyOf):
            yield from self._block(here, put)
        elif isinstance(here, Not):
            yield MutatedCondition(
                Operator.BLOCK, put(here.part), f"{condition_text(here)} without its not", here.location
            )
            yield from self._inside(here.part, lambda new: put(Not(new, here.location)))
        else:
            yield from self._quantified(here, put)

    def _field(self, here: FieldTest, put: Put) -> Iterator[MutatedCondition]:
        found, same = mutate_test(here.test, here.path, self.vocabulary)
        self.same += same
        for each in found:
            words = f"{condition_text(here)} with `{value_text(each.test)}`"
            yield MutatedCondition(
                each.change, put(FieldTest(here.path, each.test, here.location)), words, here.location
            )

    def _block(self, here: All | AnyOf, put: Put) -> Iterator[MutatedCondition]:
        if len(here.parts) > 1:
            other: All | AnyOf = (
                AnyOf(here.parts, here.location) if isinstance(here, All) else All(here.parts, here.location)
            )
            words = f"{condition_text(here)} with `{_name(other)}`"
            yield MutatedCondition(Operator.BLOCK, put(other), words, here.location)
        for number, part in enumerate(here.parts):
            yield from self._dropped(here, number, put)
            yield from self._differing(here, number, part, put)

    def _dropped(self, here: All | AnyOf, number: int, put: Put) -> Iterator[MutatedCondition]:
        """The block without one part; an `any` keeps its last one."""
        part = here.parts[number]
        rest = (*here.parts[:number], *here.parts[number + 1 :])
        if not rest and isinstance(here, AnyOf):
            return
        if isinstance(here, All) and self._means(here.parts, part) == self._means(rest, part) is not None:
            self.same += 1
            return
        left = rest[0] if len(rest) == 1 else type(here)(rest, here.location)
        yield MutatedCondition(
            Operator.CONDITION, put(left), f"{condition_text(part)} dropped", part.location
        )

    def _differing(
        self, here: All | AnyOf, number: int, part: Condition, put: Put
    ) -> Iterator[MutatedCondition]:
        """The block with one part changed, where its other tests of the same field let that show."""

        def inside(new: Condition) -> Condition:
            return put(type(here)((*here.parts[:number], new, *here.parts[number + 1 :]), here.location))

        whole = self._means(here.parts, part) if isinstance(here, All) else None
        for each in self._inside(part, lambda new: new):
            parts = (*here.parts[:number], each.when, *here.parts[number + 1 :])
            if whole is not None and self._means(parts, part) == whole:
                self.same += 1
                continue
            yield MutatedCondition(each.change, inside(each.when), each.words, each.location)

    def _means(self, parts: tuple[Condition, ...], part: Condition) -> Meaning | None:
        """What the tests of one field mean together, where that can be told without facts."""
        if not isinstance(part, FieldTest):
            return None
        tests = [each.test for each in parts if isinstance(each, FieldTest) and each.path == part.path]
        found = [meaning(test, part.path, self.vocabulary) for test in tests]
        means = [each for each in found if each is not None]
        if len(means) < len(found) or not means:
            return None
        known, unknown = means[0].known, {each.unknown for each in means}
        for each in means[1:]:
            known = meet(known, each.known)
        return Meaning(known, False if False in unknown else None if None in unknown else True)

    def _quantified(self, here: Some | NoneOf | Count, put: Put) -> Iterator[MutatedCondition]:
        relation, where = here.relation, here.location
        if isinstance(here, Count):
            test, inner = here.test, here.block
            found, same = mutate_test(test, _NUMBER, self.vocabulary)
            self.same += same
            for each in found:
                words = f"{condition_text(here)} with `{value_text(each.test)}`"
                yield MutatedCondition(
                    each.change, put(Count(relation, inner, each.test, where)), words, where
                )
            yield from self._within(inner, lambda new: put(Count(relation, new, test, where)))
            return
        kind = type(here)
        other = NoneOf(relation, here.block, where) if kind is Some else Some(relation, here.block, where)
        yield MutatedCondition(
            Operator.BLOCK, put(other), f"{condition_text(here)} with `{_name(other)}`", where
        )
        yield from self._within(here.block, lambda new: put(kind(relation, new, where)))

    def _within(self, block: Condition, put: Put) -> Iterator[MutatedCondition]:
        """The block of a quantifier; a single condition in it may be dropped too."""
        if not isinstance(block, All):
            everything = All((), block.location)
            yield MutatedCondition(
                Operator.CONDITION, put(everything), f"{condition_text(block)} dropped", block.location
            )
        yield from self._inside(block, put)


def condition_text(condition: Condition) -> str:
    """A condition as it is written, blocks by their name and what they range over."""
    if isinstance(condition, FieldTest):
        return f"`{condition.path.text}: {value_text(condition.test)}`"
    if isinstance(condition, Count):
        return f"`count: {{{condition.relation.entity}: ...}}, is: {value_text(condition.test)}`"
    if isinstance(condition, All | AnyOf):
        return f"`{_name(condition)}` of {len(condition.parts)} conditions"
    return f"`{_name(condition)}`"


def _name(condition: Condition) -> str:
    if isinstance(condition, Some | NoneOf):
        return f"{'some' if isinstance(condition, Some) else 'none'}: {{{condition.relation.entity}: ...}}"
    return {All: "all", AnyOf: "any", Not: "not"}[type(condition)]
