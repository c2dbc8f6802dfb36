"""When time alone brings something: the first day of a rule, a condition, an action."""

import datetime
from collections.abc import Iterable, Iterator

from advisor.advice.advise import Adviser
from advisor.advice.api import Playbook
from advisor.advice.compare import Outcome, Place
from advisor.advice.outcomes import Outcomes
from advisor.advice.rule_traces import Looked
from advisor.advice.wording import ReviewWords
from advisor.engine.run import Program, Run
from advisor.facts.rows import Row
from advisor.facts.state import State
from advisor.playbook.dependencies import TimeDependence, with_dependencies
from advisor.playbook.model import Verb

_LAST = datetime.date.max.toordinal()


def runs_ahead(playbook: Playbook, state: State, first: datetime.date, days: int) -> Iterator[Run]:
    """The run of the state on `first` and on each day after it, `days` in all; each one as it is asked for.

    Ends early where the calendar does.  Raises StateError with every problem in the state.
    """
    start = first.toordinal()
    for day in range(start, min(start + days, _LAST + 1)):
        yield playbook.run(state, datetime.date.fromordinal(day))


DAYS = 400  # looked ahead


class FirstDays:
    """Looks through the days after a review, once, for all that is waited for.

    `found` has the days (ordinals) by the keys of `Looked`; `then` the standing of the action on the day on
    which a rule of `advising` fires; `returns` the day on which an action of `resting` is recommended.
    """

    def __init__(self, playbook: Playbook, looked: Looked) -> None:
        self.playbook = playbook
        self._looked = looked
        moving = TimeDependence(playbook.content)
        self.found: dict[tuple[int, str] | tuple[str, str], int] = {}
        self.then: dict[tuple[str, str], Outcome] = {}
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
        small = self._reduced()
        for run in runs_ahead(small, state, datetime.date.fromordinal(as_of + 1), DAYS):
            day = run.facts.as_of
            came = self._day(small, run, day)
            if came:
                self._settle(state, day, came)
            if not self._waits:
                break
        return day

    def _reduced(self) -> Playbook:
        """The playbook with the rules alone that matter here: a day takes a fraction of the time."""
        content = self.playbook.content
        waiting = {action for action, _ in self._resting}
        groups = {content.actions[action].group for action in waiting} - {""}
        names = waiting | {each.id for each in content.actions.values() if each.group in groups}
        rules = [
            rule.id for rule in content.rules if rule.verb is not Verb.CONCLUDE and names & {*rule.targets}
        ]
        needed = with_dependencies(content, [*rules, *self._looked.names])
        return Playbook(needed, Adviser(Program(needed)), needed)

    @property
    def _waits(self) -> bool:
        return bool(self._rules or self._conditions or self._resting)

    def _day(self, small: Playbook, run: Run, day: int) -> list[tuple[str, str]]:
        """Note what the day brings; the rules with advice that is waited for."""
        fired = {(firing.rule.id, firing.row.path) for firing in run.firings}
        came = sorted(self._rules & fired)
        self._rules.difference_update(came)
        self.found.update(dict.fromkeys(came, day))
        rows = self._rows(run, {path for _, path in self._conditions})
        for spot, condition in list(self._conditions.items()):
            row = rows.get(spot[1])
            if row is not None and small.program.truth(condition)(run.view, row):
                del self._conditions[spot]
                self.found[spot] = day
        if self._resting:
            standings = Outcomes(ReviewWords(small.program, run.view), run)
            for action, path in self._back(standings):
                self._resting.discard((action, path))
                self.returns[action, path] = day
        return [key for key in came if key in self._advising]

    def _back(self, standings: Outcomes) -> list[tuple[str, str]]:
        found = []
        for action, path in self._resting:
            rows = (row for row in standings.rows(action) if row.path == path)
            if any(standings.of(action, row).standing.place is Place.RECOMMENDED for row in rows):
                found.append((action, path))
        return found

    def _settle(self, state: State, day: int, came: list[tuple[str, str]]) -> None:
        """How the actions stand, by all rules, on the day on which these fire."""
        run = self.playbook.run(state, datetime.date.fromordinal(day))
        standings = Outcomes(ReviewWords(self.playbook.program, run.view), run)
        rows = self._rows(run, {path for _, path in came})
        for key in came:
            self.then[key] = standings.of(self._advising[key], rows[key[1]]).standing

    @staticmethod
    def _rows(run: Run, paths: Iterable[str]) -> dict[str, Row]:
        wanted = frozenset(paths)
        return {row.path: row for rows in run.facts.rows.values() for row in rows if row.path in wanted}
