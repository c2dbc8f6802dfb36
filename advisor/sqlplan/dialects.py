"""Whose SQL there is, and what has to be installed for it."""

EXTRA = 'pip install "freelance-advisor[sql]"'
"""What brings DuckDB and sqlglot."""
DUCKDB = "duckdb"
DIALECTS = (DUCKDB, "spark", "postgres", "snowflake", "bigquery")
"""The first is held to the engine, the others are translated from it."""
