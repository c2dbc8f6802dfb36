"""The runs of one state on the days to come: on each day only what the day can turn is asked again."""

from collections.abc import Iterator, Mapping, Set
from functools import partial

from advisor.engine.alpha import Holds, PropertyTest, leaf_test
from advisor.engine.run import Firing, Program, Run
from advisor.engine.stage_engine import FiredIndexes, Matched, RowMatcher, StageEngine
from advisor.engine.stages import Source, Stage
from advisor.facts.rows import Facts, WorkingMemory
from advisor.facts.state import State
from advisor.facts.turning_days import NEVER, ComputedAhead, TurningEvaluator
from advisor.playbook.conditions import Op
from advisor.playbook.expressions import Literal, Path
from advisor.playbook.model import Validity
from advisor.source.record import draft

Conclusion = tuple[str, str]
_NOT_YET = Matched(0, (), ())


class RunsAhead:
    """What follows from a state on a day and on later ones, asked for in their order.

    `turns` is the first day (an ordinal) after the last run on which another run may differ from it in more
    than its numbers of days; `anew` whether the records or parameters of the last one are others than before.
    """

    def __init__(self, program: Program, state: State) -> None:
        self._program, self._state = program, state
        self._computed = ComputedAhead(program.schema, program.builder.timed)
        stages = zip(program.compiled.stages, program.engines, strict=True)
        self._stages = [_StageAhead(stage, engine, self.evaluator) for stage, engine in stages]
        self._breaks = sorted(program.builder.breaks(state))
        self._facts: Facts | None = None
        self._drawn: dict[Conclusion, set[int]] = {}
        self.turns, self.anew = 0, True

    @property
    def evaluator(self) -> TurningEvaluator:
        """What the runs are evaluated with; whoever reads more with it learns until when that holds."""
        return self._computed.evaluator

    def run(self, day: int) -> Run:
        """What follows on a day after that of the last run.  No constraint refuses the state."""
        before, builder = self._facts, self._program.builder
        anew = before is None or any(before.as_of < broken <= day for broken in self._breaks)
        self.anew = anew
        if before is None or anew:
            facts = builder.build(self._state, day, day, refuses=False)
        else:
            facts = builder.copied(before, day)
        self._facts = facts
        drawn: dict[Conclusion, set[int]] = {}
        last, self._drawn = self._drawn, drawn
        view = WorkingMemory(facts, drawn)
        self._computed.work_out(view, anew=anew)
        self.turns = next((broken for broken in self._breaks if broken > day), NEVER)
        fired: FiredIndexes = {}
        for stage in self._stages:
            # Of a higher stratum all conclusions seem to have moved; nobody reads them yet.
            moved = None if anew else {key for key in drawn | last if drawn.get(key) != last.get(key)}
            fires = stage.fire(stage.matched(view, self.evaluator, moved))
            self.turns = min(self.turns, stage.until)
            self._program.take(fires, fired, drawn)
        return Run(view, tuple(self._program.firings(facts, fired)))

    def moved(self, run: Run, day: int) -> Run:
        """An earlier run on a day before that on which another may differ from it."""
        if run.facts.as_of == day:
            return run
        facts = self._program.builder.moved(run.facts, day)
        firings = (Firing(one.rule, facts.rows[one.row.entity][one.row.index]) for one in run.firings)
        return Run(WorkingMemory(facts, run.view.drawn), tuple(firings))


@draft
class _RowAhead:
    """What a row matches, until when, and with which conclusions."""

    matched: Matched
    until: int
    reads: Set[Conclusion]


class _StageAhead:
    """One stage: what its rows matched last."""

    def __init__(self, stage: Stage, engine: StageEngine, evaluator: TurningEvaluator) -> None:
        self.fire = engine.fire_matched
        self._matchers = [
            RowMatcher(entity, subjects, engine.divided, partial(_holds, subjects.sources, evaluator))
            for entity, subjects in stage.subjects.items()
        ]
        self._rows: list[list[_RowAhead]] = [[] for _ in self._matchers]
        self.until = 0

    def matched(
        self, view: WorkingMemory, evaluator: TurningEvaluator, moved: Set[Conclusion] | None
    ) -> Iterator[Matched]:
        """What all rows match; it is found again where the day may have turned it, or a conclusion has moved.

        `moved` None finds it anew for all of them.
        """
        today = view.facts.as_of
        self.until = NEVER
        for matcher, kept in zip(self._matchers, self._rows, strict=True):
            rows = view.facts.rows[matcher.entity]
            if moved is None:
                kept[:] = [_RowAhead(_NOT_YET, 0, frozenset()) for _ in rows]
            for row, last in zip(rows, kept, strict=True):
                if last.until <= today or not (moved is None or moved.isdisjoint(last.reads)):
                    evaluator.begin()
                    last.matched = matcher.matched(view, row)
                    last.until = evaluator.until
                    last.reads = evaluator.conclusions
                self.until = min(self.until, last.until)
                yield last.matched


def _holds(sources: Mapping[str, Source], evaluator: TurningEvaluator, leaf: PropertyTest) -> Holds:
    """What asks a test of a row, and notes until when its answer holds."""
    source, value = sources[leaf.prop], leaf.value
    if isinstance(source, Validity):
        return leaf_test(leaf, evaluator.in_force(source), None)
    if not isinstance(source, Path):
        return leaf_test(leaf, evaluator.condition(source), None)
    if evaluator.is_counted(source):
        against = [] if value is None else [(Op[leaf.op.upper()], Literal(value, ""))]
        return leaf_test(leaf, evaluator.counted(source, against), None)
    return leaf_test(leaf, evaluator.getter(source), evaluator.own_slot(source))
