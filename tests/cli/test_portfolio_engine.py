"""`advisor portfolio --engine`: the SQL plan, and what it says where it cannot be."""

import sys
from pathlib import Path

import pytest

from tests.cli.portfolio import portfolio
from tests.portfolio.many import people
from tests.sqlplan.duckdb_here import connected


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_plan_writes_what_the_engine_writes(tmp_path: Path) -> None:
    connected().close()
    people(tmp_path)

    by_sql = portfolio("all.jsonl", "--engine", "sql", "--check", "4", "--format", "json")

    assert by_sql.exit_code == 0
    assert by_sql.stdout == portfolio("all.jsonl", "--engine", "rules", "--format", "json").stdout


def test_a_portfolio_saved_as_parquet_tells_what_is_new(tmp_path: Path) -> None:
    connection = connected()
    people(tmp_path)
    saved = portfolio("all.jsonl", "-o", "last.parquet")
    assert (saved.exit_code, saved.stderr) == (0, "The portfolio is in last.parquet\n")
    found = connection.execute("SELECT freelancer, action, rules, typeof(deadline) FROM 'last.parquet'")
    assert found.fetchall()[0] == ("ann", "hurry", ["hurry-when-late"], "DATE")

    told = portfolio("all.jsonl", "--since", "last.parquet", "--format", "csv", day="2026-11-26")

    assert told.stdout == portfolio_since_csv(tmp_path)


def test_where_no_parquet_can_be_written_it_is_said_before_anything_is_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(tmp_path)
    monkeypatch.setitem(sys.modules, "duckdb", None)  # as if it was not installed

    result = portfolio("all.jsonl", "-o", "last.parquet", "--problems", "problems.json")

    assert result.exit_code == 5
    assert "last.parquet:1:1: error[file-format]: Parquet is read and written by DuckDB" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl"]


def portfolio_since_csv(folder: Path) -> str:
    """The same with an earlier portfolio in CSV."""
    portfolio("all.jsonl", "--format", "csv", "-o", str(folder / "last.csv"))
    return portfolio("all.jsonl", "--since", "last.csv", "--format", "csv", day="2026-11-26").stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--engine", "rules", "--check", "3"), "--check is for the SQL plan, and not for --engine rules."),
        (("--format", "parquet"), "--format parquet goes with -o FILE."),
        (
            ("--engine", "sql", "--format", "html", "-o", "all.html"),
            "Pages of advice are made by the engine: leave out --engine sql.",
        ),
    ],
)
def test_a_wrong_option_is_told(tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    people(tmp_path)

    result = portfolio("all.jsonl", *options)

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Error: {message}")


def test_a_file_that_is_no_parquet_is_told(tmp_path: Path) -> None:
    connected().close()
    (tmp_path / "all.parquet").write_text("{}")

    result = portfolio("all.parquet")

    assert result.exit_code == 5
    assert "all.parquet:1:1: error[file-unreadable]: the file cannot be read as Parquet" in result.stderr


@pytest.mark.parametrize("engine", ["sql", "auto"])
def test_what_sql_cannot_say_the_engine_does_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    connected().close()
    people(tmp_path)
    monkeypatch.setattr("advisor.sqlplan.many_reviews.unsuited", lambda playbook: True)
    monkeypatch.setattr("advisor.cli.portfolio_engine._LARGE", 1)

    result = portfolio("all.jsonl", "--engine", engine, "--top", "1")

    if engine == "auto":
        assert result.stdout.endswith("\n4 reviewed.\n")
    else:
        said = "Error: This playbook cannot be said in SQL: records lie inside other records.\n"
        assert (result.exit_code, result.stderr) == (2, said)
