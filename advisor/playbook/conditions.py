"""Conditions as an author wrote them: the abstract syntax of `when`.

Every node carries the location it was written at, left out of equality.  Nothing here evaluates: the
engine room gives the meaning (three values, after Kleene).
"""

from collections.abc import Callable, Iterator
from dataclasses import field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from advisor.playbook.expressions import Literal, Operand, Path, paths_in
from advisor.source.diagnostic import Location
from advisor.source.record import record


class Op(StrEnum):
    """Comparison operators, spelled as in FEEL."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@record
class Compare:
    """`op right`, for example `>= policy.idle_after`."""

    op: Op
    right: Operand


@record
class Between:
    """An interval; a bare `80..89` is closed at both ends."""

    low: Operand
    high: Operand
    low_open: bool = False
    high_open: bool = False


@record
class OneOf:
    """A list: one of these tests holds."""

    tests: tuple["Test", ...]


@record
class Complement:
    """`{not: TEST}`: the opposite, for a known value."""

    test: "Test"


@record
class Presence:
    """`known` or `unknown`: the only tests that are never unknown themselves."""

    known: bool


@record
class Contains:
    """`{contains: WORDS}`: a text contains one of these pieces of text, in capitals or not."""

    words: tuple[Literal, ...]


@record
class Has:
    """`{has: WORDS}`: one of these words is among the choices."""

    words: tuple[Literal, ...]


Membership = Contains | Has
Test = Compare | Between | OneOf | Complement | Presence | Membership


@record
class FieldTest:
    """A path and the test on it."""

    path: Path
    test: Test
    location: Location = field(compare=False, repr=False)


@record
class All:
    """Every part holds; no parts: true."""

    parts: tuple["Condition", ...]
    location: Location = field(compare=False, repr=False)


@record
class AnyOf:
    """At least one part holds; no parts: false."""

    parts: tuple["Condition", ...]
    location: Location = field(compare=False, repr=False)


@record
class Not:
    """The opposite of a block."""

    part: "Condition"
    location: Location = field(compare=False, repr=False)


@record
class Unless:
    """True where a block is not known to hold, whether it is false or unknown; never unknown itself."""

    part: "Condition"
    location: Location = field(compare=False, repr=False)


@record
class Relation:
    """Which entities a quantifier ranges over: those of `entity` whose link `via` is the subject.

    `via` None: all of them (from a single entity).  `written` is what the author calls them.
    """

    entity: str
    via: str | None
    written: str = field(default="", compare=False)


@record
class Some:
    """True where the block is true of one related entity."""

    relation: Relation
    block: "Condition"
    location: Location = field(compare=False, repr=False)


@record
class NoneOf:
    """True only where the block is false of every related entity."""

    relation: Relation
    block: "Condition"
    location: Location = field(compare=False, repr=False)


@record
class Count:
    """A test on the number of related entities of which the block is true."""

    relation: Relation
    block: "Condition"
    test: Test
    location: Location = field(compare=False, repr=False)


Connective = All | AnyOf
Quantifier = Some | NoneOf | Count
Condition = FieldTest | Connective | Not | Unless | Quantifier


Context = TypeVar("Context")
Meaning = TypeVar("Meaning")


class ConditionFold(Generic[Context, Meaning]):
    """What conditions come to: a method for each kind of them, which calls `of` for the conditions inside.

    The context is whatever changes on the way: a row, an entity, whether it stands under a `not`.  A subclass
    has `connective` for `all` and `any` together, or a method for each; `quantifier` likewise.
    """

    def of(self, condition: Condition, context: Context) -> Meaning:
        """What a condition comes to in a context."""
        method: Callable[[Any, Context], Meaning] = getattr(self, _METHODS[type(condition)])
        return method(condition, context)

    def test(self, condition: FieldTest, context: Context) -> Meaning:
        """A test of one path."""
        raise NotImplementedError

    def all_of(self, condition: All, context: Context) -> Meaning:
        """Every part."""
        return self.connective(condition, context)

    def any_of(self, condition: AnyOf, context: Context) -> Meaning:
        """At least one part."""
        return self.connective(condition, context)

    def connective(self, condition: Connective, context: Context) -> Meaning:
        """Parts that stand side by side."""
        raise NotImplementedError

    def negation(self, condition: Not, context: Context) -> Meaning:
        """The opposite of a block."""
        raise NotImplementedError

    def exception(self, condition: Unless, context: Context) -> Meaning:
        """A block that is not known to hold."""
        raise NotImplementedError

    def some(self, condition: Some, context: Context) -> Meaning:
        """A block of one related entity."""
        return self.quantifier(condition, context)

    def none_of(self, condition: NoneOf, context: Context) -> Meaning:
        """A block of no related entity."""
        return self.quantifier(condition, context)

    def count(self, condition: Count, context: Context) -> Meaning:
        """How many related entities a block is true of."""
        return self.quantifier(condition, context)

    def quantifier(self, condition: Quantifier, context: Context) -> Meaning:
        """A block about related entities."""
        raise NotImplementedError


_METHODS: dict[type, str] = {
    FieldTest: "test",
    All: "all_of",
    AnyOf: "any_of",
    Not: "negation",
    Unless: "exception",
    Some: "some",
    NoneOf: "none_of",
    Count: "count",
}


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything inside it, in the order written."""
    yield condition
    for child in children_of(condition):
        yield from walk(child)


