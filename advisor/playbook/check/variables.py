"""Conditions as propositions: what facts must be like for them to have a truth.

Each path is a variable: its tests cut its values into a few intervals, and "unknown" is one more.  So is how
two paths compare, and how many entities match a block, where equal blocks are one variable.  What is not
known here is a variable of its own, which may have any truth: a proposition may hold where its condition
cannot, and never the other way round.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence

from advisor.playbook.check.canonical_form import canonical
from advisor.playbook.check.propositions import Both, Either, OneIn, Proposition
from advisor.playbook.check.satisfiable import COUNTED, domain_at, may_be_unknown, passing
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
    own_tests_of,
    walk,
)
from advisor.playbook.expressions import Literal, Path
from advisor.playbook.model import Rule
from advisor.playbook.types import ORDERED, FieldType, Value
from advisor.playbook.vocabulary import Vocabulary
from advisor.source.record import record

# How a value compares with another one, and that one of them is unknown.
_LESS, _SAME, _MORE, _OPEN = 1, 2, 4, 8
_COMPARED = {
    Op.LT: _LESS,
    Op.LE: _LESS | _SAME,
    Op.EQ: _SAME,
    Op.NE: _LESS | _MORE,
    Op.GE: _SAME | _MORE,
    Op.GT: _MORE,
}
_MIRRORED = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}
_ORDERS = _LESS | _SAME | _MORE
# Of a condition that is not taken apart: the three truths.
_TRUE, _FALSE, _UNKNOWN = 1, 2, 4


@record
class Wanted:
    """A truth that a condition shall have, or (with `or_unknown`) that or unknown."""

    truth: bool = True
    or_unknown: bool = False

    @property
    def opposite(self) -> "Wanted":
        """The same of a condition's opposite."""
        return Wanted(not self.truth, self.or_unknown)

    def whole(self, parts: Iterable[Proposition]) -> Proposition:
        """What is wanted of `all` of some conditions, from what is wanted of each."""
        return Both(tuple(parts)) if self.truth else Either(tuple(parts))

    def among(self, true: int, false: int, unknown: int) -> int:
        """The values, of those that stand for each truth, that give what is wanted."""
        return (true if self.truth else false) | (unknown if self.or_unknown else 0)


Truths = tuple[int, int]
"""Where a test is true, and where unknown: the pieces of its path's values by bit, none above them."""
HOLDS, DOES_NOT_HOLD = Wanted(), Wanted(False, or_unknown=True)

_KNOWN_CONDITIONS = (FieldTest, All, AnyOf, Not, Unless, Some, NoneOf, Count)


