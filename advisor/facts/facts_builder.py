"""From a state to the facts of one review: typed once, then computed for the day."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from advisor.facts.evaluate import Evaluator, Getter
from advisor.facts.formulas import formula_getter
from advisor.facts.read_plain import PlainReader
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.facts.state_warnings import broken_constraints
from advisor.facts.typed_state import TypedState
from advisor.playbook.dependencies import Name, reads_of
from advisor.playbook.formulas import DayCount, Function
from advisor.playbook.reading import Problems, ordered
from advisor.playbook.types import Day
from advisor.source.diagnostic import Severity
from advisor.source.errors import StateError


class FactsBuilder:
    """Builds facts from states, for one schema; keep it as long as the playbook."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        evaluator = Evaluator(schema)
        entities = schema.vocabulary.entities.values()
        self._owners = {entity.name: entity.belongs_to for entity in entities if entity.belongs_to}
        self._dated = {
            entity.name: schema.layouts[entity.name].slots["on"] for entity in entities if entity.records_days
        }
        self._steps: list[tuple[str, int, Getter]] = []
        for entity, computed in schema.computed:
            slot = schema.layouts[entity].slots[computed.name]
            get = formula_getter(computed.formula, entity, computed.kind, evaluator)
            self._steps.append((entity, slot, get))
        self.timed = tuple(_timed(schema))
        errors = (one for one in schema.constraints if one.severity is Severity.ERROR)
        self._constraints = [(one, evaluator.condition(one.holds)) for one in errors]

    def build(self, state: State, as_of: int | None, today: int, *, refuses: bool = True) -> Facts:
        """The facts on `as_of`, else on the day that the state names, else today (ordinals).

        Raises StateError with every problem in the state.  What a constraint refuses is one, unless the day
        is not that of a review: what no state can be then may well change until it comes.
        """
        typed = self._read(state)
        day = Day(next(day for day in (as_of, typed.as_of, today) if day is not None))
        rows = self._copy(typed.rows, day)
        dated = {one.name: one.on(day) for one in self.schema.dated if one.name not in typed.policy_places}
        facts = Facts(
            schema=self.schema,
            as_of=day,
            rows=rows,
            policy=typed.policy | dated,
            policy_places=typed.policy_places,
            sources=typed.sources,
            doubts=tuple(typed.doubts),
        )
        view = WorkingMemory(facts, {})
        for entity, slot, get in self._steps:
            for row in rows[entity]:
                row.values[slot] = get(view, row)
        if refuses and (broken := broken_constraints(facts, self._constraints)):
            raise StateError(ordered(broken))
        return facts

    def copied(self, facts: Facts, day: int) -> Facts:
        """The same facts for a later day, linked among themselves; computed fields have their old values.

        None of `breaks` lies between: there are the same rows, in the same places.
        """
        rows = {name: [row.at(row.index) for row in read] for name, read in facts.rows.items()}
        for name, read in facts.rows.items():
            for old, new in zip(read, rows[name], strict=True):
                for link, to in old.links.items():
                    _link(new, link, rows[to.entity][to.index])
        return replace(facts, as_of=Day(day), rows=rows)

    def moved(self, facts: Facts, day: int) -> Facts:
        """The facts that a later day has, where none of `breaks` lies between."""
        moved = self.copied(facts, day)
        view, timed = WorkingMemory(moved, {}), set(self.timed)
        for (entity, computed), (_, slot, get) in zip(self.schema.computed, self._steps, strict=True):
            if (entity, computed.name) in timed:
                for row in moved.rows[entity]:
                    row.values[slot] = get(view, row)
        return moved

    def breaks(self, state: State) -> set[int]:
        """The days on which records of a state come to have happened, or a parameter changes."""
        days = {dated.day for parameter in self.schema.dated for dated in parameter.dated}
        for entity, slot in self._dated.items():
            days.update(int(row.values[slot] or 0) for row in self._read(state).rows[entity])
        return days

    def _copy(self, every: dict[str, list[Row]], day: Day) -> dict[str, list[Row]]:
        """The rows of one review, linked among themselves, without the records of days to come."""
        rows: dict[str, list[Row]] = {}
        twins: dict[Row, Row] = {}
        for name, read in every.items():
            kept = [row for row in read if self._happened(row, day)] if name in self._owners else read
            rows[name] = [row.at(index) for index, row in enumerate(kept)]
            twins.update(zip(kept, rows[name], strict=True))
        for old, new in twins.items():
            for link, to in old.links.items():
                _link(new, link, twins[to])
        return rows

    def _happened(self, row: Row, day: Day) -> bool:
        """Whether neither a record nor what it belongs to is dated after the day."""
        slot = self._dated.get(row.entity)
        if slot is not None and int(row.values[slot] or 0) > day:
            return False
        owner = self._owners.get(row.entity)
        return owner is None or self._happened(row.links[owner], day)

    def _read(self, state: State) -> TypedState:
        """The typed state; kept with the state, because reviews of one state on several days share it."""
        known = state.memo.get(id(self.schema))
        if isinstance(known, TypedState) and known.schema is self.schema:
            return known
        typed = self._plain.read(state.plain) if state.plain is not None else None
        if typed is None:
            typed = self._read_with_care(state)
        state.memo[id(self.schema)] = typed
        return typed

    @cached_property
    def _plain(self) -> PlainReader:
        return PlainReader(self.schema)

    def _read_with_care(self, state: State) -> TypedState:
        from advisor.facts.read_state import StateReader

        problems = Problems()
        reader = StateReader(self.schema, problems)
        reader.read(state.tree)
        if problems.errors:
            raise StateError(ordered(problems.found))
        return reader.state


def _timed(schema: Schema) -> Iterator[Name]:
    """The computed fields whose values change with time, by entity and name, each after what it reads."""
    timed: set[Name] = set()
    for entity, computed in schema.computed:
        by_itself = isinstance(computed.formula, DayCount | Function)
        if by_itself or not timed.isdisjoint(reads_of(entity, computed)):
            timed.add((entity, computed.name))
            yield entity, computed.name


def _link(row: Row, link: str, to: Row) -> None:
    """Link a row to another of the same review, which knows of it then."""
    row.links[link] = to
    to.inverse.setdefault((row.entity, link), []).append(row)
