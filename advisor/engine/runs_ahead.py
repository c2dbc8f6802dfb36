"""The runs of one state on the days to come: on each day only what the day can turn is asked again."""

from collections.abc import Iterator, Mapping, Set
from functools import partial

from advisor.engine.alpha import Holds, PropertyTest, alpha_network, leaf_test
from advisor.engine.row_network import holds_of
from advisor.engine.run import Program, Run
from advisor.engine.stage_engine import FiredIndexes, Matched, RowMatcher, StageEngine
from advisor.engine.stages import Source, Stage
from advisor.facts.rows import WorkingMemory
from advisor.facts.state import State
from advisor.facts.turning_days import NEVER, ComputedAhead, TurningEvaluator
from advisor.playbook.conditions import Op
from advisor.playbook.expressions import Literal, Path
from advisor.source.record import draft, record

Conclusion = tuple[str, str]
_NOT_YET = Matched(0, (), (), ())


@record
class DayFound:
    """What was found of a day: its facts with what is concluded, and the subjects for which rules fire."""

    view: WorkingMemory
    fired: FiredIndexes


class RunsAhead:
    """What follows from a state on a day and on later ones, asked for in their order.

    `turns` is the first day (an ordinal) after the last one looked at on which something else may follow;
    `moved` whether on that one other rules fired, for other subjects, than before, or other records count.
    """

    def __init__(self, program: Program, state: State) -> None:
        self.program, self._state = program, state
        self._computed = ComputedAhead(program.schema, program.builder.timed)
        stages = zip(program.compiled.stages, program.engines, strict=True)
        self._stages = [_StageAhead(stage, engine, program, self.evaluator) for stage, engine in stages]
        self._breaks = sorted(program.builder.breaks(state))
        self._last: DayFound | None = None
        self.turns, self.moved = 0, True

    @property
    def evaluator(self) -> TurningEvaluator:
        """What the runs are evaluated with; whoever reads more with it learns until when that holds."""
        return self._computed.evaluator

    def look(self, day: int) -> DayFound:
        """Look at a day after the last one.  No constraint refuses the state."""
        last = self._last
        if last is None or any(last.view.facts.as_of < broken <= day for broken in self._breaks):
            last, facts = None, self.program.builder.build(self._state, day, day, refuses=False)
        else:
            facts = self.program.builder.copied(last.view.facts, day)
        drawn: dict[Conclusion, set[int]] = {}
        found = self._last = DayFound(WorkingMemory(facts, drawn), {})
        self._computed.work_out(found.view, anew=last is None)
        self.turns = next((broken for broken in self._breaks if broken > day), NEVER)
        moved: set[Conclusion] = set()
        for stage in self._stages:
            fires = stage.fire(found.view, None if last is None else moved)
            self.turns = min(self.turns, stage.until)
            self.program.take(fires, found.fired, drawn)
            if last is not None:
                moved |= {key for key in stage.concluded if drawn.get(key) != last.view.drawn.get(key)}
        self.moved = last is None or found.fired != last.fired
        return found

    def run(self, found: DayFound, day: int) -> Run:
        """What follows on the day looked at, or on a later one before what was then the day that `turns`."""
        facts = found.view.facts
        if facts.as_of != day:
            facts = self.program.builder.moved(facts, day)
        view = WorkingMemory(facts, found.view.drawn)
        return Run(view, tuple(self.program.firings(facts, found.fired)))


@draft
class _RowAhead:
    """What a row matches, until when, and with which conclusions."""

    matched: Matched
    until: int
    reads: Set[Conclusion]


class _StageAhead:
    """One stage: what its rows matched last, and what fired by that."""

    def __init__(
        self, stage: Stage, engine: StageEngine, program: Program, evaluator: TurningEvaluator
    ) -> None:
        self._engine, self._evaluator = engine, evaluator
        self._matchers = [
            (
                RowMatcher(entity, subjects, engine.divided),
                alpha_network(subjects.tree, partial(_holds, subjects.sources, evaluator)),
            )
            for entity, subjects in stage.subjects.items()
        ]
        self._rows: list[list[_RowAhead]] = [[] for _ in self._matchers]
        self._reads: set[Conclusion] = set()
        self._fires: FiredIndexes = {}
        names = {production.name for production in stage.productions}
        self.concluded = {key for name in names for key in program.concluded.get(name, ())}
        self.until = 0

    def fire(self, view: WorkingMemory, moved: Set[Conclusion] | None) -> FiredIndexes:
        """What fires; nothing else than before until the day turns it, or one of the conclusions `moved`.

        `moved` None finds it anew.
        """
        if moved is None or self.until <= view.facts.as_of or not moved.isdisjoint(self._reads):
            self.until = NEVER
            self._fires = self._engine.fire_matched(self._matched(view, moved))
        return self._fires

    def _matched(self, view: WorkingMemory, moved: Set[Conclusion] | None) -> Iterator[Matched]:
        """What all rows match; it is found again where the day may have turned it, or a conclusion moved."""
        today, evaluator = view.facts.as_of, self._evaluator
        for (matcher, network), kept in zip(self._matchers, self._rows, strict=True):
            rows = view.facts.rows[matcher.entity]
            if moved is None:
                kept[:] = [_RowAhead(_NOT_YET, 0, frozenset()) for _ in rows]
            for row, last in zip(rows, kept, strict=True):
                if last.until <= today or not (moved is None or moved.isdisjoint(last.reads)):
                    evaluator.begin()
                    last.matched = matcher.matched(view, row, network.holding(view, row))
                    last.until, last.reads = evaluator.until, evaluator.conclusions
                    self._reads |= last.reads
                self.until = min(self.until, last.until)
                yield last.matched


def _holds(sources: Mapping[str, Source], evaluator: TurningEvaluator, leaf: PropertyTest) -> Holds:
    """What asks a test of a row, and notes until when its answer holds."""
    source, value = sources[leaf.prop], leaf.value
    if not (isinstance(source, Path) and evaluator.is_counted(source)):
        return holds_of(sources, evaluator, leaf)
    against = [] if value is None else [(Op[leaf.op.upper()], Literal(value, ""))]
    return leaf_test(leaf, evaluator.counted(source, against), None)
