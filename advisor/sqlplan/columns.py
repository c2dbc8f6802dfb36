"""The columns of a plan: one wide table an entity, which grows by levels.

A column is raw, an expression over its own row, fetched over a link, or gathered over related rows.  On which
level each is made, `placement.py` says.
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
    """One column.  It `is_certain` where it is a truth that is never NULL.

    Once it is placed, it has the `level` on which it is made, and an expression its `depth`: how many
    expressions of that level, itself included, stand on one another.
    """

    name: str
    kind: ColumnKind
    sql: str = ""
    reads: tuple[str, ...] = ()
    origin: ColumnSource | None = None
    is_certain: bool = False
    level: int = 0
    depth: int = 0


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
        names = tuple(dict.fromkeys(reads))
        return self._add(entity, Column(name, ColumnKind.EXPRESSION, sql, names, is_certain=is_certain))

    def helper(self, entity: str, sql: str, reads: Iterable[str]) -> str:
        """A column for an expression that others repeat."""
        self._helpers += 1
        return self.expression(entity, f"~{self._helpers}", sql, reads)

    def fetched(self, entity: str, link: str, there: str, name: str) -> str:
        """The column with what a column says of the row at the end of a link, or of the only one there is."""
        reads = (self.raw(entity, link),) if link else ()
        origin = ColumnSource(there, link, (name,))
        called = f"{link or there + '!'}.{name}"
        return self._add(entity, Column(called, ColumnKind.FETCHED, reads=reads, origin=origin))

    def gathered(self, entity: str, origin: ColumnSource, sql: str) -> str:
        """The column with an aggregate over related rows."""
        key = entity, origin, sql
        if key not in self._gathered:
            if origin.link:
                self.raw(origin.entity, origin.link)
            name = f"#{len(self._gathered) + 1}"
            self._gathered[key] = self._add(entity, Column(name, ColumnKind.GATHERED, sql, origin=origin))
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
