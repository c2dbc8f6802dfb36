"""Until when what is read holds: the days on which time alone can turn it.

A number of days grows, or shrinks, by one a day, so what it is held against says when the comparison turns.
"""

from collections.abc import Iterable, Iterator

from advisor.facts.evaluate import Evaluator, Getter, Truths
from advisor.facts.formulas import formula_getter
from advisor.facts.rows import Row, WorkingMemory
from advisor.facts.schema import Schema
from advisor.playbook.conditions import Compare, Complement, FieldTest, OneOf, Op, Test, operands_of
from advisor.playbook.expressions import Operand, Path
from advisor.playbook.formulas import BusinessDaysSince, DayCount, DaysSince, Formula, Function
from advisor.playbook.model import Validity
from advisor.playbook.types import LAST_DAY, Value

NEVER = LAST_DAY + 1


class TurningEvaluator(Evaluator):
    """An evaluator that notes how long what it read holds, and on which conclusions it hangs.

    `until` is the first day (an ordinal) on which one of the answers since `begin` could be another; that no
    rule concludes otherwise is for the reader of `conclusions` to see.
    """

    def __init__(self, schema: Schema) -> None:
        super().__init__(schema)
        self.until = NEVER
        self.conclusions: set[tuple[str, str]] = set()
        self._kept: dict[tuple[str, str], list[int]] = {}

    def begin(self) -> None:
        """Forget what was noted."""
        self.until, self.conclusions = NEVER, set()

    def note(self, day: int) -> None:
        """What was read holds before the day."""
        self.until = min(self.until, day)

    def own_slot(self, path: Path) -> int | None:
        """None also for what the day can change: whoever reads it has to note it."""
        hangs = (path.entity, path.name) in self._kept or self.is_counted(path)
        return None if hangs else super().own_slot(path)

    def is_counted(self, path: Path) -> bool:
        """Whether a path leads to a number of days."""
        return not path.conclusion and _day_count(self.schema, path) is not None

    def kept_for(self, entity: str, name: str) -> list[int]:
        """Until when the value of each row holds, of a computed field that hangs on the day; yet empty."""
        return self._kept.setdefault((entity, name), [])

    def getter(self, path: Path) -> Getter:
        """Reads the value of a path; whoever does anything with a number of days may see another tomorrow."""
        get = super().getter(path)
        key = (path.entity, path.name)
        if path.conclusion:

            def concluded(view: WorkingMemory, row: Row) -> Value | None:
                self.conclusions.add(key)
                return get(view, row)

            return concluded
        if self.is_counted(path):
            return self.counted(path, [(None, None)])
        kept = self._kept.get(key)
        if kept is None:  # it does not hang on the day
            return get
        owner, slot = self.owner(path), self.schema.layouts[path.entity].slots[path.name]

        def read(view: WorkingMemory, row: Row) -> Value | None:
            owning = row if owner is None else owner(view, row)
            if owning is None:
                return None
            self.note(kept[owning.index])
            return owning.values[slot]

        return read

    def counted(self, path: Path, against: Iterable[tuple[Op | None, Operand | None]]) -> Getter:
        """Reads a number of days that is only held against other values, each by an operator (None: by any).

        An operand None is whatever the number may be: it turns every day.
        """
        count = _day_count(self.schema, path)
        slots = self.schema.layouts[path.entity].slots
        owner, slot = self.owner(path), slots[path.name]
        of = slots[count.of] if count is not None else slot
        rises = isinstance(count, DaysSince | BusinessDaysSince)
        others = [(_late(op, rises), self.operand(one) if one is not None else None) for op, one in against]

        def read(view: WorkingMemory, row: Row) -> Value | None:
            owning = row if owner is None else owner(view, row)
            if owning is None:
                return None
            value, today = owning.values[slot], view.facts.as_of
            if value is None:
                date = owning.values[of]
                if date is not None:  # it tells of the past and is still to come
                    self.note(int(date))
                return None
            for late, get in others:
                other = value if get is None else get(view, row)
                if other is None:
                    continue
                ahead = int(other) - int(value) if rises else int(value) - int(other)
                if ahead > 0:
                    self.note(today + ahead + (late is True))
                elif ahead == 0 and late is not False:
                    self.note(today + 1)
            return value

        return read

    def test(self, condition: FieldTest, context: None) -> Truths:
        """The truth of a test of one path."""
        if not self.is_counted(condition.path):
            return super().test(condition, context)
        get, passes = self.counted(condition.path, _comparisons(condition.test)), self._open(condition.test)
        return lambda view, row: passes(view, row, get(view, row))

    def in_force(self, period: Validity) -> Truths:
        """Whether a period covers the day."""
        turns = [day for day in (period.start, period.end) if day is not None]

        def covers(view: WorkingMemory, row: Row) -> bool:
            today = view.facts.as_of
            for day in turns:
                if day > today:
                    self.note(day)
            return period.covers(today)

        return covers


def _day_count(schema: Schema, path: Path) -> DayCount | None:
    computed = schema.layouts[path.entity].entity.computed.get(path.name) if path.entity else None
    formula = computed.formula if computed is not None else None
    return formula if isinstance(formula, DayCount) else None


def _late(op: Op | None, rises: bool) -> bool | None:
    """Whether a comparison turns on the day after that of equality, or (False) on that day; None: on both."""
    if op in (None, Op.EQ, Op.NE):
        return None
    return (op in (Op.GT, Op.LE)) is rises


def _comparisons(test: Test) -> Iterator[tuple[Op | None, Operand]]:
    """What a test holds a value against, and how."""
    if isinstance(test, Compare):
        yield test.op, test.right
    elif isinstance(test, Complement):
        yield from _comparisons(test.test)
    elif isinstance(test, OneOf):
        for part in test.tests:
            yield from _comparisons(part)
    else:
        yield from ((None, operand) for operand in operands_of(test))


class ComputedAhead:
    """The computed fields that time alone can change, worked out on one day and on later ones."""

    def __init__(self, schema: Schema, names: Iterable[tuple[str, str]]) -> None:
        """`names` are those fields, by entity and name, each after what it reads."""
        self.evaluator = TurningEvaluator(schema)
        self._steps: list[tuple[str, int, Formula, Getter, list[int] | None]] = []
        for entity, name in names:
            layout = schema.layouts[entity]
            computed = layout.entity.computed[name]
            kept = None if isinstance(computed.formula, DayCount) else self.evaluator.kept_for(entity, name)
            get = formula_getter(computed.formula, entity, computed.kind, self.evaluator)
            self._steps.append((entity, layout.slots[name], computed.formula, get, kept))

    def work_out(self, view: WorkingMemory, *, anew: bool) -> None:
        """Give the rows their values; unless `anew`, what an earlier day left and still holds stays."""
        today, evaluator = view.facts.as_of, self.evaluator
        for entity, slot, formula, get, kept in self._steps:
            rows = view.facts.rows[entity]
            if kept is None:
                for row in rows:
                    row.values[slot] = get(view, row)
                continue
            if anew:
                kept[:] = [0] * len(rows)
            for row in rows:
                if kept[row.index] <= today:
                    evaluator.begin()
                    row.values[slot] = get(view, row)
                    kept[row.index] = today + 1 if isinstance(formula, Function) else evaluator.until
