"""A connection to DuckDB; without the extra `sql`, a test that asks for one is left out."""

from importlib.util import find_spec
from typing import Any

import pytest

WHY = 'DuckDB is not installed: pip install "freelance-advisor[sql]"'
IS_HERE = find_spec("duckdb") is not None and find_spec("pyarrow") is not None


def connected() -> Any:
    """A new connection."""
    if not IS_HERE:
        pytest.skip(WHY)
    import duckdb

    return duckdb.connect(config={"threads": 1})
