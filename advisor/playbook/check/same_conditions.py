"""Two rules that say one thing."""

from advisor.playbook.conditions import All, Any, Condition, Count, NoneOf, Not, Some
from advisor.playbook.model import Playbook, Rule
from advisor.playbook.parse_rules import Draft
from advisor.playbook.reading import Problems


def check_same_conditions(playbook: Playbook, drafts: list[Draft], problems: Problems) -> None:
    """`same-conditions`: two rules of one verb fire on the same facts in the same period."""
    del drafts
    first: dict[object, Rule] = {}
    for rule in sorted(playbook.rules, key=lambda rule: rule.location):
        key = (rule.entity, rule.verb, rule.period, _canonical(rule.when))
        earlier = first.setdefault(key, rule)
        if earlier is not rule:
            message = f'the rule "{rule.id}" has the same conditions as "{earlier.id}", at {earlier.location}'
            hint = "list both in one rule" if earlier.targets != rule.targets else "remove one"
            problems.add("same-conditions", rule.location, message, hint)


def _canonical(condition: Condition) -> object:
    """The condition with its parts in no order: blocks that differ in order alone are the same."""
    if isinstance(condition, All | Any):
        return type(condition).__name__, frozenset(_canonical(part) for part in condition.parts)
    if isinstance(condition, Not):
        return "not", _canonical(condition.part)
    if isinstance(condition, Some | NoneOf):
        return type(condition).__name__, condition.relation, _canonical(condition.block)
    if isinstance(condition, Count):
        return "count", condition.relation, _canonical(condition.block), condition.test
    return condition.path, condition.test
