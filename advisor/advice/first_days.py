"""When time alone brings something: the first day of a rule, a condition, an action."""

from collections.abc import Iterable, Mapping

from advisor.advice.api import Playbook
from advisor.advice.compare import Outcome
from advisor.advice.decision import Decision
from advisor.advice.names import ReviewWords
from advisor.advice.outcomes import Outcomes
from advisor.advice.rule_traces import ConditionKey, RuleKey, RuleTracer
from advisor.advice.turning_advice import advice_turns
from advisor.engine.run import Program, Run
from advisor.engine.runs_ahead import RunsAhead
from advisor.facts.rows import row_at
from advisor.facts.state import State
from advisor.facts.turning_days import NEVER
from advisor.playbook.dependencies import TimeDependence, with_dependencies
from advisor.playbook.types import LAST_DAY

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
        """Look at the days after `as_of`, no more of them than needed; the last one that was looked at.

        Of those days only the ones are run on which something that is waited for may come.
        """
        if not self._waits():
            return as_of
        ahead, whole = RunsAhead(self._reduced(), state), RunsAhead(self.playbook.program, state)
        if self._conditions:
            self._pass_over_what_holds(ahead, ahead.run(ahead.look(as_of), as_of))
        day, turns, last = as_of, as_of + 1, min(as_of + DAYS, LAST_DAY)
        while self._waits() and turns <= last:
            day = turns
            run = ahead.run(ahead.look(day), day)
            came, until = self._pass_over_what_holds(ahead, run)
            self.days.update(dict.fromkeys(came, day))
            turns = min(ahead.turns, until, self._note_returns(ahead, run))
            self._note_rules(whole, run)
        return last if self._waits() else day

    def _waits(self) -> bool:
        return bool(self._rules or self._conditions or self._resting)

    def _reduced(self) -> Program:
        """The program with the rules alone that matter here: a day takes a fraction of the time."""
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
        return Program(with_dependencies(content, [*rules, *self._looked]))

    def _pass_over_what_holds(self, ahead: RunsAhead, run: Run) -> tuple[list[ConditionKey], int]:
        """The conditions that hold in a run are waited for no longer; the day that may bring the next.

        An undecided conclusion counts as not drawn: what denies it holds already, and waits for no day.
        """
        evaluator = ahead.evaluator
        evaluator.begin()
        came = []
        for key, condition in self._conditions.items():
            row = row_at(run.facts, key[1])
            if row is not None and evaluator.condition(condition)(run.view, row):
                came.append(key)
        for key in came:
            del self._conditions[key]
        return came, evaluator.until

    def _note_returns(self, ahead: RunsAhead, run: Run) -> int:
        """Note what is recommended again; the first day on which that may be more."""
        if not self._resting:
            return NEVER
        decision = Decision(ahead.program, run)
        chosen = {(one.action.id, one.row.path) for one in decision.deliberation.chosen}
        came = self._resting & chosen
        self._resting -= came
        self.returns.update(dict.fromkeys(came, run.facts.as_of))
        return advice_turns(ahead, run, decision)

    def _note_rules(self, whole: RunsAhead, run: Run) -> None:
        """Note the rules that fire now, and how the actions that wait for them stand then, by all rules."""
        came = sorted(self._rules & {(firing.rule.id, firing.row.path) for firing in run.firings})
        self._rules.difference_update(came)
        self.days.update(dict.fromkeys(came, run.facts.as_of))
        advising = [key for key in came if key in self._advising]
        if not advising:
            return
        then = whole.run(whole.look(run.facts.as_of), run.facts.as_of)
        outcomes = Outcomes(ReviewWords(self.playbook.program, then.view), then)
        for key in advising:
            if row := row_at(then.facts, key[1]):
                self.then[key] = outcomes.of(self._advising[key], row).outcome
