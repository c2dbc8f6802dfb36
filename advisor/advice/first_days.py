"""When time alone brings something: the first day of a rule, a condition, an action."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from advisor.advice.advise import Adviser
from advisor.advice.api import Playbook
from advisor.advice.compare import Outcome, Place
from advisor.advice.names import ReviewWords
from advisor.advice.outcomes import Outcomes
from advisor.advice.rule_traces import ConditionKey, RuleKey, RuleTracer
from advisor.engine.run import Program, Run
from advisor.facts.rows import row_at
from advisor.facts.state import State
from advisor.playbook.dependencies import TimeDependence, with_dependencies
from advisor.playbook.types import LAST_DAY


def runs_ahead(playbook: Playbook, state: State, today: int, days: int) -> Iterator[Run]:
    """The run of the state on each of the `days` after `today` (an ordinal), as they are asked for.

    Ends early where the calendar does.  Raises StateError with every problem in the state.
    """
    for day in range(today + 1, min(today + days, LAST_DAY) + 1):
        yield playbook.run(state, datetime.date.fromordinal(day), ahead=True)


DAYS = 400  # looked ahead


class FirstDays:
    """Looks through the days after a review, once, for all that is waited for.

    `days` (ordinals) are those of conditions and rules, by their keys; `then` is how an action stands on the
    day on which a rule that is `advising` it fires; `returns` the day on which one `resting` comes back.
    """

    def __init__(
        self,
        playbook: Playbook,
        tracer: RuleTracer,
        advising: Mapping[RuleKey, str] | None = None,
        resting: Iterable[tuple[str, str]] = (),
    ) -> None:
        """`advising` has actions by rule and path, `resting` the actions and paths that are waited for."""
        self.playbook = playbook
        time = TimeDependence(playbook.content)
        self.days: dict[ConditionKey | RuleKey, int] = {}
        self.then: dict[RuleKey, Outcome] = {}
        self.returns: dict[tuple[str, str], int] = {}
        self._looked = {rule for rule, _ in tracer.idle}
        self._rules = {key for key, rule in tracer.idle.items() if time.rule(rule)}
        self._conditions = {key: part for key, part in tracer.failing.items() if time.condition(part)}
        self._advising = advising or {}
        self._resting = set(resting)

    def look(self, state: State, as_of: int) -> int:
        """Look at the days after `as_of`, no more of them than needed; the last one that was looked at."""
        day = as_of
        small = self._reduced() if self._rules or self._conditions or self._resting else self.playbook
        self._leave_out_what_holds(small, state, as_of)
        runs = runs_ahead(small, state, as_of, DAYS)
        while (self._rules or self._conditions or self._resting) and (run := next(runs, None)):
            day = run.facts.as_of
            self._note_conditions(small, run)
            self._note_returns(small, run)
            self._note_rules(state, run)
        return day

    def _reduced(self) -> Playbook:
        """The playbook with the rules alone that matter here: a day takes a fraction of the time."""
        content = self.playbook.content
        waiting = {action for action, _ in self._resting}
        groups = {content.actions[action].group for action in waiting} - {""}
        writes = any(content.actions[action].writes_to for action in waiting)
        names = waiting | {
            action.id
            for action in content.actions.values()
            if action.group in groups or (writes and action.writes_to)  # letters wait for each other
        }
        rules = [rule.id for rule in content.rules if not names.isdisjoint(rule.actions)]
        needed = with_dependencies(content, [*rules, *self._looked])
        return Playbook(needed, Adviser(Program(needed)), needed)

    def _leave_out_what_holds(self, small: Playbook, state: State, as_of: int) -> None:
        """An undecided conclusion counts as not drawn: what denies it holds already, and waits for no day."""
        if not self._conditions:
            return
        self._pass_over_what_holds(small, small.run(state, datetime.date.fromordinal(as_of)))

    def _note_conditions(self, small: Playbook, run: Run) -> None:
        came = self._pass_over_what_holds(small, run)
        self.days.update(dict.fromkeys(came, run.facts.as_of))

    def _pass_over_what_holds(self, small: Playbook, run: Run) -> list[ConditionKey]:
        """The conditions that hold in a run: they are waited for no longer."""
        came = []
        for key, condition in self._conditions.items():
            row = row_at(run.facts, key[1])
            if row is not None and small.program.truth(condition)(run.view, row):
                came.append(key)
        for key in came:
            del self._conditions[key]
        return came

    def _note_returns(self, small: Playbook, run: Run) -> None:
        if not self._resting:
            return
        outcomes = Outcomes(ReviewWords(small.program, run.view), run)
        for action, path in list(self._resting):
            row = row_at(run.facts, path)
            if row is not None and outcomes.of(action, row).outcome.place is Place.RECOMMENDED:
                self._resting.discard((action, path))
                self.returns[action, path] = run.facts.as_of

    def _note_rules(self, state: State, run: Run) -> None:
        """Note the rules that fire now, and how the actions that wait for them stand then, by all rules."""
        came = sorted(self._rules & {(firing.rule.id, firing.row.path) for firing in run.firings})
        self._rules.difference_update(came)
        self.days.update(dict.fromkeys(came, run.facts.as_of))
        advising = [key for key in came if key in self._advising]
        if not advising:
            return
        whole = self.playbook.run(state, datetime.date.fromordinal(run.facts.as_of), ahead=True)
        outcomes = Outcomes(ReviewWords(self.playbook.program, whole.view), whole)
        for key in advising:
            if row := row_at(whole.facts, key[1]):
                self.then[key] = outcomes.of(self._advising[key], row).outcome
