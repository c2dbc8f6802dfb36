"""The function for a cluster gives the items of a portfolio, batch by batch; on Spark as well."""

import json
import pickle
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from advisor.portfolio.cluster import ClusterReview
from tests.advice.monthly import RULES
from tests.house.tree import ROOT
from tests.portfolio.many import ENDED, LATE, QUIET
from tests.sqlplan.duckdb_here import connected

PEOPLE = [
    {"freelancer": "ann", **LATE},
    {"freelancer": "ben", **ENDED},
    {"freelancer": "cid", **QUIET},
    {"freelancer": "eve", "contracts": [{"id": "a", "due": "soon"}]},
]
WANTED = [
    ("ann", "hurry", "critical", None),
    ("ben", "review", "medium", None),
    ("cid", "ask", "low", None),
    ("eve", None, None, '"due": found "soon", expected a date in the form 2026-05-01'),
]


def told(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [(row["freelancer"], row["action"], row["priority"], row["problem"]) for row in rows]


def test_a_table_comes_to_its_items() -> None:
    connected().close()
    import pyarrow

    review = pickle.loads(pickle.dumps(ClusterReview(RULES, day="2026-11-21")))

    items = review.table(pyarrow.Table.from_pylist(PEOPLE))

    assert told(items.to_pylist()) == WANTED


def test_batches_of_one_file_have_one_schema(tmp_path: Path) -> None:
    connected().close()
    import pyarrow
    from pyarrow import parquet

    path = tmp_path / "states.parquet"
    nobody: list[dict[str, Any]] = [{"freelancer": "fay", "contracts": []}]
    parquet.write_table(pyarrow.Table.from_pylist(PEOPLE[:3] + nobody), path)

    batches = list(ClusterReview(RULES, day="2026-11-21")(parquet.ParquetFile(path).iter_batches(1)))

    assert len({batch.schema for batch in batches}) == 1
    assert told([row for batch in batches for row in batch.to_pylist()]) == WANTED[:3]


@pytest.mark.skipif(
    not all(map(find_spec, ("pyspark", "pandas"))) or shutil.which("java") is None,
    reason="Spark needs pyspark, pandas and Java, which are not all installed here",
)
@pytest.mark.filterwarnings("ignore::FutureWarning")  # of pyspark, about pandas
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # sockets that it leaves open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_maps_it_over_its_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connected().close()
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        review = ClusterReview(RULES, day="2026-11-21")
        path = tmp_path / "all.jsonl"
        path.write_text("\n".join(map(json.dumps, PEOPLE)), encoding="utf-8")
        rows = spark.read.json(str(path)).mapInArrow(review, review.spark_schema()).collect()
        assert sorted(told([row.asDict() for row in rows]), key=str) == sorted(WANTED, key=str)
    finally:
        spark.stop()
