"""Whose advice another playbook changes: what the reports about it are made from."""

from advisor.advice.compare import Comparison
from advisor.playbook.changed import Changed
from advisor.playbook.model import RuleBase
from advisor.source.record import record


@record
class StateDiff:
    """A freelancer's state by its file and, where it is known, by name; and what differs in the advice."""

    file: str
    who: str
    comparison: Comparison


@record
class Side:
    """One of the two playbooks, and how it was named."""

    named: str
    content: RuleBase


@record
class DiffReport:
    """Two playbooks, what differs in them, and in the advice that they give.

    `broken` are the files whose states one of them cannot read.
    """

    old: Side
    new: Side
    changed: Changed
    states: tuple[StateDiff, ...]
    broken: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[StateDiff, ...]:
        """The states whose advice differs."""
        return tuple(state for state in self.states if not state.comparison.is_empty)
