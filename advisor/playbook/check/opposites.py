"""Rules that take back what others say: whenever one fires, another says the opposite of the same action."""

from collections.abc import Iterator, Mapping

from advisor.playbook.check.propositions import excluded
from advisor.playbook.check.variables import DOES_NOT_HOLD, HOLDS, Variables
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.playbook.reading import Problems

# What is of no effect where the other is said too.
_TAKEN_BACK = ((Verb.ADVISE, Verb.FORBID), (Verb.RAISE, Verb.LOWER), (Verb.LOWER, Verb.RAISE))
_SAYS = {Verb.ADVISE: "advises", Verb.FORBID: "forbids", Verb.RAISE: "raises", Verb.LOWER: "lowers"}


def check_opposites(playbook: RuleBase, variables: Mapping[str, Variables], problems: Problems) -> None:
    """`opposite-rules`, a warning at the rule that is never of any effect."""
    saying: dict[tuple[Verb, str], list[Rule]] = {}
    for rule in playbook.rules:
        for consequence in rule.consequences:
            for target in consequence.targets:
                saying.setdefault((consequence.verb, target), []).append(rule)
    told: set[frozenset[str]] = set()
    for (verb, action), rule, verb_of_other, other in _pairs(saying):
        both = frozenset((rule.id, other.id))
        if len(both) < 2 or both in told or not _always_with(rule, other, variables):
            continue
        told.add(both)
        message = f'whenever the rule "{rule.id}" {_SAYS[verb]} "{action}", the rule "{other.id}", '
        message += f"at {other.location}, {_SAYS[verb_of_other]} it"
        hint = "remove one of them, or say in its conditions where it does not hold"
        problems.warn("opposite-rules", rule.location, message, hint, [other.location])


def _pairs(
    saying: Mapping[tuple[Verb, str], list[Rule]],
) -> Iterator[tuple[tuple[Verb, str], Rule, Verb, Rule]]:
    """Two rules that say the opposite of an action, the later ones first."""
    for verb, opposite in _TAKEN_BACK:
        for (said, action), rules in saying.items():
            if said is verb:
                others = saying.get((opposite, action), [])
                for rule in sorted(rules, key=lambda rule: rule.location, reverse=True):
                    yield from (((verb, action), rule, opposite, other) for other in others)


def _always_with(rule: Rule, other: Rule, variables: Mapping[str, Variables]) -> bool:
    """Whether the other rule fires wherever, and whenever, this one does."""
    if rule.entity != other.entity or not rule.period.within(other.period):
        return False
    of = variables[rule.entity].of
    fires = of(rule.when, HOLDS)
    return not excluded([fires]) and excluded([fires, of(other.when, DOES_NOT_HOLD)])
