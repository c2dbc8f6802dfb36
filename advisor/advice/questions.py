"""Questions that would sharpen the advice: the facts that alone keep rules from firing, most useful first."""

from collections.abc import Iterable, Iterator
from dataclasses import field

from advisor.advice.answer_effects import NOTHING, AnswerEffects, Effects, MissingRow, Tests, Worth
from advisor.advice.called_for import CalledFor
from advisor.advice.deliberate import Deliberation
from advisor.advice.grounds import OpenTests, deciding_case
from advisor.advice.question_order import ends_first
from advisor.engine.reference import undecided
from advisor.engine.run import Firing, Program, Run, drawn_by
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import All, Condition, FieldTest, Presence, own_tests_of, tested_paths
from advisor.playbook.expressions import Path, Root, paths_in
from advisor.playbook.formulas import Cases, DayCount, Formula, Function, OverRelated, values_of
from advisor.playbook.functions import usable_function
from advisor.playbook.model import Priority, Rule
from advisor.playbook.types import FieldType
from advisor.source.record import draft

# Of a rule that waits: whether it is generic, not pressing, only moves; its worth; how many facts it lacks.
_Use = tuple[bool, bool, bool, Worth, int]


@draft
class MissingFact:
    """A missing fact, with what its answer could change, and the best use that a rule has for it."""

    row: Row
    name: str
    use: _Use = (True, True, True, NOTHING, 99)
    effects: Effects = field(default_factory=Effects)

    @property
    def order(self) -> tuple[object, ...]:
        """The most useful first; of equal use by path, and events in order of facts, not of the file."""
        stem, _, number = self.row.path.rpartition(".")
        if "." in stem and number.isdecimal() and self.row.id == number:
            return *self.use, f"{stem}.", self.row.index, self.name
        return *self.use, f"{self.row.path}.{self.name}", 0, ""


def missing_facts_of(program: Program, run: Run, deliberation: Deliberation) -> list[MissingFact]:
    """The missing facts whose answers could change what is recommended, the most useful first."""
    view, firings = program.waiting(run) or undecided(program, run.view)
    finder = _GapFinder(program, view, firings)
    called_for = CalledFor(program, view, drawn_by(firings))
    facts: dict[tuple[str, str], MissingFact] = {}
    answers = AnswerEffects(program, run, deliberation, firings, gaps=finder.of, open_tests=finder.open_tests)
    for firing, effects in answers.all():
        gaps = finder.of(firing)
        is_listed = not program.schema.vocabulary.entities[firing.row.entity].single
        is_generic = not is_listed and not called_for.by(firing.rule, firing.row)
        is_pressing = is_listed and effects.best[0] <= Priority.HIGH.rank
        use = is_generic, not is_pressing, effects.only_moves, effects.best, len(gaps)
        for row, name in gaps:
            fact = facts.setdefault((row.path, name), MissingFact(row, name))
            fact.use = min(fact.use, use)
            fact.effects.add(effects)
    ordered = sorted(facts.values(), key=lambda fact: fact.order)
    return ends_first(ordered, program.schema.vocabulary.entities)


class _GapFinder:
    """Follows what is unknown in a rule down to the facts that a person could supply."""

    def __init__(self, program: Program, view: WorkingMemory, firings: tuple[Firing, ...]) -> None:
        self.program = program
        self.view = view
        self._drawn = drawn_by(firings)
        self._open_tests = OpenTests(program, view)
        self._sourced: dict[tuple[str, str], tuple[MissingRow, ...]] = {}
        self._gaps: dict[tuple[str, int], list[MissingRow]] = {}
        self._tests: dict[tuple[str, int], Tests] = {}

    def of(self, firing: Firing) -> list[MissingRow]:
        """The missing facts under a rule, each once."""
        key = firing.rule.id, firing.row.index
        if key not in self._gaps:
            gaps = self._under(firing.rule, firing.row, set())
            self._gaps[key] = list({(owner.path, name): (owner, name) for owner, name in gaps}.values())
        return self._gaps[key]

    def open_tests(self, firing: Firing) -> Tests:
        """The tests for whose lack of an answer it is not known whether a rule fires."""
        key = firing.rule.id, firing.row.index
        if key not in self._tests:
            open_tests = self._open_tests.of(firing.rule.when, firing.row)
            self._tests[key] = frozenset((test, row.path) for test, row in open_tests)
        return self._tests[key]

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
