"""Facts written into the text of a state, and how the advice changes."""

from datetime import date

from advisor.advice.api import Playbook
from advisor.advice.compare import Comparison, compare_advice
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


def write_facts(playbook: Playbook, text: str, name: str, changes: Mapping) -> FactsWritten:
    """Write `changes` (paths and values, as for `override`) into the text of a state.

    Comments and order stay.  Diagnostics call the text `name`.  Raises StateError, and CannotRewrite where
    the text cannot be changed with certainty.
    """
    run = playbook.run(State.parse(text, name))
    after = rewrite_state(text, name, changes, run.facts.schema)
    with not_written(name):
        now = playbook.run(State.parse(after, name), date.fromordinal(run.facts.as_of))
    return FactsWritten(text, after, now, compare_advice(playbook.advise(run), playbook.advise(now)))
