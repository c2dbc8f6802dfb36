"""The plan as a script for a warehouse; sqlglot writes the dialects other than DuckDB's."""

from collections.abc import Callable, Iterator

from advisor.source.errors import SelectionError
from advisor.sqlplan.dialects import DUCKDB, EXTRA
from advisor.sqlplan.folding import FOLDED, folding_macro
from advisor.sqlplan.levels import REVIEW_TABLE, input_table
from advisor.sqlplan.plan import Plan
from advisor.sqlplan.sql_text import ID, WHO, quoted_name


def sql_script(plan: Plan, dialect: str) -> str:
    """The statements that make the tables of a plan, `advice` the last of them.

    Raises SelectionError where there is no script: sqlglot is not installed, or conclusions read one another
    in a circle, which takes rounds.
    """
    circles = [name for circle in plan.compiler.circles for _, name in sorted(circle)]
    if circles:
        message = f"these conclusions read one another in a circle: {', '.join(circles)}"
        raise SelectionError(message, "a script has no rounds; advisor portfolio --engine sql draws them")
    steps = [*plan.entity_steps, *plan.advice_steps]
    statements = [f"CREATE TABLE {quoted_name(name)} AS {sql}" for name, sql in steps]
    if dialect != DUCKDB:
        statements = list(map(_translator(dialect), statements))
    elif any(f"{FOLDED}(" in sql for _, sql in steps):
        statements.insert(0, folding_macro())
    return "\n".join([*_head(plan, dialect), *(f"{one};\n" for one in statements)])


def _translator(dialect: str) -> Callable[[str], str]:
    try:
        import sqlglot
    except ImportError:
        raise SelectionError(f"sqlglot writes SQL for {dialect}, and is not installed", EXTRA) from None
    level = sqlglot.ErrorLevel.IGNORE

    def translated(statement: str) -> str:
        return str(sqlglot.transpile(statement, read=DUCKDB, write=dialect, unsupported_level=level)[0])

    return translated


def _head(plan: Plan, dialect: str) -> Iterator[str]:
    """What the tables are that the script reads, and how far it is to be trusted."""
    yield f"-- {plan.playbook.name}, for {dialect}."
    if dialect != DUCKDB:
        yield "-- Translated from the SQL for DuckDB, and not tried: compare its advice before use."
    yield "-- It reads these tables, in whole numbers: cents, hundredths, days (0001-01-01 is 1)."
    for entity, names in plan.levels.inputs().items():
        columns = ", ".join(map(quoted_name, (WHO, ID, *names)))
        yield f"--   {quoted_name(input_table(entity))}: {columns}"
    columns = ", ".join(map(quoted_name, (WHO, *plan.levels.reviews())))
    yield f"--   {REVIEW_TABLE}: {columns}"
    yield "-- and makes advice: an outcome for each candidate, and a rank for what is chosen."
    yield ""
