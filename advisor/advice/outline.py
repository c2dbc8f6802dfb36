"""What is recommended, in a line each: for whoever looks at many states, and explains few of them."""

from advisor.advice.api import Playbook
from advisor.advice.decision import Decision
from advisor.advice.fill_templates import Fillers
from advisor.advice.model import AtStake, HasStake, Subject
from advisor.advice.names import Names
from advisor.engine.run import Run
from advisor.playbook.model import Priority
from advisor.source.record import record


@record
class OutlineItem(HasStake):
    """A recommendation without its reasons: `due` is an ordinal; `rules` are those that advise it."""

    rank: int
    action: str
    subject: Subject
    title: str
    priority: Priority
    due: int | None
    stake: AtStake | None
    rules: tuple[str, ...]


class Outliner:
    """Outlines what a playbook recommends; made once for any number of runs."""

    def __init__(self, playbook: Playbook) -> None:
        self.program = playbook.program
        self._fillers = Fillers(self.program)

    def outline(self, run: Run) -> tuple[OutlineItem, ...]:
        """The recommendations of a run, the same and in the same order as in its advice."""
        names = Names(self._fillers, run.view)
        chosen = Decision(self.program, run).deliberation.chosen
        return tuple(
            OutlineItem(
                rank,
                one.action.id,
                names.subject(one.row),
                names.fill(one.action.title, one.row),
                one.priority,
                one.deadline,
                one.stake,
                tuple(rule.id for rule in one.rules),
            )
            for rank, one in enumerate(chosen, start=1)
        )
