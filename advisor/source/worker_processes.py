"""Processes that share work out: begun alike, and never waited for by whoever interrupts."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

_MOST_JOBS = 8


def usual_jobs() -> int:
    """How many processes work at once where nobody says: one for each processor, within reason."""
    return min(os.cpu_count() or 1, _MOST_JOBS)


@contextmanager
def worker_processes(jobs: int, start: Callable[..., None], *given: object) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each of which begins with `start(*given)`; an error within ends them all."""
    # Fresh interpreters, no copies of this one: not everything that runs in it survives a fork everywhere.
    context = multiprocessing.get_context("spawn")
    others = {process.pid for process in multiprocessing.active_children()}
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(start, given)) as executor:
        try:
            yield executor
        except BaseException:
            # Whoever interrupts does not want to wait for what is under way.
            executor.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                if process.pid not in others:
                    process.terminate()
            raise


def _begin(start: Callable[..., None], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that shares the work out ends this one
    start(*given)
