"""By how much memory grows over very many reviews, by each contender in a process of its own."""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bench.measure import peak
from bench.side_by_side.contenders import FIRES, FROM_FACTS, made_ready
from bench.side_by_side.states import made_up

STATES = 25
CONTRACTS = 20
SECONDS = 40.0
PER = 100_000


def memory(reviews: int) -> None:
    """Print the table.  It comes first: a process inherits the peak of the one that starts it."""
    print(f"Growth of the peak of memory over {reviews:,} reviews of {CONTRACTS} contracts, or as many as")
    print(f"there are in {SECONDS:.0f} s of processor time, after a tenth of that\n")
    print(f"{'':50}{'reviews':>9}{'MiB':>8}{f'of {PER:,}':>12}")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as apart:
        for name in (*FIRES, *FROM_FACTS):
            grown = apart.submit(growth, name, reviews).result()
            if grown is not None:
                done, more = grown
                print(f"{name:50}{done:9,}{more:8.1f}{more / done * PER:12.0f}", flush=True)


def growth(name: str, reviews: int) -> tuple[int, float] | None:
    """How many reviews were made, and by how many MiB the peak rose; None for what is not installed."""
    try:
        prepare = made_ready(name)
    except ImportError:
        return None
    works = [prepare(made_up(CONTRACTS, seed)) for seed in range(STATES)]

    def review(most: int, seconds: float) -> int:
        end, done = time.process_time() + seconds, 0
        while done < most and time.process_time() < end:
            works[done % STATES]()
            done += 1
        return done

    review(reviews // 10, SECONDS / 10)
    before = peak()
    done = review(reviews, SECONDS)
    return done, peak() - before
