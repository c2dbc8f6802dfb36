"""On which level each column of a plan is made: of each entity on as few as will do.

A table is written again on each level that makes a column of its entity, and a wide table takes longer to
write than to work out.  So columns wait for one another: an entity has a level only where one of its columns
can wait no longer, as other entities read it, and then all that can be made is made.  A single entity has one
row a person, and never waits.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from advisor.sqlplan.columns import Column, ColumnKind, Tables

END = 10**6
"""The level at which outputs are read."""
INPUT = -1
"""The level of what was read, in the input tables."""

ColumnKey = tuple[str, str]
"""An entity, and a column of it."""


class Placement:
    """The columns that `outputs` need (by entity), each with its level and depth.

    `levels` are those of each entity, in order; one without any has nothing but what was read.
    """

    def __init__(self, tables: Tables, outputs: Mapping[str, Iterable[str]]) -> None:
        self._columns, self._entities = tables.columns, tables.entities
        self._outputs = [(entity, name) for entity, names in outputs.items() for name in names]
        self._order = list(self._sources_first())
        self.levels: dict[str, list[int]] = {name: [] for name in tables.entities}
        self._level: dict[ColumnKey, int] = {}
        first = self._first_possible()
        self._place(self._last_possible(max(first.values(), default=0)))
        self._gather_late()
        self.columns = self._placed()

    def needs(self, key: ColumnKey) -> Iterator[tuple[ColumnKey, bool]]:
        """What a column is made of, and whether that stands in its own row."""
        entity, column = key[0], self._columns[key[0]][key[1]]
        for name in column.reads:
            yield (entity, name), True
        origin = column.origin
        if origin is not None:
            for name in origin.columns:
                yield (origin.entity, name), False
            if column.kind is ColumnKind.GATHERED and origin.link:
                yield (origin.entity, origin.link), False

    def _sources_first(self) -> Iterator[ColumnKey]:
        """The columns that are needed, what others are made of before them."""
        done: set[ColumnKey] = set()
        for output in self._outputs:
            waiting = [(output, False)]
            while waiting:
                key, is_ready = waiting.pop()
                if is_ready:
                    yield key
                elif key not in done:
                    done.add(key)
                    waiting += [(key, True), *((source, False) for source, _ in self.needs(key))]

    def _is_read(self, key: ColumnKey) -> bool:
        return self._columns[key[0]][key[1]].kind is ColumnKind.RAW

    def _first_possible(self) -> dict[ColumnKey, int]:
        first: dict[ColumnKey, int] = {}
        for key in self._order:
            sources = (first[source] + (not is_own) for source, is_own in self.needs(key))
            first[key] = INPUT if self._is_read(key) else max(0, max(sources, default=0))
        return first

    def _last_possible(self, highest: int) -> dict[ColumnKey, int]:
        last = dict.fromkeys(self._order, highest)
        for key in reversed(self._order):
            for source, is_own in self.needs(key):
                last[source] = min(last[source], last[key] - (not is_own))
        return last

    def _place(self, last: Mapping[ColumnKey, int]) -> None:
        waiting: dict[str, list[ColumnKey]] = {name: [] for name in self.levels}
        for key in self._order:
            if self._is_read(key):
                self._level[key] = INPUT
            else:
                waiting[key[0]].append(key)
        for level in range(max(last.values(), default=0) + 1):
            for entity, keys in waiting.items():
                if self._entities[entity].single or any(last[key] <= level for key in keys):
                    waiting[entity] = [key for key in keys if not self._is_made(key, level)]
                    if len(waiting[entity]) < len(keys):
                        self.levels[entity].append(level)

    def _is_made(self, key: ColumnKey, level: int) -> bool:
        """Whether a column can be made on a level, and then it is."""
        if all(self._level.get(source, END) <= level - (not is_own) for source, is_own in self.needs(key)):
            self._level[key] = level
        return key in self._level

    def _gather_late(self) -> None:
        """Gather and fetch on the last level that will do: less is carried from level to level."""
        latest: dict[ColumnKey, int] = {}
        for key in self._order:
            for source, is_own in self.needs(key):
                level = self._level[key] - (not is_own)
                latest[source] = min(level, latest.get(source, level))
        for entity, name in self._order:
            if self._columns[entity][name].origin is not None and (entity, name) in latest:
                possible = (level for level in self.levels[entity] if level <= latest[entity, name])
                self._level[entity, name] = max(possible)

    def _placed(self) -> dict[str, dict[str, Column]]:
        """The columns with their levels, and how many expressions of that level stand before each."""
        placed: dict[str, dict[str, Column]] = {name: {} for name in self.levels}
        for entity, name in self._order:
            column, level = self._columns[entity][name], self._level[entity, name]
            sources = (placed[entity][one] for one in column.reads)
            before = max((one.depth for one in sources if one.level == level), default=0)
            is_worked_out = column.kind is ColumnKind.EXPRESSION
            placed[entity][name] = replace(column, level=level, depth=before + 1 if is_worked_out else 0)
        return placed
