"""Rules and constraints in plain English."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from advisor.english.comparisons import Words, drawn_in_english
from advisor.english.conditions import Phrase, in_english
from advisor.english.deadlines import deadline_in_english
from advisor.playbook.conditions import paths_of
from advisor.playbook.dependencies import DependencyGraph, dependency_graph
from advisor.playbook.expressions import Path, Root
from advisor.playbook.model import Claim, Consequence, Constraint, Rewritten, Rule, RuleBase, Verb
from advisor.reports.claims import Example
from advisor.reports.wording import listed, long_day
from advisor.source.diagnostic import Location, Severity
from advisor.source.record import record

_WORDS = ("priority", "effort", "stake")  # told with what they stand for
_ANOTHER = {"because": "another reason", "steps": "other steps"}
_LEADS = {
    Verb.ADVISE: "advise, with {} priority",
    Verb.FORBID: "never advise, whatever other rules say",
    Verb.RAISE: "make more urgent, by one step",
    Verb.LOWER: "make less urgent, by one step",
    Verb.CONCLUDE: "conclude, for other rules to read",
}


@record
class Shows:
    """The scenarios in which a rule fires; of a near miss, the one that fires and the one that does not."""

    fires: tuple[Example, ...]
    near_miss: tuple[Example, Example] | None


@record
class Effect:
    """What a rule does to one action, or the conclusion that it draws, in words; `target` is its name."""

    target: str
    text: str


@record
class Link:
    """A conclusion with the rules on its other end: those that draw it, or those that read it."""

    name: str
    rules: tuple[str, ...]


@record
class ConsequenceSummary:
    """One consequence: what it does, to what, until when, and why; `verb` is its word."""

    verb: Verb
    does: str
    effects: tuple[Effect, ...]
    deadline: str
    because: str


@record
class Number:
    """A parameter with its present value, as people say it."""

    name: str
    value: str
    note: str


@record
class RuleSummary:
    """One rule.  `shows` is None where nobody looked at scenarios."""

    rule: Rule
    ruleset: str
    subject: str
    when: Phrase
    consequences: tuple[ConsequenceSummary, ...]
    in_force: str
    claims: tuple[Claim, ...]
    policy: tuple[Number, ...]
    reads: tuple[Link, ...]
    draws: tuple[Link, ...]
    changes: tuple[Rewritten, ...]
    shows: Shows | None

    @property
    def sentence(self) -> str:
        """The rule in one line."""
        clauses = []
        for one in self.consequences:
            effects = "; ".join(effect.text for effect in one.effects)
            clauses.append(f"{one.does}: {effects}" + (f"; {one.deadline}" if one.deadline else ""))
        in_force = f"; {self.in_force}" if self.in_force else ""
        return f"{self.subject}: if {self.when}, {'; and '.join(clauses)}{in_force}."

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, each reason once; where there are several, with that which each is for."""
        reasons: dict[str, list[str]] = {}
        for one in self.consequences:
            reasons.setdefault(one.because, []).extend(effect.target for effect in one.effects)
        several = len(reasons) > 1
        return tuple(f"{listed(names)}: {text}" if several else text for text, names in reasons.items())


