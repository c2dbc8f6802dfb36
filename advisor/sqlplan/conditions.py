"""The truth of conditions as SQL, whose three values are those of the engine (Kleene's).

Where only a truth is wanted, or only a falsehood, a quantifier is one aggregate instead of two: then the
other two values may stand for each other.
"""

from enum import StrEnum

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
    Some,
    Test,
    Unless,
)
from advisor.playbook.expressions import Literal, Operand, Path
from advisor.sqlplan.arithmetic import expression_sql
from advisor.sqlplan.columns import Scope
from advisor.sqlplan.folding import FOLDED, folded
from advisor.sqlplan.reader import Reader
from advisor.sqlplan.related import RelatedRows
from advisor.sqlplan.sql_text import OPERATORS_SQL, all_of, constant, either_of


class Wanted(StrEnum):
    """What matters of a truth: whether it is true, whether it is false, or both."""

    TRUTH = "truth"
    FALSEHOOD = "falsehood"
    BOTH = "both"

    @property
    def opposite(self) -> "Wanted":
        """What matters under a `not`."""
        return {Wanted.TRUTH: Wanted.FALSEHOOD, Wanted.FALSEHOOD: Wanted.TRUTH}.get(self, self)


Context = tuple[Scope, Wanted]


class ConditionSql(ConditionFold[Context, str]):
    """Conditions about the row of a scope."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def truth(self, condition: Condition, scope: Scope, wanted: Wanted = Wanted.BOTH) -> str:
        """The truth of a condition, as far as it is wanted."""
        return self.of(condition, (scope, wanted))

    def related(self, scope: Scope, condition: Some | NoneOf | Count, wanted: Wanted) -> RelatedRows:
        """The rows that a quantifier ranges over."""
        inner = scope.inner(condition.relation.entity)
        return RelatedRows(scope, condition.relation, inner, self.truth(condition.block, inner, wanted))

    def test(self, condition: FieldTest, context: Context) -> str:
        """A test of one path."""
        scope = context[0]
        return self._test(scope, self.reader.value(scope, condition.path), condition.test)

    def connective(self, condition: Connective, context: Context) -> str:
        """Every part, or one."""
        parts = [self.of(part, context) for part in condition.parts]
        return all_of(parts) if isinstance(condition, All) else either_of(parts)

    def negation(self, condition: Not, context: Context) -> str:
        """The opposite of a block."""
        return f"(NOT {self.of(condition.part, (context[0], context[1].opposite))})"

    def exception(self, condition: Unless, context: Context) -> str:
        """A block that is not known to hold."""
        return f"({self.truth(condition.part, context[0], Wanted.TRUTH)} IS NOT TRUE)"

    def some(self, condition: Some | NoneOf, context: Context) -> str:
        """A block that is true of one related row."""
        scope, wanted = context
        if wanted is Wanted.TRUTH:
            return self.related(scope, condition, Wanted.TRUTH).any_true()
        possible = self.related(scope, condition, Wanted.FALSEHOOD).any_possible()
        if wanted is Wanted.FALSEHOOD:
            return possible
        true = self.related(scope, condition, Wanted.TRUTH).any_true()
        return f"(CASE WHEN {true} THEN TRUE WHEN {possible} THEN NULL ELSE FALSE END)"

    def none_of(self, condition: NoneOf, context: Context) -> str:
        """A block that is false of every related row."""
        return f"(NOT {self.some(condition, (context[0], context[1].opposite))})"

    def count(self, condition: Count, context: Context) -> str:
        """A test of how many rows a block is true of, which all numbers that are possible must agree on."""
        scope = context[0]
        least = self.related(scope, condition, Wanted.TRUTH).least()
        most = self.related(scope, condition, Wanted.FALSEHOOD).most()
        return self._number(scope, least, most, condition.test)

    def operand(self, scope: Scope, operand: Operand) -> str:
        """What a test holds a value against."""
        if isinstance(operand, Literal):
            return constant(operand.value)
        if isinstance(operand, Path):
            return self.reader.value(scope, operand)
        return expression_sql(operand, scope, self.reader)

    def _test(self, scope: Scope, value: str, test: Test) -> str:
        if isinstance(test, Compare):
            right = self.operand(scope, test.right)
            if test.op is Op.EQ and right in ("TRUE", "FALSE"):
                return value if right == "TRUE" else f"(NOT {value})"
            return f"({value} {OPERATORS_SQL[test.op]} {right})"
        if isinstance(test, Between):
            low, high = self.operand(scope, test.low), self.operand(scope, test.high)
            above, below = ">" if test.low_open else ">=", "<" if test.high_open else "<="
            return f"({value} {above} {low} AND {value} {below} {high})"
        if isinstance(test, Presence):
            return f"({value} IS {'NOT ' if test.known else ''}NULL)"
        if isinstance(test, Complement):
            return f"(NOT {self._test(scope, value, test.test)})"
        if isinstance(test, Contains):
            pieces = (constant(folded(str(word.value))) for word in test.words)
            return either_of(f"contains({FOLDED}({value}), {piece})" for piece in pieces)
        if isinstance(test, Has):
            words = (constant(f", {word.value}, ") for word in test.words)
            return either_of(f"contains(', ' || {value} || ', ', {word})" for word in words)
        return self._list(scope, value, test)

    def _list(self, scope: Scope, value: str, test: OneOf) -> str:
        plain = [
            part.right.value
            for part in test.tests
            if isinstance(part, Compare) and part.op is Op.EQ and isinstance(part.right, Literal)
        ]
        if len(plain) == len(test.tests):
            return f"({value} IN ({', '.join(map(constant, plain))}))"
        return either_of(self._test(scope, value, part) for part in test.tests)

    def _number(self, scope: Scope, least: str, most: str, test: Test) -> str:
        """A test that comes out the same for every number from the least to the most."""
        if isinstance(test, Presence):
            return constant(test.known)
        if isinstance(test, Complement):
            return f"(NOT {self._number(scope, least, most, test.test)})"
        if isinstance(test, Compare):
            return _compared(least, most, test.op, self.operand(scope, test.right))
        if isinstance(test, Between):
            low = f"({self.operand(scope, test.low)}{' + 1' * test.low_open})"
            high = f"({self.operand(scope, test.high)}{' - 1' * test.high_open})"
            inside, outside = f"{least} >= {low} AND {most} <= {high}", f"{most} < {low} OR {least} > {high}"
            return f"(CASE WHEN {inside} THEN TRUE WHEN {outside} OR {low} > {high} THEN FALSE END)"
        numbers = f"range({scope.named(least)}, {scope.named(most)} + 1)"
        truth = self._test(scope, "n", test)
        told = f"CASE WHEN {truth} THEN 1 WHEN NOT ({truth}) THEN 0 ELSE 2 END"
        found = scope.named(f"list_distinct(list_transform({numbers}, lambda n: {told}))")
        return f"(CASE WHEN len({found}) = 1 AND {found}[1] < 2 THEN {found}[1] = 1 END)"


def _compared(least: str, most: str, op: Op, right: str) -> str:
    sign = OPERATORS_SQL[op]
    if op in (Op.EQ, Op.NE):
        same, apart = f"{least} = {right} AND {most} = {right}", f"{right} < {least} OR {right} > {most}"
        is_same, is_apart = constant(op is Op.EQ), constant(op is Op.NE)
        return f"(CASE WHEN {same} THEN {is_same} WHEN {apart} THEN {is_apart} END)"
    first, last = (least, most) if op in (Op.GT, Op.GE) else (most, least)
    return f"(CASE WHEN {first} {sign} {right} THEN TRUE WHEN NOT {last} {sign} {right} THEN FALSE END)"
