"""The rules behind others: those that draw what they read, and so on down."""

from collections.abc import Iterable
from dataclasses import replace

from advisor.playbook.connections import drawing, reached
from advisor.playbook.model import Rule, RuleBase
from advisor.playbook.rule_reads import rule_reads
from advisor.playbook.strata import Conclusion


def with_those_behind(playbook: RuleBase, rules: Iterable[str]) -> RuleBase:
    """The playbook with these rules and all that they hang on: they fire in it as in the whole one."""
    by_id: dict[str, Rule] = {rule.id: rule for rule in playbook.rules}
    drawn: dict[Conclusion, list[str]] = drawing(playbook.rules)

    def behind(name: str) -> Iterable[str]:
        reads = rule_reads(by_id[name], playbook.vocabulary)
        return (rule for read in reads for rule in drawn.get(read, ()))

    needed = reached(rules, behind)
    return replace(playbook, rules=tuple(rule for rule in playbook.rules if rule.id in needed))
