"""Many freelancers: the SQL plan beside the engine.

    python -m bench.portfolio --people 10000

The same freelancers for all, in one run; the answers are compared before anything is timed.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from advisor import Playbook, State
from advisor.advice.outline import OutlineItem
from advisor.portfolio.model import Reviewed
from advisor.portfolio.review_by_sql import BATCH, SqlReviewer
from advisor.portfolio.sources import rows_of
from advisor.sqlplan.many_reviews import ManyReviews
from bench.freelancers import TODAY, freelancer
from bench.measure import peak

CONTRACTS = 15
KINDS = 500  # freelancers that differ; more are the same ones again
DAY = TODAY.toordinal()


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m bench.portfolio", description=__doc__)
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--engine", type=int, default=500, help="people whom the engine reviews as well")
    options.add_argument("--jobs", type=int, default=2)
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        # in processes of their own, and first: a process inherits the peak of the one that starts it
        ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as apart,
    ):
        states = os.path.join(folder, "states.parquet")
        texts = apart.submit(write_states, folder, states, given.people).result()
        processor, passed, most = apart.submit(from_parquet, states, given.jobs).result()
    playbook = Playbook.load(cached=True)
    many = ManyReviews(playbook.program, DAY, DAY)
    assert_equal(playbook, many, texts[: given.engine])
    spent: dict[str, float] = {}
    spent["engine, from JSON"] = timed(lambda: by_engine(playbook, texts[: given.engine])) / given.engine
    spent["SQL plan, from JSON"] = timed(lambda: many.of_texts(texts[:BATCH])) / len(texts[:BATCH])
    spent["SQL plan, from Parquet"] = processor / given.people
    print(f"{given.people:,} freelancers of {CONTRACTS} contracts, processor time of one")
    for name, seconds in spent.items():
        print(f"{name:34}{seconds * 1e6:10,.0f} µs")
    print(f"{'from Parquet: time for all':34}{passed:10,.0f} s")
    print(f"{'from Parquet: peak memory':34}{most:10,.0f} MiB")


def write_states(folder: str, path: str, people: int) -> list[str]:
    """The states as Parquet, a row each, in natural types; and up to a batch of them as JSON."""
    import duckdb

    texts = [json.dumps(freelancer(CONTRACTS, seed)) for seed in range(KINDS)]
    lines = Path(folder, "states.jsonl")
    lines.write_text("\n".join(texts), encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT s.* FROM read_json('{lines}', sample_size = -1, maximum_depth = 6) s, "
            f"range({-(-people // KINDS)}) LIMIT {people}) TO '{path}' (ROW_GROUP_SIZE 10000)"
        )
    return (texts * -(-min(people, BATCH) // KINDS))[: min(people, BATCH)]


def by_engine(playbook: Playbook, texts: list[str]) -> list[tuple[OutlineItem, ...]]:
    """What the engine tells of each."""
    return [playbook.outline(playbook.run(State.parse(text), TODAY)) for text in texts]


def assert_equal(playbook: Playbook, many: ManyReviews, texts: list[str]) -> None:
    """The plan tells of somebody, and of nobody what the engine does not."""
    told = many.of_texts(texts)
    assert any(told), "the plan tells of nobody"
    for one, items in zip(told, by_engine(playbook, texts), strict=True):
        assert one is None or one.items == items


def from_parquet(path: str, jobs: int) -> tuple[float, float, float]:
    """Review a file batch by batch: processor time and time in seconds, and the peak of memory in MiB."""
    reviewer = SqlReviewer(Playbook.load(cached=True), TODAY, jobs=jobs)
    start, processor = time.perf_counter(), time.process_time()
    told = sum(
        len(one.items)
        for batch in reviewer.batches_of_rows(rows_of(path))
        for one in batch
        if isinstance(one, Reviewed)
    )
    assert told, "the plan tells of nobody"
    return time.process_time() - processor, time.perf_counter() - start, peak()


def timed(work: Callable[[], object]) -> float:
    """The processor time that it takes, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
