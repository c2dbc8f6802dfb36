"""The review of states on a cluster: a function from Arrow batches to Arrow batches.

It is what Spark's `mapInArrow` takes, and `table` what Ray's `map_batches` and Dask's `map_partitions` do;
docs/clusters.md shows each.  A row holds a state, laid out as for `advisor portfolio`; nothing is exchanged
between rows, and so nothing is shuffled.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from advisor.advice.api import Playbook
from advisor.playbook.types import date_of
from advisor.portfolio.model import Item, NotRead, Outcome
from advisor.portfolio.review_by_sql import SqlReviewer

if TYPE_CHECKING:
    import pyarrow

COLUMNS = {
    "rank": "int", "action": "string", "entity": "string", "subject": "string", "subject_label": "string",
    "title": "string", "priority": "string", "deadline": "date", "points_at_stake": "bigint",
    "money_at_stake": "bigint", "rules": "array<string>", "as_of": "date", "problem": "string",
}  # fmt: skip
"""What the function gives, beside whose a row is, in the types of Spark's SQL: points in hundredths, money in
cents.  A state that cannot be read has one row, with the first `problem`."""


class ClusterReview:
    """Reviews batches of states on one day, or each on its own; workers get it with the folders alone.

    `folders` are the playbook's, which every worker has (none: the one that comes with the advisor); `day` is
    text such as "2026-11-21".
    """

    def __init__(self, *folders: str, day: str | None = None) -> None:
        self.folders, self.day = folders, day

    def __call__(self, batches: "Iterable[pyarrow.RecordBatch]") -> "Iterator[pyarrow.RecordBatch]":
        """The items of each batch, a row each.  Raises NoSqlPlan where the playbook has no plan here."""
        playbook = Playbook.load(*self.folders, cached=True)
        day = None if self.day is None else date.fromisoformat(self.day)
        reviewer = SqlReviewer(playbook, day)
        for batch in batches:
            outcomes = reviewer.outcomes_of_batch(batch)
            yield _batch(playbook.content.words.person, [row for one in outcomes for row in _rows(one)])

    def table(self, table: "pyarrow.Table") -> "pyarrow.Table":
        """The items of a whole table."""
        import pyarrow

        return pyarrow.Table.from_batches(list(self(table.combine_chunks().to_batches())))

    def spark_schema(self) -> str:
        """The schema of the items for Spark."""
        person = Playbook.load(*self.folders, cached=True).content.words.person
        return ", ".join(f"{name} {kind}" for name, kind in {person: "string", **COLUMNS}.items())


def _rows(outcome: Outcome) -> Iterator[Mapping[str, Any]]:
    if isinstance(outcome, NotRead):
        yield {"": outcome.name, "problem": outcome.problems[0].message}
        return
    yield from map(_row, outcome.items)


def _row(item: Item) -> Mapping[str, Any]:
    what = item.what
    return {
        "": item.person,
        "rank": what.rank,
        "action": what.action,
        "entity": what.subject.entity,
        "subject": what.subject.id,
        "subject_label": what.subject.label,
        "title": what.title,
        "priority": str(what.priority),
        "deadline": None if what.due is None else date_of(what.due),
        "points_at_stake": what.points,
        "money_at_stake": what.money,
        "rules": list(what.rules),
        "as_of": date_of(item.day),
    }


def _batch(person: str, rows: list[Mapping[str, Any]]) -> "pyarrow.RecordBatch":
    import pyarrow

    types = {
        "int": pyarrow.int32(),
        "bigint": pyarrow.int64(),
        "string": pyarrow.string(),
        "date": pyarrow.date32(),
        "array<string>": pyarrow.list_(pyarrow.string()),
    }
    columns = {"": "string", **COLUMNS}
    arrays = [pyarrow.array([row.get(name) for row in rows], types[kind]) for name, kind in columns.items()]
    return pyarrow.RecordBatch.from_arrays(arrays, names=[person, *COLUMNS])
