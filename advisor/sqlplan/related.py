"""Aggregates over the rows that a relation ranges over.

A row whose link is not known may be related to anybody: unless a block is false of it, it counts as one of
which nobody knows.
"""

from advisor.playbook.conditions import Relation
from advisor.sqlplan.columns import ColumnSource, RowReach, Scope

_NOT_FALSE = "({}) IS NOT FALSE"


class RelatedRows:
    """The rows related to the row of a scope, with the truth of a block about each."""

    def __init__(self, scope: Scope, relation: Relation, inner: Scope, truth: str) -> None:
        self.scope, self.relation, self.inner, self.truth = scope, relation, inner, truth
        owner = scope.tables.entities[relation.entity].belongs_to
        self._may_lack_link = relation.via is not None and relation.via != owner

    def gathered(self, sql: str, *, unlinked: bool = False) -> str:
        """An aggregate over the related rows, or over those without a known link; NULL for none."""
        via, reach = self.relation.via, RowReach.UNLINKED if unlinked else RowReach.LINKED
        if via is None:
            reach = RowReach.ALL
        origin = ColumnSource(self.relation.entity, via or "", tuple(self.inner.reads), reach)
        return self.scope.column(self.scope.tables.gathered(self.scope.entity, origin, sql))

    def any_true(self) -> str:
        """Whether the block is true of one."""
        return f"coalesce({self.gathered(f'bool_or({self.truth})')}, FALSE)"

    def any_possible(self) -> str:
        """Whether the block may be true of one."""
        holds = f"bool_or({_NOT_FALSE.format(self.truth)})"
        linked = f"coalesce({self.gathered(holds)}, FALSE)"
        return f"({linked} OR {self.any_unlinked()})" if self._may_lack_link else linked

    def any_undecided(self) -> str:
        """Whether it is not known of one whether the block is true of it, or whether it is related."""
        linked = f"coalesce({self.gathered(f'bool_or(({self.truth}) IS NULL)')}, FALSE)"
        return f"({linked} OR {self.any_unlinked()})" if self._may_lack_link else linked

    def any_unlinked(self) -> str:
        """Whether one may be related, as its link is not known."""
        if not self._may_lack_link:
            return "FALSE"
        return f"coalesce({self.gathered(f'bool_or({_NOT_FALSE.format(self.truth)})', unlinked=True)}, FALSE)"

    def least(self) -> str:
        """Of how many the block is true."""
        return f"coalesce({self.gathered(f'count(CASE WHEN {self.truth} THEN 1 END)')}, 0)"

    def most(self) -> str:
        """Of how many it may be true."""
        counted = f"count(CASE WHEN {_NOT_FALSE.format(self.truth)} THEN 1 END)"
        linked = f"coalesce({self.gathered(counted)}, 0)"
        if not self._may_lack_link:
            return linked
        return f"({linked} + coalesce({self.gathered(counted, unlinked=True)}, 0))"

    def true_rows(self, aggregate: str) -> str:
        """An aggregate over those of which the block is true; `aggregate` has a place for a filter."""
        return self.gathered(aggregate.format(self.truth))

    def possible_rows(self, aggregate: str) -> list[str]:
        """An aggregate over those of which it is not false: of those that are related, and that may be."""
        sql = aggregate.format(_NOT_FALSE.format(self.truth))
        return [self.gathered(sql), *([self.gathered(sql, unlinked=True)] if self._may_lack_link else [])]
