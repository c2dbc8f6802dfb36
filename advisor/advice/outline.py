"""What is recommended, in a line each: for whoever looks at many states, and explains few of them."""

from collections.abc import Iterator

from advisor.advice.decision import Decision
from advisor.advice.fill_templates import Fillers
from advisor.advice.model import AtStake, HasStake, Subject
from advisor.advice.names import Names
from advisor.engine.run import Program, Run
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


def outline(program: Program, fillers: Fillers, run: Run) -> Iterator[OutlineItem]:
    """The recommendations of a run, the same and in the same order as in its advice."""
    names = Names(fillers, run.view)
    for rank, one in enumerate(Decision(program, run).deliberation.chosen, start=1):
        yield OutlineItem(
            rank,
            one.action.id,
            names.subject(one.row),
            names.fill(one.action.title, one.row),
            one.priority,
            one.deadline,
            one.stake,
            tuple(rule.id for rule in one.rules),
        )
