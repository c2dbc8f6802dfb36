"""Facts written into the text of a state, and how the advice changes."""

from datetime import date

from advisor.advice.compare import Comparison, compare_advice
from advisor.advice.reviewed import Reviewed
from advisor.engine.run import Run
from advisor.facts.not_written import not_written
from advisor.facts.rewrite_state import rewrite_state
from advisor.facts.state import State
from advisor.source.record import record
from advisor.source.tree import Mapping


@record
class FactsWritten:
    """The text of a state before and after, what follows from it now, and what differs in the advice."""

    before: str
    after: str
    run: Run
    comparison: Comparison


def write_facts(there: Reviewed, changes: Mapping) -> FactsWritten:
    """Write `changes` (paths and values, as for `override`) into the text of a state that was reviewed.

    Comments and order stay.  Raises StateError, and CannotRewrite where the text cannot be changed with
    certainty.
    """
    playbook, run = there.playbook, there.run
    after = rewrite_state(there.text, there.path, changes, run.facts.schema, there.state)
    with not_written(there.path):
        now = playbook.run(State.parse(after, there.path), date.fromordinal(run.facts.as_of))
    return FactsWritten(there.text, after, now, compare_advice(there.advice, playbook.advise(now)))
