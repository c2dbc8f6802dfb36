"""A plan run by DuckDB; the only place, beside what reads files for it, that knows how DuckDB is called."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.sqlplan.compiler import seed_column
from advisor.sqlplan.deliberation import Step
from advisor.sqlplan.folding import FOLDED, folding_macro
from advisor.sqlplan.levels import drawn_table, input_table
from advisor.sqlplan.plan import Plan
from advisor.sqlplan.sql_text import ID, WHO, quoted_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_KEYS = f"{quoted_name(WHO)}, {quoted_name(ID)}"


def run_plan(connection: "DuckDBPyConnection", plan: Plan, *, keeps_inputs: bool = True) -> None:
    """Make the tables of a plan, `advice` the last of them, from the input tables that are there.

    Those that no later step reads are dropped, to save memory, but for the last of each entity; the input
    tables where nobody keeps them.
    """
    steps, kept = [*plan.entity_steps, *plan.advice_steps], plan.last_tables.values()
    if any(f"{FOLDED}(" in sql for _, sql in steps):
        connection.execute(folding_macro())
    _draw_circles(connection, plan)
    inputs = () if keeps_inputs else map(input_table, plan.compiler.entities)
    dropped = (name for name in (*inputs, *(name for name, _ in steps)) if quoted_name(name) not in kept)
    read = _read_last(dropped, steps)
    for name, sql in steps:
        make_table(connection, name, sql)
        drop_tables(connection, read.get(name, ()))


def _read_last(tables: Iterable[str], steps: list[Step]) -> dict[str, list[str]]:
    """The tables that a step is the last one to read, by its name."""
    last: dict[str, list[str]] = {}
    for table in tables:
        readers = [name for name, sql in steps if quoted_name(table) in sql]
        if readers:
            last.setdefault(readers[-1], []).append(table)
    return last


def drop_tables(connection: "DuckDBPyConnection", names: Iterable[str]) -> None:
    """Drop tables that are read no more."""
    for name in names:
        connection.execute(f"DROP TABLE IF EXISTS {quoted_name(name)}")


def make_table(connection: "DuckDBPyConnection", name: str, sql: str) -> None:
    """Make a table of what a SELECT finds, in place of one of that name."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted_name(name)} AS {sql}")


def _draw_circles(connection: "DuckDBPyConnection", plan: Plan) -> None:
    """Draw the conclusions that read one another, round after round, until nothing more follows."""
    seeds = plan.levels.seeds()
    for entity, names in seeds.items():
        nothing = "".join(f", FALSE AS {quoted_name(name)}" for name in names)
        table = quoted_name(input_table(entity))
        make_table(connection, drawn_table(entity), f"SELECT {_KEYS}{nothing} FROM {table}")
    for circle in plan.compiler.circles:
        drawn = [(one, name) for one, name in sorted(circle) if seed_column(name) in seeds.get(one, ())]
        before = -1
        while drawn and before < (found := _drawn_so_far(connection, drawn)):
            before = found
            for name, sql in plan.entity_steps:
                make_table(connection, name, sql)
            for entity, name in drawn:
                seed, target = quoted_name(seed_column(name)), quoted_name(drawn_table(entity))
                key = " AND ".join(f"t.{one} = d.{one}" for one in _KEYS.split(", "))
                connection.execute(
                    f"UPDATE {target} d SET {seed} = TRUE FROM {plan.last_tables[entity]} t "
                    f"WHERE {key} AND t.{quoted_name('=' + name)}"
                )


def _drawn_so_far(connection: "DuckDBPyConnection", drawn: list[tuple[str, str]]) -> int:
    counts = " + ".join(
        f"(SELECT count(*) FROM {quoted_name(drawn_table(entity))} WHERE {quoted_name(seed_column(name))})"
        for entity, name in drawn
    )
    return int(connection.execute(f"SELECT {counts}").fetchall()[0][0])
