"""What differs between two playbooks, as far as it decides advice: rules and numbers.

Not to be taken for what differs in advice (see `advisor.advice.compare`): most changes touch few freelancers.
"""

from dataclasses import replace
from enum import StrEnum

from advisor.playbook.model import Parameter, RuleBase
from advisor.source.record import record


class Mark(StrEnum):
    """What became of a rule."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@record
class Changed:
    """`rules` are marked by id, in order; `numbers` are parameters with another value, old and new."""

    rules: dict[str, Mark]
    numbers: tuple[tuple[Parameter, Parameter], ...]

    def count(self, mark: Mark) -> int:
        """How many rules carry the mark."""
        return list(self.rules.values()).count(mark)


def changed_between(old: RuleBase, new: RuleBase) -> Changed:
    """The rules and numbers that differ, wherever they stand; notes make no difference."""
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    rules: dict[str, Mark] = {}
    for name in sorted(before | after):
        if name not in after:
            rules[name] = Mark.GONE
        elif name not in before:
            rules[name] = Mark.NEW
        elif replace(before[name], note="") != replace(after[name], note=""):
            rules[name] = Mark.CHANGED
    shared = sorted(old.policy.keys() & new.policy.keys())
    pairs = ((old.policy[name], new.policy[name]) for name in shared)
    return Changed(rules, tuple((a, b) for a, b in pairs if (a.kind, a.value) != (b.kind, b.value)))
