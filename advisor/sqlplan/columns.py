"""The columns of a plan: one wide table an entity, which grows by levels.

A column is raw, an expression over its own row, fetched over a link, or gathered over related rows.  What is
fetched or gathered stands one level above what it is made of; an expression on the level of what it reads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from advisor.playbook.vocabulary import Entity
from advisor.source.record import draft, record
from advisor.sqlplan.sql_text import quoted_name


class ColumnKind(StrEnum):
    """How a column comes by its values; `seed` is a conclusion in a circle, as far as it is drawn."""

    RAW = "raw"
    REVIEW = "review"
    SEED = "seed"
    EXPRESSION = "expression"
    FETCHED = "fetched"
    GATHERED = "gathered"


class RowReach(StrEnum):
    """Which rows are gathered: those whose link leads here, those whose link is not known, or all."""

    LINKED = "linked"
    UNLINKED = "unlinked"
    ALL = "all"


@record
class ColumnSource:
    """Where a column is fetched or gathered: an entity, the link, and the columns of it that are read.

    `link` is "" for the only row of a single entity, and for what is gathered over all.
    """

    entity: str
    link: str
    columns: tuple[str, ...]
    reach: RowReach = RowReach.LINKED


@record
class Column:
    """One column; `depth` is how many expressions of its level stand before it.

    It `is_certain` where it is a truth that is never NULL.
    """

    name: str
    kind: ColumnKind
    level: int = 0
    sql: str = ""
    reads: tuple[str, ...] = ()
    depth: int = 0
    origin: ColumnSource | None = None
    is_certain: bool = False


class Tables:
    """The columns of all entities, each made once."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.entities = entities
        self.columns: dict[str, dict[str, Column]] = {name: {} for name in entities}
        self._gathered: dict[tuple[str, ColumnSource, str], str] = {}
        self._helpers = 0

    def has(self, entity: str, name: str) -> bool:
        """Whether there is such a column."""
        return name in self.columns[entity]

    def raw(self, entity: str, name: str) -> str:
        """The column with a field or a link as it was read."""
        return self._add(entity, Column(name, ColumnKind.RAW))

    def review(self, entity: str, name: str) -> str:
        """The column with what holds of the whole review: its day, or a parameter of the state's own."""
        return self._add(entity, Column(name, ColumnKind.REVIEW))

    def seed(self, entity: str, name: str) -> str:
        """The column with a conclusion as far as it is drawn."""
        return self._add(entity, Column(name, ColumnKind.SEED))

    def expression(
        self, entity: str, name: str, sql: str, reads: Iterable[str], *, is_certain: bool = False
    ) -> str:
        """The column with what an expression over its own row comes to."""
        known = self.columns[entity]
        if name in known:
            return name
        sources = [known[one] for one in dict.fromkeys(reads)]
        level = max((one.level for one in sources), default=0)
        depth = 1 + max((one.depth for one in sources if one.level == level), default=0)
        names = tuple(one.name for one in sources)
        column = Column(name, ColumnKind.EXPRESSION, level, sql, names, depth, is_certain=is_certain)
        return self._add(entity, column)

    def helper(self, entity: str, sql: str, reads: Iterable[str]) -> str:
        """A column for an expression that others repeat."""
        self._helpers += 1
        return self.expression(entity, f"~{self._helpers}", sql, reads)

    def fetched(self, entity: str, link: str, there: str, name: str) -> str:
        """The column with what a column says of the row at the end of a link, or of the only one there is."""
        source = self.columns[there][name]
        level = 0 if source.kind is ColumnKind.RAW else source.level + 1
        reads = (self.raw(entity, link),) if link else ()
        origin = ColumnSource(there, link, (name,))
        called = f"{link or there + '!'}.{name}"
        return self._add(entity, Column(called, ColumnKind.FETCHED, level, reads=reads, origin=origin))

    def gathered(self, entity: str, origin: ColumnSource, sql: str) -> str:
        """The column with an aggregate over related rows."""
        key = entity, origin, sql
        if key not in self._gathered:
            there = self.columns[origin.entity]
            if origin.link:
                self.raw(origin.entity, origin.link)
            level = 1 + max((there[name].level for name in origin.columns), default=0)
            name = f"#{len(self._gathered) + 1}"
            self._gathered[key] = self._add(
                entity, Column(name, ColumnKind.GATHERED, level, sql, origin=origin)
            )
        return self._gathered[key]

    def _add(self, entity: str, column: Column) -> str:
        self.columns[entity].setdefault(column.name, column)
        return column.name


@draft
class Scope:
    """A row of an entity for which an expression is written, and the columns of it that are read.

    `circles` are the circles of conclusions that are being drawn: what stands in one is read as far as it is.
    """

    tables: Tables
    entity: str
    circles: frozenset[int] = frozenset()
    reads: dict[str, None] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """A column of the row, which is read."""
        self.reads[name] = None
        return quoted_name(name)

    def named(self, sql: str) -> str:
        """An expression over the row as a column of its own, for those that read it more than once."""
        if sql.startswith('"') and sql.count('"') == 2:
            return sql
        return self.column(self.tables.helper(self.entity, sql, self.reads))

    def inner(self, entity: str) -> "Scope":
        """The scope of a related row."""
        return Scope(self.tables, entity, self.circles)
