"""When time alone brings something: the first day of a rule, a condition, an action."""

import datetime
from collections.abc import Iterable

from advisor.advice.ahead import runs_ahead
from advisor.advice.compare import Place, Standing
from advisor.advice.library import Playbook
from advisor.advice.naming import Naming
from advisor.advice.standings import Standings
from advisor.advice.voices import Looked
from advisor.engine.run import Run
from advisor.facts.rows import Row
from advisor.facts.state import State
from advisor.playbook.moving import Moving

DAYS = 400  # looked ahead

Asked = tuple[str, Row]  # an action and its subject


class FirstDays:
    """Looks through the days after a review, once, for all that is waited for.

    `found` has the days (ordinals) by the keys of `Looked`; `then` the standing of the action on the day on
    which a rule of `advising` fires; `returns` the day on which an action of `resting` is recommended.
    """

    def __init__(self, playbook: Playbook, looked: Looked) -> None:
        self.playbook = playbook
        moving = Moving(playbook.content)
        self.found: dict[tuple[int, str] | tuple[str, str], int] = {}
        self.then: dict[tuple[str, str], Standing] = {}
        self.returns: dict[tuple[str, str], int] = {}
        self._rules = {key for key, (rule, _) in looked.rules.items() if moving.rule(rule)}
        self._conditions = {
            key: condition for key, (condition, _) in looked.conditions.items() if moving.condition(condition)
        }
        self._advising: dict[tuple[str, str], str] = {}
        self._resting: set[tuple[str, str]] = set()

    def await_advice(self, rule: str, action: str, row: Row) -> None:
        """Tell how an action stands on the day on which the rule fires."""
        self._advising[rule, row.path] = action

    def await_return(self, action: str, row: Row) -> None:
        """Find the day on which an action is recommended that is not now."""
        self._resting.add((action, row.path))

    def look(self, state: State, as_of: int) -> int:
        """Look at the days after `as_of`, no more of them than needed; the last one that was looked at."""
        day = as_of
        if not self._waits or as_of + 1 > datetime.date.max.toordinal():
            return day
        for run in runs_ahead(self.playbook, state, datetime.date.fromordinal(as_of + 1), DAYS):
            day = run.facts.as_of
            self._day(run, day)
            if not self._waits:
                break
        return day

    @property
    def _waits(self) -> bool:
        return bool(self._rules or self._conditions or self._resting)

    def _day(self, run: Run, day: int) -> None:
        fired = {(firing.rule.id, firing.row.path): firing.row for firing in run.firings}
        for key in self._rules & fired.keys():
            self._rules.discard(key)
            self.found[key] = day
            if key in self._advising:
                standings = Standings(Naming(self.playbook.program, run.view), run)
                self.then[key] = standings.of(self._advising[key], fired[key]).standing
        rows = self._rows(run, {path for _, path in self._conditions})
        for spot, condition in list(self._conditions.items()):
            row = rows.get(spot[1])
            if row is not None and self.playbook.program.truth(condition)(run.view, row):
                del self._conditions[spot]
                self.found[spot] = day
        self._returning(run, day)

    def _returning(self, run: Run, day: int) -> None:
        if not self._resting:
            return
        standings = Standings(Naming(self.playbook.program, run.view), run)
        for action, path in list(self._resting):
            back = (row for row in standings.rows(action) if row.path == path)
            if any(standings.of(action, row).standing.place is Place.RECOMMENDED for row in back):
                self._resting.discard((action, path))
                self.returns[action, path] = day

    @staticmethod
    def _rows(run: Run, paths: Iterable[str]) -> dict[str, Row]:
        wanted = frozenset(paths)
        return {row.path: row for rows in run.facts.rows.values() for row in rows if row.path in wanted}
