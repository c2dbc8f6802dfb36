"""Reviews of batches of states by DuckDB: what each person should do, or that the engine has to look."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import chain
from typing import TYPE_CHECKING

from advisor.advice.model import AtStake
from advisor.advice.outline import OutlineItem
from advisor.engine.run import Program
from advisor.playbook.model import Priority
from advisor.source.record import record
from advisor.sqlplan.compiler import policy_column
from advisor.sqlplan.database import memory_database
from advisor.sqlplan.dialects import EXTRA
from advisor.sqlplan.in_duckdb import drop_tables, make_table, run_plan
from advisor.sqlplan.levels import REVIEW_TABLE, input_table
from advisor.sqlplan.nested_states import (
    STATES_TABLE,
    ColumnType,
    NestedStates,
    all_text,
    is_within,
    json_states,
    shape_of,
    unsuited,
)
from advisor.sqlplan.parquet_files import explained, rows_of_parquet
from advisor.sqlplan.plain_json import PlainJson
from advisor.sqlplan.plan import Plan
from advisor.sqlplan.sql_text import DAY, WHO, quoted_name
from advisor.sqlplan.worded import Wording, can_word

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import RecordBatch

_WHO = quoted_name(WHO)
_AT_ONCE = 1000


@record
class Told:
    """What SQL tells of one person: the day (an ordinal), and what to do, in order of rank."""

    day: int
    items: tuple[OutlineItem, ...]
    name: str


class NoSqlPlan(Exception):
    """Why there is no plan for a playbook here, in a sentence."""


class ManyReviews:
    """Reviews with one playbook, for one day; None: that of each state, else `today` (ordinals).

    Raises NoSqlPlan where DuckDB is not installed, or the playbook says what SQL cannot.
    """

    def __init__(self, program: Program, day: int | None, today: int) -> None:
        try:
            import duckdb
        except ImportError:
            raise NoSqlPlan(f"the SQL plan needs DuckDB: {EXTRA}") from None
        self.program, self.playbook, self.day, self.today = program, program.playbook, day, today
        self._plans: dict[frozenset[str], Plan] = {}
        problems = self.plan(frozenset()).problems
        if problems or unsuited(self.playbook):
            why = problems[0].message if problems else "records lie inside other records"
            raise NoSqlPlan(f"this playbook cannot be said in SQL: {why}")
        self._overflow = duckdb.OutOfRangeException
        self.connection: DuckDBPyConnection = memory_database()
        self._wording = Wording(program)
        self._plain = PlainJson(self.playbook)
        self._rules: dict[tuple[str, ...], tuple[str, ...]] = {}

    def beside(self) -> "ManyReviews":
        """Another one, for a thread of its own: the tables of a batch are too small to be shared out."""
        other = copy(self)
        other.connection, other._wording = self.connection.cursor(), Wording(self.program)
        return other

    def interrupt(self) -> None:
        """End what another thread is about; there it raises an error."""
        self.connection.interrupt()

    def plan(self, overridden: frozenset[str]) -> Plan:
        """The plan for states that set these parameters."""
        if overridden not in self._plans:
            self._plans[overridden] = Plan(self.playbook, self.day, overridden, words=True)
        return self._plans[overridden]

    def of_texts(self, texts: Sequence[str]) -> list[Told | None]:
        """Of states as JSON, in their order; None for one that the engine has to look at.

        A key that is what the playbook calls people may name whose it is.
        """
        connection = self.connection
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE lines AS SELECT unnest(range(len(t))) AS {_WHO}, "
            "unnest(t) AS text FROM (SELECT CAST(? AS VARCHAR[]) AS t)",
            [[text if self._plain.is_plain(text) else None for text in texts]],
        )
        make_table(connection, STATES_TABLE, json_states(self.playbook))
        person = self.playbook.words.person
        path = f'$."{person}"' if person not in self.program.schema.sections else "$.as_of.nobody"
        names = dict(
            connection.execute(f"SELECT {_WHO}, json_extract_string(text, ?) FROM lines", [path]).fetchall()
        )
        found = self._told(all_text(self.playbook), names)
        return [found.get(who) for who in range(len(texts))]

    def of_batch(self, batch: "RecordBatch") -> list[Told | str]:
        """Of states in an Arrow batch, a row each, in their order; of those left to the engine, as JSON."""
        self.connection.register("given", _as_table(batch))
        rows = f"SELECT row_number() OVER () - 1 AS {_WHO}, * FROM given"
        make_table(self.connection, STATES_TABLE, rows)
        self.connection.unregister("given")
        return self._of_columns(batch.num_rows)

    def of_rows(self, path: str, first: int, number: int) -> list[Told | str]:
        """The same of so many rows of a Parquet file, from the row `first` on, which is counted from 0.

        Raises StateError where the file cannot be read.
        """
        with explained(path, tells_why=True):
            make_table(self.connection, STATES_TABLE, rows_of_parquet(path, first, number))
        return self._of_columns(number)

    def as_json(self, numbers: Sequence[int]) -> list[str]:
        """States of the last batch of columns as JSON, by their numbers in it, which rise."""
        texts = self.connection.execute(
            f"SELECT CAST(to_json(t) AS VARCHAR) FROM (SELECT * EXCLUDE ({_WHO}) FROM {STATES_TABLE} "
            f"WHERE list_contains(?, {_WHO}) ORDER BY {_WHO}) t",
            [numbers],
        ).fetchall()
        return [text for (text,) in texts]

    def _of_columns(self, number: int) -> list[Told | str]:
        """Of the states in the table of them, so many rows."""
        connection, person = self.connection, self.playbook.words.person
        given = connection.sql(f"SELECT * EXCLUDE ({_WHO}) FROM {STATES_TABLE}")
        shape = shape_of(dict(zip(given.columns, given.types, strict=True)))
        names: dict[int, str | None] = {}
        told: dict[int, Told] = {}
        if is_within(shape, all_text(self.playbook), person):
            if person in shape and person not in self.program.schema.sections:
                sql = f"SELECT {_WHO}, CAST({quoted_name(person)} AS VARCHAR) FROM {STATES_TABLE}"
                names = dict(connection.execute(sql).fetchall())
            told = self._told(shape, names)
        left = [who for who in range(number) if who not in told]
        whole: dict[int, Told | str] = {**told, **dict(zip(left, self.as_json(left), strict=True))}
        return [whole[who] for who in range(number)]

    def _told(self, shape: Mapping[str, ColumnType], names: Mapping[int, str | None]) -> dict[int, Told]:
        """What SQL tells of the people in the table of states; some are left to the engine."""
        try:
            return self._reviewed(shape, names)
        except self._overflow:  # an amount that does not fit into 128 bits: nobody of the batch is told of
            return {}

    def _reviewed(self, shape: Mapping[str, ColumnType], names: Mapping[int, str | None]) -> dict[int, Told]:
        connection = self.connection
        for name, sql in NestedStates(self.playbook, shape, self.day, self.today).steps():
            make_table(connection, name, sql)
        plan = self.plan(self._overridden())
        run_plan(connection, plan, keeps_inputs=False)
        odd = {who for (who,) in connection.execute(f'SELECT {_WHO} FROM "odd"').fetchall()}
        odd |= {who for (who,) in connection.execute(plan.refused()).fetchall()}
        days = connection.execute(f"SELECT {_WHO}, {quoted_name(DAY)} FROM review").fetchall()
        items: dict[int, list[OutlineItem]] = {who: [] for who, _ in days if who not in odd}
        for who, item in self._items(plan):
            if item is None:
                items.pop(who, None)
            elif who in items:
                items[who].append(item)
        inputs = map(input_table, self.playbook.vocabulary.entities)
        drop_tables(connection, ("advice", REVIEW_TABLE, *inputs, *(name for name, _ in plan.entity_steps)))
        return {
            who: Told(day, tuple(items[who]), (names.get(who) or "").strip())
            for who, day in days
            if who in items
        }

    def _overridden(self) -> frozenset[str]:
        """The parameters that a state of the batch sets."""
        described = self.connection.execute('DESCRIBE "review"').fetchall()
        there = {row[0] for row in described}
        names = [name for name in self.playbook.policy if policy_column(name) in there]
        if not names:
            return frozenset()
        counts = ", ".join(f"count({quoted_name(policy_column(name))})" for name in names)
        numbers = self.connection.execute(f"SELECT {counts} FROM review").fetchall()[0]
        return frozenset(name for name, number in zip(names, numbers, strict=True) if number)

    def _items(self, plan: Plan) -> Iterator[tuple[int, OutlineItem | None]]:
        """What is chosen, by who and rank; None for a person of whom the engine has to tell."""
        result = self.connection.execute(
            "SELECT who, rank, action, name, priority, deadline, coalesce(points, money), rules, "
            "words, is_sure FROM advice WHERE outcome = 'chosen' ORDER BY who, rank"
        )
        rows = chain.from_iterable(iter(lambda: result.fetchmany(_AT_ONCE), []))
        priorities = tuple(Priority)
        is_worded = {name: can_word(paths) for name, paths in plan.texts.items()}
        for who, rank, name, called, priority, due, amount, rules, words, is_sure in rows:
            action, paths = self.playbook.actions[name], plan.texts[name]
            if not is_sure or not is_worded[name]:
                yield who, None
                continue
            subject, title = self._wording.words(action, called, paths, words)
            stake = None if action.stake is None else AtStake(action.stake.kind, amount)
            once = tuple(rules)
            once = self._rules.setdefault(once, once)  # most are said of many people
            yield who, OutlineItem(rank, name, subject, title, priorities[priority], due, stake, once)


def _as_table(batch: "RecordBatch") -> object:
    import pyarrow

    return pyarrow.Table.from_batches([batch])
