"""The library's face: load a playbook, review a state, read the advice."""

import datetime
from dataclasses import field

from advisor.advice.advise import Adviser
from advisor.advice.model import Advice
from advisor.engine.run import Program
from advisor.facts.state import State
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Playbook as Content
from advisor.shipped import shipped_playbook
from advisor.source.errors import PlaybookError
from advisor.source.record import record


@record
class Playbook:
    """A checked playbook, ready to review any number of states."""

    content: Content
    _adviser: Adviser = field(repr=False, compare=False)

    @classmethod
    def load(cls, *folders: str) -> "Playbook":
        """The playbook in the folders, a later one adding to the earlier; without any, the one we ship.

        Raises PlaybookError with every problem found.
        """
        loaded = load_playbook(tuple(str(folder) for folder in folders) or (shipped_playbook(),))
        if loaded.playbook is None:
            raise PlaybookError(loaded.diagnostics)
        return cls(loaded.playbook, Adviser(Program(loaded.playbook)))

    def review(self, state: State, as_of: datetime.date | None = None) -> Advice:
        """The advice for a state on a day: the one given, else the state's own, else today.

        Raises StateError with every problem in the state.
        """
        program = self._adviser.program
        day = None if as_of is None else as_of.toordinal()
        facts = program.builder.build(state, day, datetime.date.today().toordinal())
        return self._adviser.advise(program.run(facts))
