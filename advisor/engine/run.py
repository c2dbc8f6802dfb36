"""A program and its runs: a playbook compiled once, then applied to the facts of any number of reviews."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from advisor.engine.stage_engine import FiredIndexes, StageEngine
from advisor.engine.stages import Compiled
from advisor.facts.evaluate import Evaluator, Getter, Truths
from advisor.facts.facts_builder import FactsBuilder
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.facts.schema import Schema
from advisor.playbook.conditions import Condition
from advisor.playbook.durations import Duration
from advisor.playbook.expressions import Path
from advisor.playbook.model import Action, Consequence, Deadline, Rule, RuleBase, Verb
from advisor.playbook.strata import Strata, stratify
from advisor.playbook.types import Day
from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.engine.waiting import WaitingRules

FEW_REVIEWS = 3


@record
class Firing:
    """A rule and the subject that it fired for."""

    rule: Rule
    row: Row


@record
class Run:
    """The facts of a review with all that follows from them; firings are in order of rule and row."""

    view: WorkingMemory
    firings: tuple[Firing, ...]

    @property
    def facts(self) -> Facts:
        """The facts it started from."""
        return self.view.facts


def drawn_by(firings: Iterable[Firing]) -> dict[tuple[str, str, int], list[Rule]]:
    """The rules among the firings that draw each conclusion, by entity, name and index of the row."""
    drawn: dict[tuple[str, str, int], list[Rule]] = {}
    for firing in firings:
        rule, row = firing.rule, firing.row
        for one in rule.consequences:
            for target in one.targets if one.verb is Verb.CONCLUDE else ():
                drawn.setdefault((row.entity, target, row.index), []).append(rule)
    return drawn


class Program:
    """A playbook made ready to run: schema, closures, strata and engines.  One for all reviews."""

    def __init__(self, playbook: RuleBase, compiled: Compiled | None = None) -> None:
        self.playbook = playbook
        if compiled is not None:
            self.compiled, self.strata = compiled, compiled.strata
        self.schema = Schema.of(playbook)
        self.builder = FactsBuilder(self.schema)
        self.evaluator = Evaluator(self.schema)
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in playbook.rules}
        self._asked = 0

    @cached_property
    def conditions(self) -> Mapping[str, Truths]:
        """The truth of each rule's conditions, by rule."""
        return {rule.id: self.truth(rule.when) for rule in self.playbook.rules}

    @cached_property
    def levels(self) -> list[tuple[list[Rule], list[Rule]]]:
        """The rules of each stratum, lowest first: those that conclude, and those that do not."""
        strata, drawn = (rules for _, rules in self.strata.levels(self.playbook.rules)), self.concluded
        return [
            ([r for r in rules if drawn[r.id]], [r for r in rules if not drawn[r.id]]) for rules in strata
        ]

    @cached_property
    def concluded(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """What each rule concludes, by its id: entity and name."""
        return {
            name: tuple((rule.entity, target) for target in rule.conclusions)
            for name, rule in self.rules.items()
        }

    @cached_property
    def strata(self) -> Strata:
        """What must be finished before its absence may count."""
        return stratify(self.playbook.rules)

    @cached_property
    def compiled(self) -> Compiled:
        """The rules compiled, unless they came so."""
        from advisor.engine.compile import compile_rules

        return compile_rules(self.playbook.rules, self.strata)

    @cached_property
    def engines(self) -> list[StageEngine]:
        """The stages, ready to run."""
        return [StageEngine(stage, self.evaluator) for stage in self.compiled.stages]

    @cached_property
    def _waiting(self) -> "WaitingRules":
        from advisor.engine.waiting import WaitingRules

        stages, evaluator = self.compiled.stages, self.evaluator
        return WaitingRules(stages, self.rules, evaluator, self.conditions, self.concluded)

    def waiting(self, run: Run) -> tuple[WorkingMemory, tuple[Firing, ...]] | None:
        """What `engine/reference.py` calls undecided in the view of a run, in less time.

        None in the first reviews, which are often the only ones: to make ready for it takes as long as they.
        """
        self._asked += 1
        if self._asked <= FEW_REVIEWS:
            return None
        fired = {(firing.rule.id, firing.row.index) for firing in run.firings}
        wider, found = self._waiting.of(run.view, fired)
        return wider, tuple(Firing(*found[key]) for key in sorted(found))

    def truth(self, condition: Condition) -> Truths:
        """The truth of any condition of the playbook, or any part of one; prepared at its first use."""
        return self.evaluator.condition(condition)

    def stake(self, view: WorkingMemory, action: Action, row: Row) -> int | None:
        """What a subject loses without the action, in the unit of its type; None where that is not known."""
        value = self._stakes[action.id](view, row)
        return None if value is None else int(value)

    @cached_property
    def _stakes(self) -> Mapping[str, Getter]:
        actions = self.playbook.actions.values()
        return {a.id: self.evaluator.getter(a.stake) for a in actions if a.stake is not None}

    @cached_property
    def _deadlines(self) -> Mapping[Deadline, tuple[Getter, Getter]]:
        """What reads the date that a deadline counts from, and the days after or before it."""
        consequences = (one for rule in self.playbook.rules for one in rule.consequences)
        deadlines = dict.fromkeys(one.deadline for one in consequences if one.deadline is not None)
        getter = self.evaluator.getter
        return {of: (getter(of.field), getter(of.paths[-1])) for of in deadlines}

    def deadline(self, view: WorkingMemory, consequence: Consequence, row: Row) -> Day | None:
        """The day by which a rule wants its action done; None where there is none, or it is unknown."""
        deadline = consequence.deadline
        if deadline is None:
            return None
        date, days = (get(view, row) for get in self._deadlines[deadline])
        if date is None or days is None:
            return None
        span = Duration(int(days)) if isinstance(deadline.span, Path) else deadline.span
        return Day(deadline.day(int(date), span))

    def run(self, facts: Facts) -> Run:
        """Everything that follows from the facts.  Raises EngineError."""
        drawn: dict[tuple[str, str], set[int]] = {}
        view = WorkingMemory(facts, drawn)
        fired: FiredIndexes = {}
        for engine in self.engines:
            self.take(engine.fire(view), fired, drawn)
        return Run(view, tuple(self.firings(facts, fired)))

    def take(self, stage: FiredIndexes, fired: FiredIndexes, drawn: dict[tuple[str, str], set[int]]) -> None:
        """Take what a stage fires into what fires in all, and into what is concluded."""
        for name, indexes in stage.items():
            concluded = self.concluded.get(name)
            if concluded is None or not indexes:
                continue  # an auxiliary of the compiler
            fired[name] = indexes
            for key in concluded:
                drawn[key] = drawn[key] | indexes if key in drawn else indexes

    def firings(self, facts: Facts, fired: FiredIndexes) -> Iterator[Firing]:
        """The rules that fire, in order, each with its subjects."""
        for name in sorted(fired):
            rule = self.rules[name]
            rows = facts.rows[rule.entity]
            for index in sorted(fired[name]):
                yield Firing(rule, rows[index])
