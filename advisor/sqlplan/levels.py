"""The SELECTs that build the wide tables, level by level, of the columns that somebody needs in the end."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from advisor.sqlplan.columns import Column, ColumnKind, RowReach, Tables
from advisor.sqlplan.packed import Packed
from advisor.sqlplan.sql_text import ID, WHO, quoted_name

REVIEW_TABLE = "review"
_END = 10**6
_Column = tuple[str, str]  # an entity, and a column of it
_Needed = tuple[str, str, int]  # an entity, a column, and the level at which it is read
_TableOf = Callable[[str], str]
_WHO, _ID = quoted_name(WHO), quoted_name(ID)


def input_table(entity: str) -> str:
    """The table that has the rows of an entity as they were read."""
    return f"in {entity}"


def drawn_table(entity: str) -> str:
    """The table that has what is drawn so far of conclusions in circles."""
    return f"drawn {entity}"


class Levels:
    """The steps of a plan; `outputs` are the columns that are needed in the end, by entity."""

    def __init__(self, tables: Tables, outputs: Mapping[str, Iterable[str]]) -> None:
        self.tables = tables
        self._placed: dict[str, dict[str, Column]] = {name: {} for name in tables.entities}
        self._packed = {name: Packed() for name in tables.entities}
        readings = self._readings(outputs)
        self._gather_late(readings)
        self.last: dict[str, dict[str, int]] = {name: {} for name in tables.entities}
        for (entity, name), levels in readings.items():
            self.last[entity][name] = max(levels)
        for entity, packed in self._packed.items():
            for column in self._live(entity):
                if column.is_certain and self.last[entity][column.name] == _END:
                    packed.add(column.name, column.level)
                    levels = readings[entity, column.name]
                    self.last[entity][column.name] = max((one for one in levels if one < _END), default=-1)
        columns = (column for entity in tables.entities for column in self._live(entity))
        self.highest = max((column.level for column in columns), default=0)

    def _readings(self, outputs: Mapping[str, Iterable[str]]) -> dict[_Column, list[int]]:
        """The levels at which each column is read that somebody needs."""
        waiting: list[_Needed] = [(one, name, _END) for one, names in outputs.items() for name in names]
        readings: dict[_Column, list[int]] = {}
        while waiting:
            entity, name, level = waiting.pop()
            if (entity, name) not in readings:
                column = self._placed[entity][name] = self.tables.columns[entity][name]
                waiting += self._needs(entity, column)
            readings.setdefault((entity, name), []).append(level)
        return readings

    def _gather_late(self, readings: dict[_Column, list[int]]) -> None:
        """Gather and fetch at the last level that will do: less is carried from level to level."""
        latest = self._latest()
        for (entity, name), level in latest.items():
            column = self._placed[entity][name]
            if column.origin is not None and 0 < column.level < level:
                column = self._placed[entity][name] = replace(column, level=level)
                for there, source, read_at in self._needs(entity, column):
                    readings[there, source].append(read_at)

    def _latest(self) -> dict[_Column, int]:
        """The last level on which a column may be made: of its own row, or the one before for other rows."""
        latest: dict[_Column, int] = {}
        for entity, columns in self._placed.items():
            for column in columns.values():
                for there, name, level in self._needs(entity, column):
                    last = level if there == entity and name in column.reads else level - 1
                    latest[there, name] = min(last, latest.get((there, name), last))
        return latest

    def _needs(self, entity: str, column: Column) -> Iterator[_Needed]:
        for name in column.reads:
            yield entity, name, column.level
        origin = column.origin
        if origin is None:
            return
        for name in origin.columns:
            yield origin.entity, name, column.level
        if column.kind is ColumnKind.GATHERED and origin.link:
            yield origin.entity, origin.link, column.level

    def _live(self, entity: str) -> list[Column]:
        placed = self._placed[entity]
        return [placed[name] for name in self.tables.columns[entity] if name in placed]

    def inputs(self) -> dict[str, list[str]]:
        """The raw columns that are read, by entity."""
        return {
            entity: [column.name for column in self._live(entity) if column.kind is ColumnKind.RAW]
            for entity in self.tables.entities
        }

    def reviews(self) -> list[str]:
        """The columns of the review that are read."""
        found = {
            column.name: None
            for entity in self.tables.entities
            for column in self._live(entity)
            if column.kind is ColumnKind.REVIEW
        }
        return list(found)

    def seeds(self) -> dict[str, list[str]]:
        """The columns of conclusions in circles that are read, by entity."""
        found = {
            entity: [column.name for column in self._live(entity) if column.kind is ColumnKind.SEED]
            for entity in self.tables.entities
        }
        return {entity: names for entity, names in found.items() if names}

    def steps(self) -> Iterator[tuple[str, str]]:
        """The tables in the order in which they are made, each with its SELECT."""
        for level in range(self.highest + 1):
            for entity in self.tables.entities:
                if level == 0:
                    yield f"{entity} 0", self._base(entity)
                elif self._at(entity, level):
                    yield f"{entity} {level}", self._step(entity, level)

    def table(self, entity: str, level: int | None = None) -> str:
        """The latest table of an entity up to a level, quoted; None: the last one."""
        for number in range(self.highest if level is None else level, 0, -1):
            if self._at(entity, number):
                return quoted_name(f"{entity} {number}")
        return quoted_name(f"{entity} 0")

    def outputs(self, entity: str, names: Iterable[str]) -> str:
        """What to select columns of the last table of an entity from: itself, or one that unpacks them."""
        packed = self._packed[entity]
        if not any(name in packed for name in names):
            return self.table(entity)
        columns = ", ".join([_WHO, _ID, *map(packed.unpacked, dict.fromkeys(names))])
        return f"(SELECT {columns} FROM {self.table(entity)}) t"

    def _at(self, entity: str, level: int) -> list[Column]:
        return [column for column in self._live(entity) if column.level == level]

    def _base(self, entity: str) -> str:
        select, joins = [f"r.{_WHO}", f"r.{_ID}"], []
        columns = self._at(entity, 0)
        for column in columns:
            name = quoted_name(column.name)
            if column.kind is ColumnKind.RAW:
                select.append(f"r.{name}")
            elif column.kind is ColumnKind.REVIEW:
                select.append(f"v.{name}")
            elif column.kind is ColumnKind.SEED:
                select.append(f"d.{name}")
        if any(column.kind is ColumnKind.REVIEW for column in columns):
            joins.append(f"JOIN {REVIEW_TABLE} v ON v.{_WHO} = r.{_WHO}")
        if any(column.kind is ColumnKind.SEED for column in columns):
            drawn = quoted_name(drawn_table(entity))
            joins.append(f"JOIN {drawn} d ON d.{_WHO} = r.{_WHO} AND d.{_ID} = r.{_ID}")
        self._fetch(columns, "r", select, joins, lambda there: quoted_name(input_table(there)))
        table = quoted_name(input_table(entity))
        return self._nested(entity, 0, f"SELECT {', '.join(select)} FROM {table} r {' '.join(joins)}")

    def _step(self, entity: str, level: int) -> str:
        last = self.last[entity]
        carried = [one for one in self._live(entity) if one.level < level <= last[one.name]]
        names = [*(one.name for one in carried), *self._packed[entity].columns(level - 1)]
        select = [f"p.{_WHO}", f"p.{_ID}", *(f"p.{quoted_name(name)}" for name in names)]
        joins: list[str] = []
        columns = self._at(entity, level)
        self._fetch(columns, "p", select, joins, lambda there: self.table(there, level - 1))
        self._gather(columns, level, select, joins)
        before = self.table(entity, level - 1)
        return self._nested(entity, level, f"SELECT {', '.join(select)} FROM {before} p {' '.join(joins)}")

    def _fetch(
        self, columns: list[Column], here: str, select: list[str], joins: list[str], table_of: _TableOf
    ) -> None:
        ways: dict[tuple[str, str], list[Column]] = {}
        for column in columns:
            if column.kind is ColumnKind.FETCHED and column.origin is not None:
                ways.setdefault((column.origin.link, column.origin.entity), []).append(column)
        for (link, there), fetched in ways.items():
            name = f"l{len(joins)}"
            on = f"{name}.{_WHO} = {here}.{_WHO}"
            on += f" AND {name}.{_ID} = {here}.{quoted_name(link)}" if link else ""
            joins.append(f"LEFT JOIN {table_of(there)} {name} ON {on}")
            for column in fetched:
                source = column.origin.columns[0] if column.origin is not None else ""
                select.append(f"{name}.{quoted_name(source)} AS {quoted_name(column.name)}")

    def _gather(self, columns: list[Column], level: int, select: list[str], joins: list[str]) -> None:
        ranges: dict[tuple[str, str, RowReach], list[Column]] = {}
        for column in columns:
            if column.kind is ColumnKind.GATHERED and (origin := column.origin) is not None:
                ranges.setdefault((origin.entity, origin.link, origin.reach), []).append(column)
        for (there, link, reach), gathered in ranges.items():
            name, key = f"g{len(joins)}", quoted_name(link)
            sums = ", ".join(f"{one.sql} AS {quoted_name(one.name)}" for one in gathered)
            table = self.table(there, level - 1)
            on = f"{name}.{_WHO} = p.{_WHO}"
            if reach is RowReach.LINKED:
                grouped = f"SELECT {_WHO}, {key} AS via, {sums} FROM {table} WHERE {key} IS NOT NULL"
                grouped += " GROUP BY 1, 2"
                on += f" AND {name}.via = p.{_ID}"
            else:
                only = f" WHERE {key} IS NULL" if reach is RowReach.UNLINKED else ""
                grouped = f"SELECT {_WHO}, {sums} FROM {table}{only} GROUP BY 1"
            joins.append(f"LEFT JOIN ({grouped}) {name} ON {on}")
            select += [f"{name}.{quoted_name(one.name)}" for one in gathered]

    def _nested(self, entity: str, level: int, select: str) -> str:
        """Expressions stand in layers, as one may read those before it; then what later levels read."""
        expressions = [one for one in self._at(entity, level) if one.kind is ColumnKind.EXPRESSION]
        for depth in sorted({one.depth for one in expressions}):
            added = ", ".join(
                f"{one.sql} AS {quoted_name(one.name)}" for one in expressions if one.depth == depth
            )
            select = f"SELECT *, {added} FROM (\n{select}) t"
        last, packed = self.last[entity], self._packed[entity]
        kept = [quoted_name(one.name) for one in self._live(entity) if one.level <= level < last[one.name]]
        kept += [*map(quoted_name, packed.columns(level - 1)), *packed.made(level)]
        return f"SELECT {', '.join([_WHO, _ID, *kept])} FROM (\n{select}) t"