class Variables(ConditionFold[Wanted, Proposition]):
    """The variables of some conditions, all of one kind of subject; `opaque` ones are not looked into."""

    def __init__(
        self, vocabulary: Vocabulary, conditions: Iterable[Condition], opaque: Iterable[Condition] = ()
    ) -> None:
        self.vocabulary = vocabulary
        self._read = tuple(conditions)  # they live as long as what is known of them
        self._opaque = {id(condition) for condition in opaque}
        # By id, and with the condition, so that no other one gets that id.
        self._propositions: dict[tuple[int, Wanted], tuple[Condition, Proposition]] = {}
        self._paths: dict[Hashable, _Cells] = {}
        self._counts: dict[Hashable, list[Test]] = {}
        literals: dict[Hashable, tuple[Path, list[Literal]]] = {}
        for node in (node for condition in self._read for node in own_tests_of(condition)):
            if isinstance(node, FieldTest):
                _, found = literals.setdefault(node.path.target, (node.path, []))
                found += _literals(node.test)
            else:
                self._counts.setdefault(_related(node), []).append(node.test)
        for target, (path, found) in literals.items():
            self._paths[target] = _Cells(vocabulary, path, found)

    def of(self, condition: Condition, context: Wanted) -> Proposition:
        """What makes a condition true, false or unknown, as it is wanted."""
        key = (id(condition), context)
        known = self._propositions.get(key)
        if known is None:
            known = self._propositions[key] = condition, self._of(condition, context)
        return known[1]

    def _of(self, condition: Condition, context: Wanted) -> Proposition:
        if id(condition) in self._opaque or not isinstance(condition, _KNOWN_CONDITIONS):
            return OneIn(("opaque", canonical(condition)), context.among(_TRUE, _FALSE, _UNKNOWN))
        return super().of(condition, context)

    def connective(self, condition: Connective, context: Wanted) -> Proposition:
        """Every part, or one of them: `any` is all but none."""
        parts = [self.of(part, context) for part in condition.parts]
        return context.whole(parts) if isinstance(condition, All) else context.opposite.whole(parts)

    def negation(self, condition: Not, context: Wanted) -> Proposition:
        """The block, the other way round."""
        return self.of(condition.part, context.opposite)

    def exception(self, condition: Unless, context: Wanted) -> Proposition:
        """Whether the block is true or not: never unknown itself."""
        return self.of(condition.part, DOES_NOT_HOLD if context.truth else HOLDS)

    def test(self, condition: FieldTest, context: Wanted) -> Proposition:
        """A test of a path."""
        return self._test(condition.path, condition.test, context)

    def quantifier(self, condition: Quantifier, context: Wanted) -> Proposition:
        """How many related entities match: at least and at most so many, as some may be undecided."""
        related = _related(condition)
        test = condition.test if isinstance(condition, Count) else None
        if test is not None and passing(test, COUNTED, ()) is None:
            variable = ("count", related, canonical(test))
            return OneIn(variable, context.among(_TRUE, _FALSE, _UNKNOWN))
        bits = {True: 0, False: 0, None: 0}
        for bit, (least, most) in enumerate(_ranges(self._counts.get(related, []))):
            bits[_matches(condition, least, most)] |= 1 << bit
        return OneIn(related, context.among(bits[True], bits[False], bits[None]))

    def truths(self, path: Path, test: Test) -> Truths | None:
        """What a test by constants says of each piece of its path's values, and of none if there may be none.

        None where it looks at something else as well.
        """
        return _truths(test, self._cells(path))

    def pieces(self, path: Path) -> int:
        """All pieces of a path's values, and that of none if there may be none."""
        cells = self._cells(path)
        return cells.known | cells.unknown

    def _test(self, path: Path, test: object, context: Wanted) -> Proposition:
        if isinstance(test, Complement):
            return self._test(path, test.test, context.opposite)
        if isinstance(test, OneOf):
            return context.opposite.whole(self._test(path, part, context) for part in test.tests)
        if isinstance(test, Between) and not _is_closed(test):
            low = Compare(Op.GT if test.low_open else Op.GE, test.low)
            high = Compare(Op.LT if test.high_open else Op.LE, test.high)
            return context.whole(self._test(path, part, context) for part in (low, high))
        cells = self._cells(path)
        if isinstance(test, Presence):
            return OneIn(path.target, cells.known if test.known == context.truth else cells.unknown)
        if isinstance(test, Compare | Between) and _is_closed(test):
            passed = cells.passing(test)
            return OneIn(path.target, context.among(passed, cells.known & ~passed, cells.unknown))
        if isinstance(test, Compare):
            return self._compared(path, test, context)
        variable = ("test", path.target, canonical(test))
        return self._if_known((path,), OneIn(variable, context.among(_TRUE, _FALSE, _OPEN)), context)

    def _compared(self, path: Path, test: Compare, context: Wanted) -> Proposition:
        """How a path compares with what is no constant; two paths are one variable from either side."""
        op, right = test.op, test.right
        if not isinstance(right, Path):
            variable: Hashable = ("compared", path.target, canonical(right))
            passed = _COMPARED[op]
            either = OneIn(variable, context.among(passed, _ORDERS & ~passed, _OPEN))
            return self._if_known((path,), either, context)
        left, other = path.target, right.target
        if repr(other) < repr(left):
            left, other, op = other, left, _MIRRORED.get(op, op)
        passed = _COMPARED[op]
        ways = _SAME if left == other else _ORDERS
        compared = OneIn(("compared", left, other), context.among(passed & ways, ways & ~passed, 0))
        return self._if_known((path, right), compared, context)

    def _if_known(self, paths: Sequence[Path], proposition: OneIn, context: Wanted) -> Proposition:
        """The proposition where the paths are known; where one is unknown, so is what is said of them."""
        if context.or_unknown:
            unknown = (OneIn(path.target, self._cells(path).unknown) for path in paths)
            return Either((proposition, *(one for one in unknown if one.values)))
        return Both((proposition, *(OneIn(path.target, self._cells(path).known) for path in paths)))

    def _cells(self, path: Path) -> "_Cells":
        cells = self._paths.get(path.target)
        if cells is None:
            cells = self._paths[path.target] = _Cells(self.vocabulary, path, [])
        return cells