def children_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions right inside one, in the order written."""
    if isinstance(condition, Connective):
        return condition.parts
    if isinstance(condition, FieldTest):
        return ()
    return (condition.block if isinstance(condition, Quantifier) else condition.part,)


def flat_parts(block: Connective) -> list[Condition]:
    """The parts of a block, with those of blocks of its kind in it."""
    nested = ([part] if type(part) is not type(block) else flat_parts(part) for part in block.parts)
    return [part for parts in nested for part in parts]


def conjuncts_of(condition: Condition) -> list[Condition]:
    """The conditions that must all hold, as they are written."""
    return flat_parts(condition) if isinstance(condition, All) else [condition]


def own_tests_of(condition: Condition) -> Iterator[FieldTest | Count]:
    """The tests of the subject itself, and not of entities that the condition ranges over."""
    if isinstance(condition, FieldTest | Count):
        yield condition
    elif isinstance(condition, Connective):
        for part in condition.parts:
            yield from own_tests_of(part)
    elif isinstance(condition, Not | Unless):
        yield from own_tests_of(condition.part)


def paths_of(condition: Condition) -> Iterator[Path]:
    """Every path that the condition reads, right-hand sides included."""
    for node in walk(condition):
        if isinstance(node, FieldTest | Count):
            yield from tested_paths(node)


def tested_paths(condition: FieldTest | Count) -> tuple[Path, ...]:
    """The paths that a test reads by itself: the one tested, and those on the right-hand side."""
    own, test = (condition.path,) if isinstance(condition, FieldTest) else (), condition.test
    if isinstance(test, Compare) and isinstance(test.right, Literal):  # most of them
        return own
    return *own, *right_paths(test)


def right_paths(test: Test) -> Iterator[Path]:
    """The paths on the right-hand side of a test."""
    for operand in operands_of(test):
        yield from paths_in(operand)


def operands_of(test: Test) -> Iterator[Operand]:
    """What a test holds a value against, in the order written."""
    if isinstance(test, Compare):
        yield test.right
    elif isinstance(test, Between):
        yield from (test.low, test.high)
    elif isinstance(test, Membership):
        yield from test.words
    elif isinstance(test, OneOf):
        for inner in test.tests:
            yield from operands_of(inner)
    elif isinstance(test, Complement):
        yield from operands_of(test.test)


ConclusionRead = tuple[Path, bool, Location]


def conclusions_read(condition: Condition) -> Iterator[ConclusionRead]:
    """(path, negative, location) for each conclusion the condition reads.

    Negative means that the conclusion must be finished first: its absence counts, as under `not`,
    `unless`, `none`, `count` or `NAME: false`.
    """
    return _ConclusionsRead().of(condition, False)


class _ConclusionsRead(ConditionFold[bool, Iterator[ConclusionRead]]):
    """The context is whether the absence of what is read counts."""

    def test(self, condition: FieldTest, context: bool) -> Iterator[ConclusionRead]:
        if condition.path.conclusion:
            yield condition.path, context != tests_absence(condition.test), condition.location

    def connective(self, condition: Connective, context: bool) -> Iterator[ConclusionRead]:
        for part in condition.parts:
            yield from self.of(part, context)

    def negation(self, condition: Not, context: bool) -> Iterator[ConclusionRead]:
        return self.of(condition.part, not context)

    def exception(self, condition: Unless, context: bool) -> Iterator[ConclusionRead]:
        for path, _, location in self.of(condition.part, False):
            yield path, True, location

    def quantifier(self, condition: Quantifier, context: bool) -> Iterator[ConclusionRead]:
        exists = isinstance(condition, NoneOf if context else Some)
        for path, negative, location in self.of(condition.block, False):
            yield path, negative or not exists, location


DRAWN = Compare(Op.EQ, Literal(True, "true"))
NOT_DRAWN = Compare(Op.EQ, Literal(False, "false"))


def tests_absence(test: Test) -> bool:
    """Whether a test of a conclusion asks for it not to be drawn (a conclusion is tested true or false)."""
    return test == NOT_DRAWN


def negation_normal_form(condition: Condition, wanted: bool = True) -> Condition:
    """The condition (or, where not `wanted`, its opposite) without `Not`; an `All` in an `All` is opened.

    In any view it has the truth of the condition (or of its opposite).  The opposite of an `Unless`, which is
    that its block is known to hold, is an `Unless` around it.
    """
    return _NormalForm().of(condition, wanted)


class _NormalForm(ConditionFold[bool, Condition]):
    """The context is whether the condition is wanted, or its opposite."""

    def test(self, condition: FieldTest, context: bool) -> Condition:
        test = condition.test if context else Complement(condition.test)
        if condition.path.conclusion:
            test = DRAWN if tests_absence(condition.test) != context else NOT_DRAWN
        return FieldTest(condition.path, test, condition.location)

    def connective(self, condition: Connective, context: bool) -> Condition:
        kind = All if isinstance(condition, All) == context else AnyOf
        parts = (self.of(part, context) for part in condition.parts)
        opened = (inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))
        return kind(tuple(opened), condition.location)

    def negation(self, condition: Not, context: bool) -> Condition:
        return self.of(condition.part, not context)

    def exception(self, condition: Unless, context: bool) -> Condition:
        inner = Unless(self.of(condition.part, True), condition.location)
        return inner if context else Unless(inner, condition.location)

    def quantifier(self, condition: Quantifier, context: bool) -> Condition:
        relation, block = condition.relation, self.of(condition.block, True)
        if isinstance(condition, Count):
            test = condition.test if context else Complement(condition.test)
            return Count(relation, block, test, condition.location)
        kind = Some if isinstance(condition, Some) == context else NoneOf
        return kind(relation, block, condition.location)
