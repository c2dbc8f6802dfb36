"""The database keeps quiet, also where DuckDB takes Python for interactive."""

import subprocess
import sys

from tests.sqlplan.duckdb_here import connected

ASK = """
from advisor.sqlplan.database import memory_database
one = memory_database()
for connection in (one, one.cursor()):
    print(connection.execute("SELECT current_setting('enable_progress_bar')").fetchall())
"""


def test_it_shows_no_progress_of_its_own() -> None:
    connected().close()

    ended = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)

    assert ended.stdout == "[(False,)]\n[(False,)]\n"
