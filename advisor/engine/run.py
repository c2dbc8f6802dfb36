"""A program and its runs: a playbook compiled once, then applied to the facts of any number of reviews."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from advisor.engine.alpha import alpha_network
from advisor.engine.limits import EngineFact, within_reach
from advisor.engine.rete import Rete
from advisor.engine.stages import Compiled, Source, Stage, Subjects, flag
from advisor.facts.evaluate import Evaluator, Getter, Truths, row_finder
from advisor.facts.facts_builder import FactsBuilder
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.facts.schema import Schema
from advisor.playbook.conditions import Condition
from advisor.playbook.durations import Duration
from advisor.playbook.expressions import Path
from advisor.playbook.model import Action, Consequence, Deadline, Rule, RuleBase, Validity
from advisor.playbook.strata import Strata, stratify
from advisor.playbook.types import Day
from advisor.source.record import record

_FEW = 4  # reviews that a command on one change makes


class _FactMaker:
    """Makes the facts of one stage, for the engine, from the rows of one entity."""

    def __init__(self, entity: str, subjects: Subjects, evaluator: Evaluator) -> None:
        self.entity = entity
        self.network = alpha_network(subjects.tree, lambda name: _getter(subjects.sources[name], evaluator))
        self.flags = [(kind, flag(number)) for number, kind in enumerate(subjects.kinds)]
        self.links = [(name, row_finder(way.single, way.hops)) for name, way in subjects.links.items()]

    def facts(self, view: WorkingMemory) -> Iterator[EngineFact]:
        """The facts of all rows of which anything holds; what holds of none, no rule can fire for."""
        for row in view.facts.rows[self.entity]:
            yield from self._facts_of(view, row)

    def _facts_of(self, view: WorkingMemory, row: Row) -> Iterable[EngineFact]:
        holding: list[int] = []
        self.network.collect(view, row, holding)
        made: dict[str, dict[str, bool | int | str]] = {}
        for number in holding:
            kind, name = self.flags[number]
            fact = made.get(kind)
            if fact is None:
                fact = made[kind] = {"kind": kind, "ref": row.index}
                for link, find in self.links:
                    linked = find(view, row) if find is not None else row
                    if linked is not None:
                        fact[link] = linked.index
            fact[name] = True
        return made.values()


def _getter(source: Source, evaluator: Evaluator) -> tuple[Getter, int | None]:
    """What reads a property of a row, and its slot where it is one of the row's values."""
    if isinstance(source, Path):
        return evaluator.getter(source), evaluator.own_slot(source)
    if isinstance(source, Validity):
        return (lambda view, row: source.covers(view.facts.as_of)), None
    return evaluator.condition(source), None


class _Engine:
    """One stage, ready to run: how rows become its facts, and its productions in the Rete."""

    def __init__(self, stage: Stage, evaluator: Evaluator) -> None:
        self._makers = [
            _FactMaker(entity, subjects, evaluator) for entity, subjects in stage.subjects.items()
        ]
        self._productions = stage.productions
        self._reviews = 0
        self._last: tuple[list[EngineFact], dict[str, set[int]]] = [], {}

    def fire(self, view: WorkingMemory) -> dict[str, set[int]]:
        """The subjects for which productions fire, by name.  Raises EngineError.

        The first reviews are often the only ones: they load no production that their facts could not fire.
        What fires must not be changed: it is also what the same facts fire next.
        """
        facts = [fact for maker in self._makers for fact in maker.facts(view)]
        last, fired = self._last
        if facts != last:  # on most days to come nothing moves
            fired = self._fired(facts)
            self._last = facts, fired
        return fired

    def _fired(self, facts: list[EngineFact]) -> dict[str, set[int]]:
        self._reviews += 1
        if self._reviews > _FEW:
            return self._all.fire(facts)
        productions = within_reach(self._productions, facts)
        return Rete(productions).fire(facts) if productions else {}

    @cached_property
    def _all(self) -> Rete:
        return Rete(self._productions)


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
        for target in firing.rule.conclusions:
            drawn.setdefault((firing.row.entity, target, firing.row.index), []).append(firing.rule)
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

    @cached_property
    def conditions(self) -> Mapping[str, Truths]:
        """The truth of each rule's conditions, by rule."""
        return {rule.id: self.truth(rule.when) for rule in self.playbook.rules}

    @cached_property
    def levels(self) -> list[tuple[list[Rule], list[Rule]]]:
        """The rules of each stratum, lowest first: those that conclude, and those that do not."""
        strata = (rules for _, rules in self.strata.levels(self.playbook.rules))
        return [
            ([r for r in rules if r.conclusions], [r for r in rules if not r.conclusions]) for rules in strata
        ]

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
    def _engines(self) -> list[_Engine]:
        return [_Engine(stage, self.evaluator) for stage in self.compiled.stages]

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
        fired: dict[str, set[int]] = {}
        for engine in self._engines:
            for name, indexes in engine.fire(view).items():
                rule = self.rules.get(name)
                if rule is None or not indexes:
                    continue  # an auxiliary of the compiler
                fired[name] = indexes
                for target in rule.conclusions:
                    drawn[rule.entity, target] = drawn.get((rule.entity, target), set()) | indexes
        return Run(view, tuple(self._firings(facts, fired)))

    def _firings(self, facts: Facts, fired: Mapping[str, set[int]]) -> Iterator[Firing]:
        for name in sorted(fired):
            rule = self.rules[name]
            rows = facts.rows[rule.entity]
            for index in sorted(fired[name]):
                yield Firing(rule, rows[index])
