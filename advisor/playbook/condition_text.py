"""Conditions as an author writes them, in one line; blocks by their name and what they range over."""

from advisor.playbook.conditions import (
    All,
    Between,
    Complement,
    Condition,
    ConditionFold,
    Connective,
    Count,
    FieldTest,
    Has,
    Membership,
    Not,
    OneOf,
    Op,
    Presence,
    Quantifier,
    Some,
    Test,
    Unless,
)
from advisor.playbook.expressions import Literal


def value_text(test: Test) -> str:
    """A test as an author writes it on the right of a field."""
    if isinstance(test, Presence):
        return "known" if test.known else "unknown"
    if isinstance(test, Complement):
        return f"{{not: {value_text(test.test)}}}"
    if isinstance(test, Membership):
        words = [word.text for word in test.words]
        listed = words[0] if len(words) == 1 else f"[{', '.join(words)}]"
        return f"{{{'has' if isinstance(test, Has) else 'contains'}: {listed}}}"
    if isinstance(test, OneOf):
        return f"[{', '.join(map(value_text, test.tests))}]"
    if isinstance(test, Between):
        bounds = f"{test.low.text}..{test.high.text}"
        if not test.low_open and not test.high_open:
            return bounds
        return f'"{"(" if test.low_open else "["}{bounds}{")" if test.high_open else "]"}"'
    if test.op is Op.EQ and isinstance(test.right, Literal):
        return test.right.text
    return f'"{test.op} {test.right.text}"'


class _ConditionText(ConditionFold[None, str]):
    def test(self, condition: FieldTest, context: None) -> str:
        return f"`{condition.path.text}: {value_text(condition.test)}`"

    def connective(self, condition: Connective, context: None) -> str:
        name = "all" if isinstance(condition, All) else "any"
        return f"`{name}` of {len(condition.parts)} conditions"

    def negation(self, condition: Not, context: None) -> str:
        return "`not`"

    def exception(self, condition: Unless, context: None) -> str:
        return "`unless`"

    def quantifier(self, condition: Quantifier, context: None) -> str:
        over = f"{{{condition.relation.written}: ...}}"
        if isinstance(condition, Count):
            return f"`count: {over}, is: {value_text(condition.test)}`"
        return f"`{'some' if isinstance(condition, Some) else 'none'}: {over}`"


def condition_text(condition: Condition) -> str:
    """A condition as it is written, blocks by their name and what they range over."""
    return _ConditionText().of(condition, None)
