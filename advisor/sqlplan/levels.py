"""The SELECTs that build the wide tables, level by level, of the columns that somebody needs in the end."""

from collections.abc import Iterable, Iterator, Mapping

from advisor.sqlplan.columns import Column, ColumnKind, RowReach, Tables
from advisor.sqlplan.packed import Packed
from advisor.sqlplan.placement import END, Placement
from advisor.sqlplan.sql_text import ID, WHO, quoted_name

REVIEW_TABLE = "review"
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
        placement = Placement(tables, outputs)
        self._placed, self._levels = placement.columns, placement.levels
        self._packed = {name: Packed() for name in tables.entities}
        readings: dict[tuple[str, str], list[int]] = {}
        for entity, names in outputs.items():
            for name in names:
                readings.setdefault((entity, name), []).append(END)
        for entity, columns in self._placed.items():
            for column in columns.values():
                for source, _ in placement.needs((entity, column.name)):
                    readings.setdefault(source, []).append(column.level)
        self.last: dict[str, dict[str, int]] = {name: {} for name in tables.entities}
        for (entity, name), levels in readings.items():
            self.last[entity][name] = max(levels)
            if self._placed[entity][name].is_certain and max(levels) == END:
                self._packed[entity].add(name, self._placed[entity][name].level)
                self.last[entity][name] = max((one for one in levels if one < END), default=-1)

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
        for level in sorted({level for levels in self._levels.values() for level in levels}):
            for entity, levels in self._levels.items():
                if level in levels:
                    yield f"{entity} {level}", self._step(entity, level)

    def table(self, entity: str, level: int = END) -> str:
        """The latest table of an entity up to a level, quoted; the last one, where none is given."""
        before = [one for one in self._levels[entity] if one <= level]
        return quoted_name(f"{entity} {before[-1]}" if before else input_table(entity))

    def outputs(self, entity: str, names: Iterable[str]) -> str:
        """What to select columns of the last table of an entity from: itself, or one that unpacks them."""
        packed = self._packed[entity]
        if not any(name in packed for name in names):
            return self.table(entity)
        columns = ", ".join([_WHO, _ID, *map(packed.unpacked, dict.fromkeys(names))])
        return f"(SELECT {columns} FROM {self.table(entity)}) t"

    def _at(self, entity: str, level: int) -> list[Column]:
        return [column for column in self._live(entity) if column.level == level]

    def _step(self, entity: str, level: int) -> str:
        last = self.last[entity]
        carried = [one for one in self._live(entity) if one.level < level <= last[one.name]]
        names = [*(one.name for one in carried), *self._packed[entity].columns(level - 1)]
        select = [f"p.{_WHO}", f"p.{_ID}", *(f"p.{quoted_name(name)}" for name in names)]
        joins: list[str] = []
        columns = self._at(entity, level)
        self._join_reviews(entity, columns, select, joins)
        self._fetch(columns, level, select, joins)
        self._gather(columns, level, select, joins)
        before = self.table(entity, level - 1)
        return self._nested(entity, level, f"SELECT {', '.join(select)} FROM {before} p {' '.join(joins)}")

    def _join_reviews(self, entity: str, columns: list[Column], select: list[str], joins: list[str]) -> None:
        """What holds of the whole review, and what is drawn so far."""
        tables = {
            ColumnKind.REVIEW: quoted_name(REVIEW_TABLE),
            ColumnKind.SEED: quoted_name(drawn_table(entity)),
        }
        for kind, table in tables.items():
            names = [one.name for one in columns if one.kind is kind]
            if names:
                t = kind.value[0]
                row = f" AND {t}.{_ID} = p.{_ID}" if kind is ColumnKind.SEED else ""
                joins.append(f"JOIN {table} {t} ON {t}.{_WHO} = p.{_WHO}{row}")
                select += [f"{t}.{quoted_name(name)}" for name in names]

    def _fetch(self, columns: list[Column], level: int, select: list[str], joins: list[str]) -> None:
        ways: dict[tuple[str, str], list[Column]] = {}
        for column in columns:
            if column.kind is ColumnKind.FETCHED and column.origin is not None:
                ways.setdefault((column.origin.link, column.origin.entity), []).append(column)
        for (link, there), fetched in ways.items():
            name = f"l{len(joins)}"
            on = f"{name}.{_WHO} = p.{_WHO}"
            on += f" AND {name}.{_ID} = p.{quoted_name(link)}" if link else ""
            joins.append(f"LEFT JOIN {self.table(there, level - 1)} {name} ON {on}")
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
