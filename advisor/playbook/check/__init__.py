"""What is wrong with a playbook that reads well: one check a module, all of them listed here."""

from collections.abc import Callable

from advisor.playbook.check.actions import check_actions
from advisor.playbook.check.claims import check_claims
from advisor.playbook.check.computed import check_computed
from advisor.playbook.check.conclusions import check_conclusions
from advisor.playbook.check.drafts import check_drafts
from advisor.playbook.check.negation import check_negation
from advisor.playbook.check.overrides import check_disabled
from advisor.playbook.check.rungs import check_rungs
from advisor.playbook.check.same_conditions import check_same_conditions
from advisor.playbook.check.satisfiable import check_satisfiable
from advisor.playbook.model import RuleBase
from advisor.playbook.parse_drafts import Written
from advisor.playbook.reading import Problems

Check = Callable[[RuleBase, Written, Problems], None]

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


def check_playbook(playbook: RuleBase, written: Written, problems: Problems) -> None:
    """Run every check; `written` are all the rules, those that could not be read included."""
    for check in CHECKS:
        check(playbook, written, problems)
