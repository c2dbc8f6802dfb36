"""The library's face: load a playbook, review a state, read the advice."""

import datetime
from dataclasses import field
from typing import TYPE_CHECKING

from advisor.advice.advise import AdviceWriter, Adviser
from advisor.advice.model import Advice
from advisor.engine.compiled_playbook import cached_and_compiled
from advisor.engine.run import Program, Run
from advisor.engine.stages import Compiled
from advisor.facts.rows import Facts
from advisor.facts.state import State
from advisor.playbook.cache import checked_playbook
from advisor.playbook.model import RuleBase
from advisor.playbook.types import FieldType, read_value
from advisor.shipped import shipped_playbook
from advisor.source.errors import DayError
from advisor.source.record import record
from advisor.source.tree import Mapping

if TYPE_CHECKING:
    from advisor.advice.decision import Decision
    from advisor.advice.outline import OutlineItem


def ordinal_of(day: object) -> int:
    """The ordinal of a day, given as a date or as text such as "2026-11-21".  Raises DayError."""
    if isinstance(day, datetime.datetime):
        day = day.date()
    if isinstance(day, datetime.date):
        return day.toordinal()
    value = read_value(day, FieldType.DATE) if isinstance(day, str) else None
    if not isinstance(value, int):
        raise DayError(f'{day!r} is not a day: give a date, or text such as "2026-11-21", year first')
    return value


@record
class Playbook:
    """A checked playbook, ready to review any number of states."""

    content: RuleBase
    _adviser: Adviser = field(repr=False, compare=False)
    _whole: RuleBase = field(repr=False, compare=False)

    @classmethod
    def load(cls, *folders: str, cached: bool = False) -> "Playbook":
        """The playbook in the folders, a later one adding to the earlier; without any, the one we ship.

        With `cached`, one that passed its checks before is taken from the user's cache, as long as its
        files are the same.  Raises PlaybookError with every problem found.
        """
        where = tuple(str(folder) for folder in folders) or (shipped_playbook(),)
        content, compiled = cached_and_compiled(where) if cached else (checked_playbook(where), None)
        return cls._ready(content, content, compiled)

    @classmethod
    def _ready(cls, content: RuleBase, whole: RuleBase, compiled: Compiled | None = None) -> "Playbook":
        return cls(content, Adviser(Program(content, compiled)), whole)

    def __reduce__(self) -> tuple[object, ...]:
        return Playbook._ready, (self.content, self._whole)  # engines are made anew

    def without(self, *names: str) -> "Playbook":
        """The playbook without the rules of the rule sets and folders named, besides those left out already.

        A folder stands for those below it.  Raises SelectionError about a name that stands for nothing, and
        where no rule would be left.
        """
        if not names:
            return self
        content = self._whole.without((*self.content.left_out, *names))
        return self._ready(content, self._whole)

    def review(self, state: State, as_of: datetime.date | str | None = None) -> Advice:
        """The advice for a state on a day: the one given, else the state's own, else today.

        A day is a date, or text such as "2026-11-21".  Raises StateError with every problem in the state, and
        DayError for what is no day.
        """
        return self.advise(self.run(state, as_of))

    def run(self, state: State, as_of: datetime.date | str | None = None, *, ahead: bool = False) -> Run:
        """What follows from a state on a day, as for `review`: its facts and firings, not yet made advice.

        On a day `ahead`, to which somebody looks from a review, no constraint refuses the state.
        """
        return self.program.run(self.facts(state, as_of, ahead=ahead))

    def facts(self, state: State, as_of: datetime.date | str | None = None, *, ahead: bool = False) -> Facts:
        """The facts of a state on a day, from which a run of it starts."""
        day = None if as_of is None else ordinal_of(as_of)
        today = datetime.date.today().toordinal()
        return self.program.builder.build(state, day, today, refuses=not ahead)

    def changed(self, state: State, changes: Mapping) -> State:
        """The state with other values at paths (see `facts/override.py`), in order.

        Raises StateError with every path that leads nowhere; whether a value fits is found in a review.
        """
        from advisor.facts.override import override

        return override(state, changes, self.program.schema)

    @property
    def program(self) -> Program:
        """The playbook made ready to run."""
        return self._adviser.program

    @property
    def digest(self) -> str:
        """The digest of what the playbook says, worked out once."""
        return self._adviser.digest

    def advise(self, run: Run, decision: "Decision | None" = None) -> Advice:
        """The advice that follows from a run of this playbook, of which `decision` may be at hand."""
        return self._adviser.advise(run, decision)

    def writer(self, run: Run) -> AdviceWriter:
        """What puts into words, part by part, what follows from a run of this playbook."""
        return self._adviser.writer(run)

    def outline(self, run: Run) -> "tuple[OutlineItem, ...]":
        """What that advice recommends, in a line each, and without the work of explaining it."""
        from advisor.advice.outline import outline

        return tuple(outline(self.program, self._adviser.fillers, run))
