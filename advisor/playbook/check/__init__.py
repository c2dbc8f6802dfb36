"""What is wrong with a playbook that reads well: one check a module, all of them listed here."""

from collections.abc import Callable

from advisor.playbook.check.conduct import check_drafts
from advisor.playbook.check.cycles import check_computed, check_negation
from advisor.playbook.check.same_conditions import check_same_conditions
from advisor.playbook.check.satisfiable import check_satisfiable
from advisor.playbook.check.unused import (
    check_actions,
    check_claims,
    check_conclusions,
    check_disabled,
    check_rungs,
)
from advisor.playbook.model import RuleBase
from advisor.playbook.parse_rules import SourceRules
from advisor.playbook.reading import Problems

Check = Callable[[RuleBase, SourceRules, Problems], None]

CHECKS: tuple[Check, ...] = (
    check_computed,
    check_satisfiable,
    check_same_conditions,
    check_conclusions,
    check_actions,
    check_negation,
    check_rungs,
    check_drafts,
    check_disabled,
    check_claims,
)


def check_playbook(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """Run every check; `source` are all the rules, those that could not be read included."""
    for check in CHECKS:
        check(playbook, source, problems)
