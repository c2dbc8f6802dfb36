"""Questions that would sharpen the advice: the facts that alone keep rules from firing, most useful first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf

from advisor.advice.deliberate import Deliberation
from advisor.advice.grounds import OpenTests, deciding_case
from advisor.advice.history import hold
from advisor.advice.ranking import CandidateKey
from advisor.engine.reference import undecided
from advisor.engine.run import Firing, Program, Run, drawn_by
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import All, Condition, FieldTest, Presence, own_tests_of, tested_paths
from advisor.playbook.expressions import Path, Root, paths_in
from advisor.playbook.formulas import Cases, DayCount, Formula, Function, OverRelated, values_of
from advisor.playbook.functions import usable_function
from advisor.playbook.model import Priority, Rule, Verb
from advisor.playbook.types import FieldType

MissingRow = tuple[Row, str]
# Of advice: the rank of its priority, and its deadline (an ordinal; infinite where there is none).
Worth = tuple[int, float]
_NOTHING: Worth = (9, inf)


@dataclass(slots=True)
class MissingFact:
    """A missing fact, with the advice that its answer could bring (or let through) or rule out."""

    row: Row
    name: str
    answers: int = 99  # the least number of them that decide one of its rules
    brings: dict[CandidateKey, Worth] = field(default_factory=dict)
    forbids: dict[CandidateKey, Worth] = field(default_factory=dict)

    @property
    def order(self) -> tuple[Worth, int, str, int, str]:
        """By the best advice that hangs on it, then by path; events in order of facts, not of the file."""
        best = min((*self.brings.values(), *self.forbids.values()), default=_NOTHING)
        stem, _, number = self.row.path.rpartition(".")
        if "." in stem and number.isdecimal() and self.row.id == number:
            return best, self.answers, f"{stem}.", self.row.index, self.name
        return best, self.answers, f"{self.row.path}.{self.name}", 0, ""


def missing_facts_of(program: Program, run: Run, deliberation: Deliberation) -> list[MissingFact]:
    """The missing facts, the most useful first."""
    view, firings = undecided(program, run.view)
    finder = _GapFinder(program, view, firings)
    use = _Use(program, run, deliberation, firings)
    facts: dict[tuple[str, str], MissingFact] = {}
    for firing in firings:
        brings, forbids = use.brings(firing), use.forbids(firing)
        if not brings and not forbids:
            continue
        gaps = finder.gaps(firing.rule, firing.row)
        for row, name in gaps:
            fact = facts.setdefault((row.path, name), MissingFact(row, name))
            fact.answers = min(fact.answers, len(gaps))
            fact.forbids |= forbids
            for key, worth in brings.items():
                fact.brings[key] = min(worth, fact.brings.get(key, _NOTHING))
    return sorted(facts.values(), key=lambda fact: fact.order)


class _Use:
    """What it would change if a rule that waits for an answer fired, or if one that fires no longer did."""

    def __init__(
        self, program: Program, run: Run, deliberation: Deliberation, waiting: tuple[Firing, ...]
    ) -> None:
        self.program, self.view = program, run.view
        self.candidates = deliberation.keys
        self.chosen = {c.key: _worth(c.priority, c.deadline) for c in deliberation.chosen}
        self.fired = {(firing.rule.id, firing.row.index) for firing in run.firings}
        waits = {(firing.rule.id, firing.row.index) for firing in waiting}
        self.barred: set[CandidateKey] = set()  # for good: no answer lifts these
        self.urgency: dict[CandidateKey, Worth] = {}
        self.settled: set[CandidateKey] = set()  # advised by a rule that no answer keeps from it
        for firing in (*run.firings, *waiting):
            advised = self._advised(firing)
            if (firing.rule.id, firing.row.index) not in waits:
                self.barred.update(_keys(firing, Verb.FORBID))
                self.settled.update(advised)
            for key, worth in advised.items():
                self.urgency[key] = min(worth, self.urgency.get(key, _NOTHING))

    def brings(self, firing: Firing) -> dict[CandidateKey, Worth]:
        """The actions that an answer could bring, with what they are worth."""
        brought = {k: worth for k, worth in self._advised(firing).items() if k not in self.candidates}
        if (firing.rule.id, firing.row.index) in self.fired:
            barred = _keys(firing, Verb.FORBID)
            brought |= {key: self.urgency[key] for key in barred if key in self.urgency}
        return {key: worth for key, worth in brought.items() if self._is_free(key, firing.row)}

    def forbids(self, firing: Firing) -> dict[CandidateKey, Worth]:
        """The recommended actions that an answer could rule out, with what they are worth."""
        ends = [key for key in _keys(firing, Verb.ADVISE) if key not in self.settled]
        ends += _keys(firing, Verb.FORBID)
        return {key: self.chosen[key] for key in ends if key in self.chosen}

    def _advised(self, firing: Firing) -> dict[CandidateKey, Worth]:
        """The actions that a rule advises, with what they are worth."""
        return {
            key: _worth(one.priority, self.program.deadline(self.view, one, firing.row))
            for one in firing.rule.consequences
            if one.verb is Verb.ADVISE
            for key in _keys_of(one.targets, firing.row)
        }

    def _is_free(self, key: CandidateKey, row: Row) -> bool:
        action = self.program.playbook.actions[key[0]]
        return key not in self.barred and hold(self.view.facts, action, row) is None


def _worth(priority: Priority, deadline: int | None) -> Worth:
    return priority.rank, inf if deadline is None else deadline


def _keys(firing: Firing, verb: Verb) -> list[CandidateKey]:
    return _keys_of(firing.rule.targets(verb), firing.row)


def _keys_of(actions: Iterable[str], row: Row) -> list[CandidateKey]:
    return [(name, row.entity, row.index) for name in actions]


class _GapFinder:
    """Follows what is unknown in a rule down to the facts that a person could supply."""

    def __init__(self, program: Program, view: WorkingMemory, firings: tuple[Firing, ...]) -> None:
        self.program = program
        self.view = view
        self._drawn = drawn_by(firings)
        self._open_tests = OpenTests(program, view)
        self._sourced: dict[tuple[str, str], tuple[MissingRow, ...]] = {}

    def gaps(self, rule: Rule, row: Row) -> list[MissingRow]:
        """The missing facts under a rule, each once."""
        gaps = self._under(rule, row, set())
        return list({(owner.path, name): (owner, name) for owner, name in gaps}.values())

    def _under(self, rule: Rule, row: Row, seen: set[tuple[str, int]]) -> Iterator[MissingRow]:
        if (rule.id, row.index) in seen:
            return
        seen.add((rule.id, row.index))
        for owner, path in self._first_unknown(rule.when, row):
            if path.conclusion:
                for deeper in self._drawn.get((path.entity, path.name, owner.index), ()):
                    yield from self._under(deeper, owner, seen)
            else:
                yield from self._sources(owner, path.name)

    def _first_unknown(self, condition: Condition, row: Row) -> Iterator[tuple[Row, Path]]:
        """What is unknown in a rule; where it hangs on conclusions that are, those alone."""
        parts = condition.parts if isinstance(condition, All) else (condition,)
        hinges = [part for part in parts if isinstance(part, FieldTest) and part.path.conclusion]
        unknown = [gap for hinge in hinges for gap in self._unknown(hinge, row)]
        return iter(unknown) if unknown else self._unknown(condition, row)

    def _unknown(self, condition: Condition, row: Row) -> Iterator[tuple[Row, Path]]:
        """The paths that are unknown in those parts of a condition that are."""
        for test, owner in self._open_tests.of(condition, row):
            yield from self._missing(tested_paths(test), owner)

    def _missing(self, paths: Iterable[Path], row: Row) -> Iterator[tuple[Row, Path]]:
        for path in paths:
            if path.root is Root.POLICY or self.program.evaluator.getter(path)(self.view, row) is not None:
                continue
            owner = self.program.evaluator.row_at(path, self.view, row)
            yield (owner, path) if owner is not None else self._missing_link(path, row)

    def _missing_link(self, path: Path, row: Row) -> tuple[Row, Path]:
        """The first link on the way of a path that is not known, and would lead on."""
        owner, link = self.program.evaluator.missing_link(path, self.view, row)
        return owner, Path(link, Root.SUBJECT, (), owner.entity, link, FieldType.TEXT)

    def _sources(self, row: Row, name: str) -> tuple[MissingRow, ...]:
        """The fields that a person would have to supply for a value: itself, or what it is computed from."""
        computed = self.program.schema.vocabulary.entities[row.entity].computed.get(name)
        if computed is None:
            return ((row, name),)
        key = (row.path, name)
        if key not in self._sourced:
            self._sourced[key] = tuple(dict.fromkeys(self._sources_of(computed.formula, row)))
        return self._sourced[key]

    def _sources_of(self, formula: Formula, row: Row) -> Iterator[MissingRow]:
        if isinstance(formula, DayCount):
            yield from self._sources(row, formula.of)
        elif isinstance(formula, Function):
            yield from self._read_by(formula)
        else:
            within = (
                self._over(formula, row) if isinstance(formula, OverRelated) else self._case(formula, row)
            )
            for owner, path in within:
                yield from self._sources(owner, path.name)

    def _over(self, formula: OverRelated, row: Row) -> Iterator[tuple[Row, Path]]:
        """What is unknown of related rows: whether they match, and the values of those that do."""
        truth = self.program.truth(formula.block)
        for other in self.view.facts.related(formula.relation.entity, formula.relation.via, row):
            yield from self._unknown(formula.block, other)
            if truth(self.view, other):
                yield from self._missing(values_of(formula), other)
        yield from self._open_tests.unlinked(formula.relation, formula.block)

    def _case(self, formula: Cases, row: Row) -> Iterator[tuple[Row, Path]]:
        """What is unknown of the first case that holds, or of whether one does, or waits to be known."""
        case = deciding_case(self.program, formula, self.view, row)
        passed = formula.cases if case is None else formula.cases[: formula.cases.index(case)]
        for when in (earlier.when for earlier in passed if earlier.when is not None):
            awaited = (test for test in own_tests_of(when) if test.test == Presence(True))
            yield from self._missing((path for test in awaited for path in tested_paths(test)), row)
        if case is None:
            return
        undecided = () if case.when is None else self._unknown(case.when, row)
        yield from undecided
        if case.when is None or self.program.truth(case.when)(self.view, row):
            yield from self._missing(paths_in(case.value), row)

    def _read_by(self, formula: Function) -> Iterator[MissingRow]:
        function = usable_function(formula.name)
        for text in function.reads if function is not None else ():
            entity, _, name = text.partition(".")
            owner = self.view.facts.rows[entity][0]
            if self.view.facts.value(owner, name) is None:
                yield owner, name
