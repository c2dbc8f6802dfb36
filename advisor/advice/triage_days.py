"""When it is time for triage: decided with every review, while its questions are for those who answer."""

from advisor.engine.run import Program, Run
from advisor.facts.rows import Row
from advisor.playbook.intake import Triage


def is_due(triage: Triage, program: Program, run: Run, row: Row) -> bool:
    """Whether it is time to ask what has happened to a row."""
    last = run.facts.value(row, triage.recorded_in)
    if isinstance(last, int) and triage.every.after(last) > run.facts.as_of:
        return False
    return triage.when is None or program.truth(triage.when)(run.view, row) is not False
