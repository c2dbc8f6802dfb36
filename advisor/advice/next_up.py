"""What comes up next where there is nothing to do today: the first day that brings something."""

from advisor.advice.api import Playbook
from advisor.advice.deliberate import deliberate
from advisor.advice.names import ReviewWords
from advisor.advice.turning_advice import deliberation_turns
from advisor.engine.runs_ahead import RunsAhead
from advisor.facts.rows import Facts
from advisor.facts.state import State
from advisor.playbook.types import LAST_DAY
from advisor.source.record import record

AHEAD = 60  # days


@record
class NextUp:
    """The day (an ordinal) on which something comes up, and the title of the most urgent of it."""

    day: int
    title: str


def next_up(playbook: Playbook, state: State, today: int, days: int = AHEAD) -> NextUp | None:
    """The next thing to do within so many days after `today` (an ordinal), if nothing changes; None for none.

    What says that nothing needs doing does not count.
    """
    program = playbook.program
    ahead, day, last = RunsAhead(program, state), today + 1, min(today + days, LAST_DAY)
    while day <= last:
        run = ahead.run(ahead.look(day), day)
        deliberation = deliberate(program, run)
        first = next((one for one in deliberation.chosen if not one.action.all_clear), None)
        if first is not None:
            return NextUp(day, ReviewWords(program, run.view).fill(first.action.title, first.row))
        day = min(ahead.turns, deliberation_turns(ahead, run, deliberation))
    return None


def recorded_on(facts: Facts, day: int) -> int:
    """How many records tell of something done, put off or dismissed on a day (an ordinal)."""
    entities = [one for one in facts.schema.vocabulary.entities.values() if one.records_deeds]
    rows = (row for entity in entities for row in facts.rows[entity.name])
    return sum(facts.value(row, "on") == day for row in rows)
