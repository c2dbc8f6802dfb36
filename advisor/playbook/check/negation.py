"""Cycles through negation: a conclusion that depends on its own absence has no meaning."""

from advisor.playbook.model import RuleBase
from advisor.playbook.parse_drafts import Written
from advisor.playbook.reading import Problems
from advisor.playbook.strata import stratify


def check_negation(playbook: RuleBase, written: Written, problems: Problems) -> None:
    """`negation-cycle`, at the condition that closes the cycle; the message names the rules on it."""
    del written
    for cycle in stratify(playbook.rules).cycles:
        names = ", ".join(f'"{rule}"' for rule in cycle.rules)
        message = f'"{cycle.conclusion}" depends on its own absence, through the rules {names}'
        hint = "a conclusion under not, none or count must be finished first; break the circle"
        problems.add("negation-cycle", cycle.location, message, hint)
