"""Many freelancers: the SQL plan beside the engine.

    python -m bench.portfolio --people 10000

The same freelancers for all, in one run; the answers are compared before anything is timed.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from advisor import Playbook, State
from advisor.advice.outline import OutlineItem
from advisor.portfolio.model import Reviewed
from advisor.portfolio.review_by_sql import BATCH, SqlReviewer
from advisor.portfolio.sources import rows_of
from advisor.sqlplan.many_reviews import ManyReviews
from bench.freelancers import TODAY, Values, freelancer
from bench.measure import calls, options, peak, ready

CONTRACTS = 15
KINDS = 500  # freelancers that differ; more are the same ones again
DAY = TODAY.toordinal()


def main() -> None:
    """Print the table."""
    parser = options("portfolio", __doc__, rounds=3)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--engine", type=int, default=500, help="people whom the engine reviews as well")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with (
        TemporaryDirectory() as folder,
        # in processes of their own, and first: a process inherits the peak of the one that starts it
        ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as apart,
    ):
        states = os.path.join(folder, "states.parquet")
        texts = apart.submit(write_freelancers, states, given.people).result()
        processor, passed, most = apart.submit(from_parquet, states, given.jobs).result()
    playbook = Playbook.load(cached=True)
    many = ManyReviews(playbook.program, DAY, DAY)
    few = texts[: given.engine]
    assert_equal(playbook, many, few)
    works: dict[str, Callable[[], object]] = {
        "engine, from JSON": lambda: by_engine(playbook, few),
        "SQL plan, from JSON": lambda: many.of_texts(texts),
    }
    spent = calls(ready(works), given.rounds)
    shares = zip(spent.items(), (len(few), len(texts)), strict=True)
    costs = {name: one.busy / 1000 / people for (name, one), people in shares}
    costs["SQL plan, from Parquet"] = processor / given.people
    print(f"{given.people:,} freelancers of {CONTRACTS} contracts, processor time of one")
    for name, seconds in costs.items():
        print(f"{name:34}{seconds * 1e6:10,.0f} µs")
    print(f"{'from Parquet: time for all':34}{passed:10,.0f} s")
    print(f"{'from Parquet: peak memory':34}{most:10,.0f} MiB")


def write_freelancers(path: str, people: int) -> list[str]:
    """The freelancers as Parquet; and up to a batch of them as JSON."""
    states = [freelancer(CONTRACTS, seed) for seed in range(KINDS)]
    write_states(states, path, people)
    return list(islice(cycle(map(json.dumps, states)), min(people, BATCH)))


def write_states(states: Sequence[Values], path: str, people: int) -> None:
    """So many rows of Parquet, in natural types: the states, again and again."""
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        lines = Path(folder, "states.jsonl")
        lines.write_text("\n".join(map(json.dumps, states)), encoding="utf-8")
        connection.execute(
            f"COPY (SELECT s.* FROM read_json('{lines}', sample_size = -1, maximum_depth = 6) s, "
            f"range({-(-people // len(states))}) LIMIT {people}) TO '{path}' (ROW_GROUP_SIZE 10000)"
        )


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


if __name__ == "__main__":
    main()
