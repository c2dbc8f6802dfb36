"""Many freelancers: the SQL plan beside the engine.

    python -m bench.portfolio --people 10000

The same freelancers for all, in one run; the answers are compared before anything is timed.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from advisor import Playbook, State
from advisor.advice.outline import OutlineItem
from advisor.portfolio.review_by_sql import BATCH
from advisor.sqlplan.many_reviews import ManyReviews
from bench.freelancers import TODAY, freelancer

CONTRACTS = 15
KINDS = 500  # freelancers that differ; more are the same ones again
DAY = TODAY.toordinal()


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m bench.portfolio", description=__doc__)
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--engine", type=int, default=500, help="people whom the engine reviews as well")
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        states = os.path.join(folder, "states.parquet")
        texts = write_states(folder, states, given.people)
        playbook = Playbook.load(cached=True)
        many = ManyReviews(playbook.program, DAY, DAY, given.threads)
        assert_equal(playbook, many, texts[: given.engine])
        spent: dict[str, float] = {}
        spent["engine, from JSON"] = timed(lambda: by_engine(playbook, texts[: given.engine])) / given.engine
        spent["SQL plan, from JSON"] = timed(lambda: many.of_texts(texts[:BATCH])) / len(texts[:BATCH])
        spent["SQL plan, from Parquet"] = timed(lambda: from_parquet(many, states)) / given.people
    print(f"{given.people:,} freelancers of {CONTRACTS} contracts, processor time of one")
    for name, seconds in spent.items():
        print(f"{name:34}{seconds * 1e6:10,.0f} µs")
    print(f"{'peak memory':34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10,.0f} MB")


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


def from_parquet(many: ManyReviews, path: str) -> int:
    """Review a file batch by batch; how many people the plan told of."""
    import pyarrow.parquet

    file: Any = pyarrow.parquet.ParquetFile(path)
    batches = file.iter_batches(batch_size=BATCH)
    return sum(not isinstance(one, str) for batch in batches for one in many.of_batch(batch))


def timed(work: Callable[[], object]) -> float:
    """The processor time that it takes, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
