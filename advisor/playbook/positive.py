"""Conditions without negation around blocks: `not` is moved inwards, until it stands at single tests.

Kleene's connectives allow it: in three values too, "not all" is "one not", and "not some" is "none".
"""

from advisor.playbook.conditions import (
    All,
    Any,
    Compare,
    Complement,
    Condition,
    FieldTest,
    Literal,
    NoneOf,
    Not,
    Op,
    Some,
    Test,
    tests_absence,
)

DRAWN = Compare(Op.EQ, Literal(True, "true"))
NOT_DRAWN = Compare(Op.EQ, Literal(False, "false"))


def positive(condition: Condition, wanted: bool = True) -> Condition:
    """The condition (or, where not `wanted`, its opposite) without `Not`; an `All` in an `All` is opened.

    In any view it has the truth of the condition (or of its opposite).
    """
    if isinstance(condition, FieldTest):
        return FieldTest(condition.path, _test(condition, wanted), condition.location)
    if isinstance(condition, Not):
        return positive(condition.part, not wanted)
    if isinstance(condition, All | Any):
        kind = All if isinstance(condition, All) == wanted else Any
        parts = tuple(positive(part, wanted) for part in condition.parts)
        opened = (inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,)))
        return kind(tuple(opened), condition.location)
    block = positive(condition.block)
    if isinstance(condition, Some | NoneOf):
        quantifier = Some if isinstance(condition, Some) == wanted else NoneOf
        return quantifier(condition.relation, block, condition.location)
    test = condition.test if wanted else Complement(condition.test)
    return type(condition)(condition.relation, block, test, condition.location)


def _test(condition: FieldTest, wanted: bool) -> Test:
    if condition.path.conclusion:
        return DRAWN if tests_absence(condition.test) != wanted else NOT_DRAWN
    return condition.test if wanted else Complement(condition.test)
