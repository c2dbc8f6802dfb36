"""DuckDB as it is used here."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def memory_database() -> "DuckDBPyConnection":
    """A database in memory that works in the thread which asks it.  Raises ImportError without DuckDB.

    Its own progress bar is off: it would stand amid the output of an interactive Python.
    """
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    connection.execute("SET enable_progress_bar = false")
    return connection
