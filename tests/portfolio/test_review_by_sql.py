"""A portfolio by the SQL plan is that of the engine, whoever has to look at whom."""

import json
from pathlib import Path

import pytest

from advisor.portfolio.review import review
from advisor.portfolio.review_by_sql import SqlReviewer
from advisor.portfolio.sources import people_in
from advisor.source.errors import SelectionError
from tests.advice.monthly import months
from tests.portfolio.many import CALM, DAY, ENDED, LATE, QUIET, Values, lines, portfolio_of
from tests.sqlplan.duckdb_here import connected

BROKEN = {"contracts": [{"id": "a", "stauts": "late"}]}


def test_it_is_the_same_portfolio(tmp_path: Path) -> None:
    connected().close()
    named: dict[str, Values] = {
        "ann": LATE,
        "ben": ENDED,
        "cid": QUIET,
        "dan": CALM,
        "eve": BROKEN,
        " fay ": LATE,
    }
    source = lines(tmp_path, *({"freelancer": name, **values} for name, values in named.items()), LATE)
    reviewer = SqlReviewer(months(), DAY, check=10)

    by_sql = review(months(), people_in(source), DAY, 1, lambda steps: None, batches=reviewer.batches)

    assert by_sql == portfolio_of(source)


def test_a_difference_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connected().close()
    people = people_in(lines(tmp_path, {"freelancer": "ann", **LATE}))
    reviewer = SqlReviewer(months(), DAY, check=1)
    monkeypatch.setattr("advisor.advice.api.Playbook.outline", lambda self, run: ())

    with pytest.raises(SelectionError, match='of "ann" the SQL plan does not tell what the engine does'):
        list(reviewer.batches(people))


def test_parquet_is_read_as_json_is(tmp_path: Path) -> None:
    connection = connected()
    source = lines(tmp_path, *({"freelancer": name, **LATE} for name in ("ann", "ben")))
    rows = tmp_path / "all.parquet"
    connection.execute(f"COPY (SELECT * FROM read_json('{source}')) TO '{rows}'")

    told = portfolio_of(str(rows))

    assert [(one.name, one.items) for one in told.reviewed] == [
        (one.name, one.items) for one in portfolio_of(source).reviewed
    ]


def test_a_folder_of_tables_is_put_together(tmp_path: Path) -> None:
    connection = connected()
    rows = [{"freelancer": name, **LATE["contracts"][0]} for name in ("ann", "ben")]  # type: ignore[index]
    (tmp_path / "rows.json").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    tables = tmp_path / "tables"
    tables.mkdir()
    connection.execute(
        f"COPY (SELECT * FROM read_json('{tmp_path / 'rows.json'}')) TO '{tables / 'contract.parquet'}'"
    )

    people = people_in(str(tables), months().content.vocabulary)
    told = review(months(), people, DAY, 1, lambda steps: None)

    assert [one.name for one in told.reviewed] == ["ann", "ben"]
    assert [item.what.title for item in told.items] == ["Hurry with Menu", "Hurry with Menu"]
