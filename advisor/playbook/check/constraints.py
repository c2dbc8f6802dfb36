"""Constraints that no state can break, and those that nothing can keep."""

from collections.abc import Iterator, Sequence

from advisor.playbook.check.clashes import clashing, parts_of, report_clash
from advisor.playbook.check.propositions import excluded
from advisor.playbook.check.variables import Variables, Wanted
from advisor.playbook.conditions import Condition
from advisor.playbook.model import Constraint, RuleBase
from advisor.playbook.reading import Problems
from advisor.source.diagnostic import Location

_BROKEN = Wanted(False)


def written_once(playbook: RuleBase) -> Iterator[Constraint]:
    """The constraints; of one that stands for the records of several histories, the first."""
    seen: set[Location] = set()
    for constraint in playbook.constraints:
        if constraint.location not in seen:
            seen.add(constraint.location)
            yield constraint


def check_constraints(playbook: RuleBase, reported: Sequence[Condition], problems: Problems) -> None:
    """`never-holds` for one that nothing can keep, and the warning `always-holds` for one never broken.

    Tests that are `reported` already are to blame for nothing else.
    """
    for constraint in written_once(playbook):
        holds, what = constraint.holds, f'the constraint "{constraint.says}"'
        variables = Variables(playbook.vocabulary, [holds], reported)
        clash = clashing(variables, list(parts_of(holds)))
        if clash:
            report_clash("never-holds", f"{what} never holds", clash, clash[-1], problems)
        elif excluded([variables.of(holds, _BROKEN)]):
            message = f"{what} always holds: no state can break it"
            problems.warn("always-holds", holds.location, message, "correct what holds, or remove it")