class _Cells:
    """The values of a path, cut by the constants that it is tested with: one value of each piece, by bit."""

    def __init__(self, vocabulary: Vocabulary, path: Path, literals: Sequence[Literal]) -> None:
        self.choices = vocabulary.choices(path)
        self.values = tuple(_values(vocabulary, path, literals))
        self.known = (1 << len(self.values)) - 1
        self.unknown = self.known + 1 if may_be_unknown(vocabulary, path) else 0
        numbers = [value for value in self.values if isinstance(value, int)]
        # In order, so that a constant's place is found and not looked for: lists may be thousands long.
        self._ordered = numbers if len(numbers) == len(self.values) else None
        self._bits = {value: bit for bit, value in enumerate(self.values)}

    def passing(self, test: Compare | Between) -> int:
        """The pieces whose values pass a test by constants."""
        if self._ordered is None:
            return self._named(test)
        low, high = _bounds(test)
        between = _below(bisect_right(self._ordered, high)) & ~_below(bisect_left(self._ordered, low))
        return self.known & ~between if isinstance(test, Compare) and test.op is Op.NE else between

    def _named(self, test: Compare | Between) -> int:
        """The pieces of words that pass: of a list of thousands each is found and not looked for."""
        if isinstance(test, Between) or test.op not in (Op.EQ, Op.NE):
            return sum(1 << bit for bit, value in enumerate(self.values) if holds_of(value, test))
        bit = self._bits.get(_constants(test)[0].value)
        named = 0 if bit is None else 1 << bit
        return named if test.op is Op.EQ else self.known & ~named


def _below(bit: int) -> int:
    return (1 << bit) - 1


def _bounds(test: Compare | Between) -> tuple[float, float]:
    """The least and the most whole number that pass; for "!=", those that do not."""
    if isinstance(test, Between):
        start, end = (int(end.value) for end in _constants(test))
        return start + test.low_open, end - test.high_open
    value = int(_constants(test)[0].value)
    low = -math.inf if test.op in (Op.LT, Op.LE) else value + (test.op is Op.GT)
    high = math.inf if test.op in (Op.GT, Op.GE) else value - (test.op is Op.LT)
    return low, high


def _truths(test: Test, cells: _Cells) -> Truths | None:
    """The truths of a test; None where its text does not tell."""
    every = cells.known | cells.unknown
    if isinstance(test, Presence):
        return cells.known if test.known else cells.unknown, 0
    if isinstance(test, Complement):
        inner = _truths(test.test, cells)
        return None if inner is None else (every & ~inner[0] & ~inner[1], inner[1])
    if isinstance(test, OneOf):
        true = unknown = 0
        for part in test.tests:
            inner = _truths(part, cells)
            if inner is None:
                return None
            true, unknown = true | inner[0], unknown | inner[1]
        return true, unknown & ~true
    if isinstance(test, Membership) or not _is_closed(test):
        return None
    return cells.passing(test), cells.unknown


