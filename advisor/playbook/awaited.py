"""Which answers the rules of a playbook wait for."""

from collections.abc import Iterable, Iterator

from advisor.playbook.conditions import Compare, Count, FieldTest, Literal, NoneOf, OneOf, Some, Test, walk
from advisor.playbook.model import Rule


def reads_field_of(rules: Iterable[Rule], entity: str, name: str, key: str, value: str) -> bool:
    """Whether a rule tests the field `name` of those entities of a list whose `key` is the value.

    So "reply" of events that did "check-in"; a rule that does not test the key speaks of all of them.
    """
    for rule in rules:
        for node in walk(rule.when):
            if isinstance(node, Some | NoneOf | Count) and node.relation.entity == entity:
                tests = [each for each in walk(node.block) if isinstance(each, FieldTest)]
                keys = {text for each in tests if each.path.name == key for text in _texts(each.test)}
                if any(each.path.name == name for each in tests) and (value in keys or not keys):
                    return True
    return False


def _texts(test: Test) -> Iterator[str]:
    """The constants to which a value is compared."""
    if isinstance(test, Compare) and isinstance(test.right, Literal):
        yield str(test.right.value)
    elif isinstance(test, OneOf):
        for inner in test.tests:
            yield from _texts(inner)
