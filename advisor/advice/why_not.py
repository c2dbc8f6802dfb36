"""Why an action or a rule did not come up: the nearest misses, and when time alone would bring it."""

from collections.abc import Iterable, Sequence

from advisor.advice import explain_model as distance
from advisor.advice.api import Playbook
from advisor.advice.compare import Outcome, Place
from advisor.advice.condition_results import unread
from advisor.advice.explain_model import Distance, Evidence, RuleTrace
from advisor.advice.first_days import FirstDays
from advisor.advice.items import name_of
from advisor.advice.model import Subject
from advisor.advice.outcomes import Outcomes
from advisor.advice.rule_traces import Once, RuleTracer
from advisor.engine.reference import undecided
from advisor.engine.run import Run
from advisor.facts.rows import Row
from advisor.facts.state import State
from advisor.playbook.model import Action, Rule, Verb
from advisor.source.record import record


@record
class Stands:
    """A subject for which it did come up: an action that stands in the advice, a rule that fires.

    `item` is the action with the subject: of a rule, the first one that it is about.  `voices` are the rules
    that set an action aside.  `returns` is the first day, as an ordinal, on which time alone makes it
    recommended, where it is not now.
    """

    item: str
    subject: Subject
    title: str
    standing: Outcome
    fires: bool = False
    voices: tuple[RuleTrace, ...] = ()
    returns: int | None = None


@record
class Miss:
    """A rule that did not fire for a subject.  `item` is the action, or the rule, with the subject.

    `then` is how the action will stand on the day on which time alone makes the rule fire.
    """

    item: str
    voice: RuleTrace
    distance: Distance
    then: Outcome | None = None

    @property
    def questions(self) -> tuple[Evidence, ...]:
        """The facts to ask for, where it is not known whether the rule fires."""
        return unread(self.voice.points)


@record
class WhyNot:
    """Why an action, or a rule, did not come up: for one subject, or for all (`subject` None).

    `title` is the action in a sentence for that subject, else "".  `misses` are nearest first.  `until` is
    the last day that was looked at, as an ordinal: `as_of` where nothing moves with time.
    """

    as_of: int
    name: str
    item: str
    is_rule: bool
    entity: str
    subject: Subject | None
    title: str
    stands: tuple[Stands, ...]
    misses: tuple[Miss, ...]
    until: int


Missed = tuple[Rule, Row]


def why_not(
    playbook: Playbook, state: State, run: Run, named: Action | Rule, row: Row | None = None
) -> WhyNot:
    """Why the action or rule did not come up for a subject, or for any, in the run of a state.

    Looks at the days to come where something waits for them.
    """
    return _WhyNot(playbook, run, named, row).told(state)


class _WhyNot:
    def __init__(self, playbook: Playbook, run: Run, named: Action | Rule, row: Row | None) -> None:
        self.playbook, self.run, self.named, self.row = playbook, run, named, row
        self.rows: Sequence[Row] = [row] if row is not None else run.facts.rows[named.entity]
        view, _ = undecided(playbook.program, run.view)
        self.voices = RuleTracer(playbook.program, view, run.firings)
        self.standings = Outcomes(self.voices.naming, run)
        self.fired = {(firing.rule.id, firing.row.path) for firing in run.firings}

    def told(self, state: State) -> WhyNot:
        missed = list(self._missed())
        self.voices.nearest(missed)  # to see what is waited for
        resting = [row for row in self.rows if self._stands(row) and self._rests(row)]
        days = FirstDays(self.playbook, self.voices.looked)
        for rule, row in missed:
            if rule.verb is Verb.ADVISE:
                days.await_advice(rule.id, self._action_of(rule), row)
        for row in resting:
            days.await_return(self.named.id, row)
        until = days.look(state, self.run.facts.as_of)
        self.voices.days = days.found
        self.voices.forget()
        title = self.named.title if isinstance(self.named, Action) else None
        naming, row_ = self.voices.naming, self.row
        return WhyNot(
            as_of=self.run.facts.as_of,
            name=self.named.id,
            item=name_of(self.named.id, row_) if row_ is not None else self.named.id,
            is_rule=isinstance(self.named, Rule),
            entity=self.named.entity,
            subject=naming.subject(row_) if row_ is not None else None,
            title=naming.fill(title, row_) if title is not None and row_ is not None else "",
            stands=tuple(self._standing(row, days) for row in self.rows if self._stands(row)),
            misses=tuple(self._misses(missed, days)),
            until=until,
        )

    def _rules(self) -> Iterable[Rule]:
        """The rules that could have brought it."""
        if isinstance(self.named, Rule):
            return (self.named,)
        rules = self.playbook.content.rules
        return (rule for rule in rules if rule.verb is Verb.ADVISE and self.named.id in rule.targets)

    def _missed(self) -> Iterable[Missed]:
        for rule in self._rules():
            for row in self.rows:
                if (rule.id, row.path) not in self.fired and not self._stands(row):
                    yield rule, row

    def _stands(self, row: Row) -> bool:
        if isinstance(self.named, Rule):
            return (self.named.id, row.path) in self.fired
        return self.standings.of(self.named.id, row).standing.place is not Place.NOWHERE

    def _rests(self, row: Row) -> bool:
        if isinstance(self.named, Rule):
            return False
        return self.standings.of(self.named.id, row).standing.place is not Place.RECOMMENDED

    def _action_of(self, rule: Rule) -> str:
        return self.named.id if isinstance(self.named, Action) else rule.targets[0]

    def _standing(self, row: Row, days: FirstDays) -> Stands:
        rule = self.named if isinstance(self.named, Rule) else None
        action = self.named.id if rule is None else rule.targets[0]
        stand = self.standings.of(action, row)
        forbidding = stand.rested.forbidden_by if stand.rested is not None and rule is None else ()
        return Stands(
            item=name_of(rule.id if rule is not None and rule.verb is Verb.CONCLUDE else action, row),
            subject=self.voices.naming.subject(row),
            title=stand.standing.title,
            standing=stand.standing,
            fires=rule is not None,
            voices=Once().voices(self.voices.voice(rule, row) for rule in forbidding),
            returns=days.returns.get((self.named.id, row.path)),
        )

    def _misses(self, missed: Iterable[Missed], days: FirstDays) -> Iterable[Miss]:
        rows = {(rule.id, self.voices.naming.subject(row)): row for rule, row in missed}
        nearest = self.voices.nearest((self.playbook.program.rules[key[0]], row) for key, row in rows.items())
        for voice, told in zip(nearest, Once().voices(nearest), strict=True):
            row = rows[voice.rule, voice.subject]
            item = name_of(self.named.id, row)
            yield Miss(item, told, distance.distance_of_trace(voice), days.then.get((voice.rule, row.path)))