def holds_of(value: Value | None, test: Compare | Between) -> bool:
    """Whether a known value passes a test by constants; None is a word that no test names."""
    if isinstance(test, Between):
        low, high = (int(end.value) for end in _constants(test))
        return low + test.low_open <= int(value or 0) <= high - test.high_open
    (right,) = (constant.value for constant in _constants(test))
    if test.op in (Op.EQ, Op.NE):
        return (value == right) == (test.op is Op.EQ)
    order = _LESS if int(value or 0) < int(right) else _SAME if value == right else _MORE
    return bool(order & _COMPARED[test.op])


def _values(vocabulary: Vocabulary, path: Path, literals: Sequence[Literal]) -> Iterable[Value | None]:
    """A value of every piece into which these constants cut what a path may lead to."""
    if path.kind is FieldType.FLAG:
        return (False, True)
    if choices := vocabulary.choices(path):
        return choices
    spans = domain_at(path, vocabulary) if path.kind in ORDERED else None
    if spans is None:
        return (*sorted({str(literal.value) for literal in literals}), None)
    ((low, high),) = spans
    cuts = {int(literal.value) for literal in literals}
    starts = sorted(cut for cut in {low, *cuts, *(cut + 1 for cut in cuts)} if low <= cut <= high)
    return starts


def _literals(test: Test) -> list[Literal]:
    """The constants in a test, in the order written."""
    if isinstance(test, Complement):
        return _literals(test.test)
    if isinstance(test, OneOf):
        return [constant for part in test.tests for constant in _literals(part)]
    return _constants(test) if isinstance(test, Compare | Between) else []


def _constants(test: Compare | Between) -> list[Literal]:
    ends: tuple[object, ...] = (test.right,) if isinstance(test, Compare) else (test.low, test.high)
    return [end for end in ends if isinstance(end, Literal)]


def _is_closed(test: object) -> bool:
    """Whether constants alone stand in a comparison or an interval."""
    if isinstance(test, Between):
        return len(_constants(test)) == 2
    return isinstance(test, Compare) and bool(_constants(test))


def variables_by_entity(
    vocabulary: Vocabulary, rules: Iterable[Rule], opaque: Iterable[Condition] = ()
) -> dict[str, Variables]:
    """The variables of all conditions about each entity, in rules and in their blocks about related ones."""
    conditions: dict[str, list[Condition]] = {}
    for rule in rules:
        conditions.setdefault(rule.entity, []).append(rule.when)
        for node in walk(rule.when):
            if isinstance(node, Quantifier):
                conditions.setdefault(node.relation.entity, []).append(node.block)
    opaque = list(opaque)
    return {entity: Variables(vocabulary, found, opaque) for entity, found in conditions.items()}


def _related(condition: Quantifier) -> Hashable:
    relation = condition.relation
    return "related", relation.entity, relation.via, canonical(condition.block)


def _ranges(tests: Sequence[Test]) -> list[tuple[int, int]]:
    """What can be known of a number, as far as the tests tell it apart: at least and at most so many."""
    cuts = {int(literal.value) for test in tests for literal in _literals(test)}
    near = {number for cut in cuts for number in (cut - 1, cut, cut + 1) if number >= 0}
    numbers = sorted({0, 1, 2, *near})
    return [(least, most) for least in numbers for most in numbers if least <= most]


def _matches(condition: Quantifier, least: int, most: int) -> bool | None:
    """The truth of a quantifier where at least and at most so many entities match."""
    if isinstance(condition, Count):
        passed = passing(condition.test, COUNTED, ()) or ()
        if any(low <= least and most <= high for low, high in passed):
            return True
        return None if any(low <= most and least <= high for low, high in passed) else False
    some = True if least else None if most else False
    return some if isinstance(condition, Some) or some is None else not some
