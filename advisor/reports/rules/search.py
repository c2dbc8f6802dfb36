"""Rules found by words, in all that is told of them."""

from collections.abc import Iterable, Iterator

from advisor.playbook.model import Rule, RuleBase
from advisor.reports.rules.summary import RuleSummarizer


def rules_with(playbook: RuleBase, rules: Iterable[Rule], words: str) -> frozenset[str]:
    """The ids of those among the rules in which all of these words are found, whatever their letter case.

    They are looked for in the id, the rule set, the rule in plain English, its reasons and its note, and in
    the names and words of the claims and actions that it speaks of.
    """
    summarizer = RuleSummarizer(playbook)
    wanted = words.casefold().split()
    return frozenset(
        rule.id
        for rule in rules
        if all(word in "\n".join(_texts(summarizer, rule)).casefold() for word in wanted)
    )


def _texts(summarizer: RuleSummarizer, rule: Rule) -> Iterator[str]:
    summary = summarizer.summary(rule)
    yield from (rule.id, rule.ruleset, summary.ruleset, summary.sentence, *summary.reasons, rule.note)
    yield from (*rule.conclusions, *rule.actions)
    for claim in summary.claims:
        yield from (claim.id, claim.says)
