"""Why an action or a rule did not come up: the nearest misses, and when time alone would bring it."""

from collections.abc import Iterator

from advisor.advice.api import Playbook
from advisor.advice.compare import Outcome, Place
from advisor.advice.explain_model import Distance, Evidence, RuleTrace, distance_of_trace, missing_facts_under
from advisor.advice.first_days import FirstDays
from advisor.advice.items import name_of
from advisor.advice.model import Subject
from advisor.advice.outcomes import Outcomes
from advisor.advice.rule_traces import Once, RuleTracer
from advisor.engine.reference import undecided
from advisor.engine.run import Run
from advisor.facts.rows import Row
from advisor.facts.state import State
from advisor.playbook.model import Action, Consequence, Rule, Verb
from advisor.source.record import record


@record
class ItemOutcome:
    """A subject for which it did come up: an action that stands in the advice, a rule that fires.

    `item` is the action with the subject: of a rule, the first one that it is about.  `returns` is the first
    day, as an ordinal, on which time alone makes it recommended, where it is not now.
    """

    item: str
    subject: Subject
    outcome: Outcome
    fires: bool = False
    forbidden: tuple[RuleTrace, ...] = ()
    returns: int | None = None


@record
class Miss:
    """A rule that did not fire for a subject; `then` is how the action stands once time makes it fire."""

    item: str
    trace: RuleTrace
    distance: Distance
    then: Outcome | None = None

    @property
    def questions(self) -> tuple[Evidence, ...]:
        """The facts to ask for, where it is not known whether the rule fires."""
        return missing_facts_under(self.trace.conditions)


@record
class WhyNot:
    """Why an action, or a rule, did not come up: for one subject, or for all (`subject` None).

    `outcomes` are those for whom it did, `misses` are nearest first; `until` is the last day looked at.
    """

    as_of: int
    name: str
    item: str
    is_rule: bool
    subject: Subject | None
    title: str
    outcomes: tuple[ItemOutcome, ...]
    misses: tuple[Miss, ...]
    until: int


def why_not(
    playbook: Playbook, state: State, run: Run, named: Action | Rule, row: Row | None = None
) -> WhyNot:
    """Why it did not come up for a subject, or for any; looks ahead where something waits for a day."""
    look = _Look(playbook, run, named, row)
    look.tracer.nearest(look.missed)  # to see what is waited for
    days = FirstDays(
        playbook,
        look.tracer,
        {
            (rule.id, subject.path): look.action or consequence.targets[0]
            for rule, consequence, subject in look.missed
            if consequence.verb is Verb.ADVISE
        },
        [(look.action, subject.path) for subject in look.resting],
    )
    until = days.look(state, run.facts.as_of)
    look.tracer.days = days.days
    look.tracer.forget()
    names = look.tracer.names
    return WhyNot(
        as_of=run.facts.as_of,
        name=named.id,
        item=name_of(named.id, row) if row is not None else named.id,
        is_rule=isinstance(named, Rule),
        subject=names.subject(row) if row is not None else None,
        title=names.fill(named.title, row) if row is not None and isinstance(named, Action) else "",
        outcomes=tuple(look.outcome(subject, days) for subject in look.came_up),
        misses=tuple(look.misses(days)),
        until=until,
    )


class _Look:
    """For whom an action, or a rule (then `action` is ""), came up, and which rules did not fire for whom."""

    def __init__(self, playbook: Playbook, run: Run, named: Action | Rule, row: Row | None) -> None:
        self.named = named
        self.rule = named if isinstance(named, Rule) else None
        self.action = "" if isinstance(named, Rule) else named.id
        view, _ = undecided(playbook.program, run.view)
        self.tracer = RuleTracer(playbook.program, view, run.firings)
        self.outcomes = Outcomes(self.tracer.names, run)
        fired = {(firing.rule.id, firing.row.path) for firing in run.firings}
        rows = [row] if row is not None else run.facts.rows[named.entity]
        places = [(one, self.outcomes.of(named.id, one).outcome.place) for one in rows]
        if isinstance(named, Rule):
            rules = [named]
            self.came_up = [one for one in rows if (named.id, one.path) in fired]
            self.resting: list[Row] = []
        else:
            rules = [r for r in playbook.content.rules if named.id in r.targets(Verb.ADVISE)]
            self.came_up = [one for one, place in places if place is not Place.NOWHERE]
            self.resting = [one for one, place in places if place not in (Place.NOWHERE, Place.RECOMMENDED)]
        up = {one.path for one in self.came_up}
        silent = [one for one in rows if one.path not in up]
        pairs = ((rule, self._told(rule), one) for rule in rules for one in silent)
        self.missed = [missed for missed in pairs if (missed[0].id, missed[2].path) not in fired]

    def _told(self, rule: Rule) -> Consequence:
        """What is told of a rule: what it says of the action, or first says of any."""
        return rule.on_action(self.action) if self.action else _first_on_action(rule)

    def outcome(self, row: Row, days: FirstDays) -> ItemOutcome:
        """How it came up for a subject."""
        rule = self.rule
        actions = (self.action,) if rule is None else rule.actions
        action = actions[0] if actions else self.named.id
        reached = self.outcomes.of(action, row)
        forbidding = reached.suppressed.forbidden_by if reached.suppressed and rule is None else ()
        return ItemOutcome(
            item=name_of(action, row),
            subject=self.tracer.names.subject(row),
            outcome=reached.outcome,
            fires=rule is not None,
            forbidden=Once().traces(
                self.tracer.trace(rule, row, rule.on_action(action)) for rule in forbidding
            ),
            returns=days.returns.get((self.named.id, row.path)),
        )

    def misses(self, days: FirstDays) -> Iterator[Miss]:
        """The rules that did not fire, nearest first, each in full once."""
        rows = {self.tracer.names.subject(row): row for _, _, row in self.missed}
        nearest = self.tracer.nearest(self.missed)
        for full, trace in zip(nearest, Once().traces(nearest), strict=True):
            row = rows[full.subject]
            then = days.then.get((full.rule, row.path))
            yield Miss(name_of(self.named.id, row), trace, distance_of_trace(full), then)


def _first_on_action(rule: Rule) -> Consequence:
    """The first consequence on an action; of a rule that only concludes, the first of all."""
    return next((one for one in rule.consequences if one.verb is not Verb.CONCLUDE), rule.consequences[0])