@record
class ConstraintSummary:
    """What must hold of a state; `kinds` are the entities of whose rows it must, mostly one.

    `broken_in` are the scenarios that break it; None where nobody looked.
    """

    constraint: Constraint
    kinds: tuple[str, ...]
    subjects: tuple[str, ...]
    holds: Phrase
    policy: tuple[Number, ...]
    broken_in: tuple[Example, ...] | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether a state that breaks it is refused."""
        return self.constraint.severity is Severity.ERROR

    @property
    def subject(self) -> str:
        """Whom it is about: "For each contract"."""
        return f"For {listed(self.subjects)}"

    @property
    def sentence(self) -> str:
        """The constraint in one line."""
        refused = ", and the state is refused" if self.is_refusal else ""
        return f"{self.subject}, it must hold that {self.holds}; else {self.constraint.says}{refused}."


class RuleSummarizer:
    """Words for the rules of one playbook; `shows` has what scenarios show of each, where somebody looked."""

    def __init__(self, playbook: RuleBase, shows: Mapping[str, Shows] | None = None) -> None:
        self.playbook = playbook
        self.connections: DependencyGraph = dependency_graph(playbook)
        self._words = Words(playbook)
        self._shows = shows

    def summary(self, rule: Rule) -> RuleSummary:
        """One rule in words."""
        links, entity = self.connections, self.playbook.vocabulary.entities[rule.entity]
        return RuleSummary(
            rule=rule,
            ruleset=self.playbook.rulesets[rule.ruleset].title,
            subject=f"For your {entity.called}" if entity.single else f"For each {entity.called}",
            when=in_english(self._words, rule.when, rule.entity),
            consequences=tuple(self._consequence(rule, one) for one in rule.consequences),
            in_force=in_force(rule),
            claims=tuple(self.playbook.claims[claim] for claim in rule.claims),
            policy=tuple(map(self._number, _parameters(rule))),
            reads=tuple(Link(name[1], links.drawn_by[name]) for name in links.reads(rule.id)),
            draws=tuple(Link(name, links.read_by[rule.entity, name]) for name in rule.conclusions),
            changes=tuple(self._changes(rule)),
            shows=None if self._shows is None else self._shows.get(rule.id, Shows((), None)),
        )

    def constraints(self) -> tuple[ConstraintSummary, ...]:
        """The constraints in the order of the files; one of the records of several histories is one."""
        written: dict[Location, list[Constraint]] = {}
        for one in sorted(self.playbook.constraints, key=lambda one: one.location):
            written.setdefault(one.location, []).append(one)
        return tuple(map(self._constraint, written.values()))

    def _constraint(self, alike: list[Constraint]) -> ConstraintSummary:
        first, kinds = alike[0], tuple(one.entity for one in alike)
        entities = [self.playbook.vocabulary.entities[kind] for kind in kinds]
        subjects = (f"your {one.called}" if one.single else f"each {one.called}" for one in entities)
        return ConstraintSummary(
            first,
            kinds,
            tuple(dict.fromkeys(subjects)),
            in_english(self._words, first.holds, first.entity),
            tuple(map(self._number, _named(paths_of(first.holds)))),
        )

    def _changes(self, rule: Rule) -> Iterator[Rewritten]:
        """What another playbook set in the rule, or in the actions that it speaks of."""
        names = {"rule": {rule.id}, "action": set(rule.actions)}
        return (change for change in self.playbook.rewritten if change.name in names.get(change.kind, ()))

    def _number(self, name: str) -> Number:
        return Number(name, self.playbook.spoken(name), self.playbook.policy[name].note)

    def title(self, action: str) -> str:
        """The title of an action, with names in capitals where facts will stand."""
        return self._words.template(self.playbook.actions[action].title)

    def _consequence(self, rule: Rule, consequence: Consequence) -> ConsequenceSummary:
        concludes, deadline = consequence.verb is Verb.CONCLUDE, consequence.deadline
        text = partial(drawn_in_english, self._words, rule.entity) if concludes else self.title
        return ConsequenceSummary(
            verb=consequence.verb,
            does=_LEADS[consequence.verb].format(consequence.priority.value),
            effects=tuple(Effect(target, text(target)) for target in consequence.targets),
            deadline="" if deadline is None else deadline_in_english(self._words, deadline).clause,
            because=self._words.template(consequence.because),
        )


def in_force(rule: Rule) -> str:
    """When the rule holds, in words; "" where it always does."""
    start, end = rule.period.start, rule.period.end
    if start is not None and end is not None:
        return f"in force from {long_day(start)} until the day before {long_day(end)}"
    if start is not None:
        return f"in force from {long_day(start)} on"
    return f"in force until the day before {long_day(end)}" if end is not None else ""


def rewritten_in_words(change: Rewritten) -> str:
    """ "priority high instead of medium", "another title", "also on-hold"."""
    if change.kind == "choice":
        return f"also {change.now}"
    if change.was and change.key in _WORDS:
        return f"{change.key} {change.now} instead of {change.was}"
    return _ANOTHER.get(change.key, f"another {change.key}")


def what_it_does(rule: Rule) -> str:
    """ "advise talk-it-through; forbid cancel-and-refund": what follows, by its names."""
    return "; ".join(f"{one.verb.value} {', '.join(one.targets)}" for one in rule.consequences)


def _parameters(rule: Rule) -> list[str]:
    """The parameters that the rule names itself, in the order of their first mention."""
    paths = list(paths_of(rule.when))
    for one in rule.consequences:
        paths += [*one.because.paths, *(one.deadline.paths if one.deadline is not None else ())]
    return _named(paths)


def _named(paths: Iterable[Path]) -> list[str]:
    return list(dict.fromkeys(path.name for path in paths if path.root is Root.POLICY))
