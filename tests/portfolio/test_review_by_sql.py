"""A portfolio by the SQL plan is that of the engine, whoever has to look at whom."""

import json
from pathlib import Path
from threading import active_count

import pytest

from advisor.portfolio.review import review
from advisor.portfolio.review_by_sql import SqlReviewer
from advisor.portfolio.sources import people_in, rows_of
from advisor.source.errors import SelectionError, StateError
from tests.advice.monthly import months
from tests.portfolio.many import CALM, DAY, ENDED, LATE, QUIET, Values, lines, portfolio_of, state
from tests.sqlplan.duckdb_here import connected

BROKEN = {"contracts": [{"id": "a", "stauts": "late"}]}


def parquet(folder: Path, *states: Values) -> str:
    """The same as Parquet, a row each; its path."""
    source = lines(folder, *states)
    path = str(folder / "all.parquet")
    every = "sample_size = -1, maximum_depth = 6"
    connected().execute(f"COPY (SELECT * FROM read_json('{source}', {every})) TO '{path}'")
    return path


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
    states = [{"freelancer": name, **LATE} for name in ("ann", "ben")]

    told = portfolio_of(parquet(tmp_path, *states))

    assert [(one.name, one.items) for one in told.reviewed] == [
        (one.name, one.items) for one in portfolio_of(lines(tmp_path, *states)).reviewed
    ]


def many_states() -> list[Values]:
    """Thirty: plain ones, one without a name, and three that the engine has to look at."""
    kinds = (LATE, ENDED, QUIET, CALM)
    named: list[Values] = [{"freelancer": f"p{number}", **kinds[number % 4]} for number in range(26)]
    blank, broken, twice = state(due=" 2026-11-20"), state(due="soon"), state(due="2026-11-20", calm=True)
    twice["contracts"] = [*twice["contracts"], *twice["contracts"]]  # type: ignore[misc]
    return [
        *named,
        LATE,
        {"freelancer": "q", **blank},
        {"freelancer": "r", **broken},
        {"freelancer": "s", **twice},
    ]


@pytest.mark.parametrize("jobs", [1, 3])
def test_columns_are_reviewed_as_lines_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("advisor.portfolio.review_by_sql.BATCH", 8)
    source = parquet(tmp_path, *many_states())
    reviewer = SqlReviewer(months(), DAY, check=2, jobs=jobs)
    told: list[int] = []

    by_sql = review(months(), rows_of(source), DAY, 1, told.append, batches=reviewer.batches_of_rows)

    assert told == ([8, 8, 8, 6] if jobs == 1 else [4] * 7 + [2])
    assert len(by_sql.reviewed) == 28
    assert by_sql == portfolio_of(source)


def test_a_difference_in_columns_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = parquet(tmp_path, {"freelancer": "ann", **LATE})
    reviewer = SqlReviewer(months(), DAY, check=1)
    monkeypatch.setattr("advisor.advice.api.Playbook.outline", lambda self, run: ())

    with pytest.raises(SelectionError, match='of "ann" the SQL plan does not tell what the engine does'):
        list(reviewer.batches_of_rows(rows_of(source)))


def test_a_run_that_nobody_wants_any_more_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.portfolio.review_by_sql.BATCH", 2)
    source = parquet(tmp_path, *many_states())
    people, before = rows_of(source), active_count()
    batches = SqlReviewer(months(), DAY, jobs=2).batches_of_rows(people)

    first = next(batches)
    batches.close()

    assert [one.name for one in first] == ["p0"]
    assert active_count() == before
    assert len(list(people)) == 27  # three batches of one were read


def test_a_file_that_is_no_parquet_is_told(tmp_path: Path) -> None:
    connected().close()
    path = tmp_path / "all.parquet"
    path.write_text("{}", encoding="utf-8")

    with pytest.raises(StateError) as caught:
        list(rows_of(str(path)))

    [problem] = caught.value.diagnostics
    assert problem.code == "file-unreadable"
    assert problem.message.startswith("the file cannot be read as Parquet: ")


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
