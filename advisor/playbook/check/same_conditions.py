"""Two rules that say one thing."""

from collections.abc import Iterator

from advisor.playbook.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Complement,
    Condition,
    Count,
    Literal,
    NoneOf,
    Not,
    OneOf,
    Path,
    Some,
    Test,
)
from advisor.playbook.model import Rule, RuleBase
from advisor.playbook.parse_rules import SourceRules
from advisor.playbook.reading import Problems


def check_same_conditions(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`same-conditions`: two rules of one verb fire on the same facts in the same period.

    A warning where they advise different actions with a priority or deadline of their own: one rule could
    not say that.
    """
    del source
    first: dict[object, Rule] = {}
    for rule in sorted(playbook.rules, key=lambda rule: rule.location):
        key = (rule.entity, rule.verb, rule.period, _canonical(rule.when))
        earlier = first.setdefault(key, rule)
        if earlier is rule:
            continue
        message = f'the rule "{rule.id}" has the same conditions as "{earlier.id}", at {earlier.location}'
        if set(earlier.targets) & set(rule.targets):
            problems.add("same-conditions", rule.location, message, "remove one")
        elif (earlier.priority, earlier.deadline) == (rule.priority, rule.deadline):
            problems.add("same-conditions", rule.location, message, "list both in one rule")
        else:
            problems.warn("same-conditions", rule.location, message, "is one of them missing a condition?")


def _canonical(condition: Condition) -> object:
    """The condition without the order of its parts and without the way in which values are source."""
    if isinstance(condition, All | AnyOf):
        parts = frozenset(_canonical(part) for part in _flat(condition))
        return next(iter(parts)) if len(parts) == 1 else (type(condition).__name__, parts)
    if isinstance(condition, Not):
        return "not", _canonical(condition.part)
    if isinstance(condition, Some | NoneOf):
        return type(condition).__name__, condition.relation, _canonical(condition.block)
    if isinstance(condition, Count):
        return "count", condition.relation, _canonical(condition.block), _test(condition.test)
    return _path(condition.path), _test(condition.test)


def _flat(block: All | AnyOf) -> Iterator[Condition]:
    for part in block.parts:
        if isinstance(part, All | AnyOf) and type(part) is type(block):
            yield from _flat(part)
        else:
            yield part


def _test(test: Test) -> object:
    if isinstance(test, Compare):
        return test.op, test.right.value if isinstance(test.right, Literal) else _path(test.right)
    if isinstance(test, Between):
        return test.low.value, test.high.value, test.low_open, test.high_open
    if isinstance(test, OneOf):
        parts = frozenset(_test(each) for each in test.tests)
        return next(iter(parts)) if len(parts) == 1 else parts
    if isinstance(test, Complement):
        return "not", _test(test.test)
    return test


def _path(path: Path) -> object:
    return path.root, path.hops, path.entity, path.name
