"""How rules hang together: who draws each conclusion, and who reads it."""

from collections.abc import Callable, Iterable, Mapping

from advisor.playbook.conditions import conclusions_read
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.playbook.rule_reads import rule_reads
from advisor.playbook.strata import Conclusion
from advisor.source.record import record


@record
class Connections:
    """The conclusions of a playbook, as (entity, name), with ids of rules in the order of the playbook.

    `absent` are the readers, as (rule, conclusion), for whom it counts that the conclusion is not drawn.
    """

    drawn_by: Mapping[Conclusion, tuple[str, ...]]
    read_by: Mapping[Conclusion, tuple[str, ...]]
    absent: frozenset[tuple[str, Conclusion]]

    def reads(self, rule: str) -> tuple[Conclusion, ...]:
        """What the rule reads, in order."""
        return tuple(sorted(name for name, readers in self.read_by.items() if rule in readers))


def connect(playbook: RuleBase) -> Connections:
    """The connections of all rules.  A conclusion in a computed field or in a reason is read as well."""
    drawn = drawing(playbook.rules)
    read: dict[Conclusion, list[str]] = {name: [] for name in sorted(drawn)}
    for rule in playbook.rules:
        for name in rule_reads(rule, playbook.vocabulary) & read.keys():
            read[name].append(rule.id)
    return Connections(
        {name: tuple(rules) for name, rules in sorted(drawn.items())},
        {name: tuple(rules) for name, rules in read.items()},
        frozenset(pair for rule in playbook.rules for pair in _absent(rule)),
    )


def drawing(rules: Iterable[Rule]) -> dict[Conclusion, list[str]]:
    """The ids of the rules that draw each conclusion, in their order."""
    found: dict[Conclusion, list[str]] = {}
    for rule in rules:
        for target in rule.targets if rule.verb is Verb.CONCLUDE else ():
            found.setdefault((rule.entity, target), []).append(rule.id)
    return found


def reached(rules: Iterable[str], onwards: Callable[[str], Iterable[str]]) -> set[str]:
    """These rules and all that are reached from them, step by step."""
    found: set[str] = set()
    waiting = list(rules)
    while waiting:
        rule = waiting.pop()
        if rule not in found:
            found.add(rule)
            waiting += onwards(rule)
    return found


def _absent(rule: Rule) -> list[tuple[str, Conclusion]]:
    found = conclusions_read(rule.when)
    return [(rule.id, (path.entity, path.name)) for path, negative, _ in found if negative]
