"""What if: the advice as it is beside the advice as it would be, were some facts otherwise."""

import datetime

from advisor.advice.compare import Comparison, compare_advice
from advisor.advice.library import Playbook
from advisor.advice.stakes import Stakes, compare_stakes
from advisor.advice.suppositions import AS_OF, Supposition, suppositions
from advisor.engine.run import Run
from advisor.facts.state import State
from advisor.source.record import record
from advisor.source.tree import Mapping


@record
class WhatIf:
    """Today's advice and the supposed one, held against each other."""

    suppositions: tuple[Supposition, ...]
    comparison: Comparison
    stakes: Stakes

    @property
    def answered(self) -> frozenset[str]:
        """The paths of the questions that the suppositions answer."""
        paths = {each.path for each in self.suppositions}
        return frozenset(each.path for each in self.comparison.old_questions if each.path in paths)


def what_if(playbook: Playbook, state: State, changes: Mapping, as_of: datetime.date | None = None) -> WhatIf:
    """The advice for a state beside that with `changes` (paths and values as in `facts/override.py`).

    Both are for the same day, unless the changes name another.  Raises StateError with every problem.
    """
    today, supposed = _reviewed(playbook, state, changes, as_of)
    before, after = playbook.advise(today), playbook.advise(supposed)
    told = suppositions(playbook, changes, today, supposed)
    return WhatIf(told, compare_advice(before, after), compare_stakes(before, after))


def supposed_in(
    playbook: Playbook, state: State, changes: Mapping, as_of: datetime.date | None = None
) -> tuple[Supposition, ...]:
    """What `changes` suppose of a state, in words.  Raises StateError with every problem."""
    return suppositions(playbook, changes, *_reviewed(playbook, state, changes, as_of))


def _reviewed(
    playbook: Playbook, state: State, changes: Mapping, as_of: datetime.date | None
) -> tuple[Run, Run]:
    """The runs of the state as it is, and as it would be."""
    # The supposed state first, so that what is wrong with both is told at once.
    supposed = playbook.run(playbook.changed(state, changes), as_of)
    day = as_of
    if day is None and changes.get(AS_OF) is None:
        day = datetime.date.fromordinal(supposed.facts.as_of)
    return playbook.run(state, day), supposed
