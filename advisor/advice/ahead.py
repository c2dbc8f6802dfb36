"""The days to come: the run of each, if nothing changes and nothing is recorded."""

import datetime
from collections.abc import Iterator

from advisor.advice.library import Playbook
from advisor.engine.run import Run
from advisor.facts.state import State

_LAST = datetime.date.max.toordinal()


def runs_ahead(playbook: Playbook, state: State, first: datetime.date, days: int) -> Iterator[Run]:
    """The run of the state on `first` and on each day after it, `days` in all; each one as it is asked for.

    Ends early where the calendar does.  Raises StateError with every problem in the state.
    """
    start = first.toordinal()
    for day in range(start, min(start + days, _LAST + 1)):
        yield playbook.run(state, datetime.date.fromordinal(day))
