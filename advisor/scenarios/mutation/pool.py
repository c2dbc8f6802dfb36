"""The work of trying mutants shared among processes; where there can be no others, this one does it all."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from advisor.scenarios.mutation.trial import Material, Trial

CHUNK = 16

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Trial, T], R]

_trials: list[Trial] = []  # the trial of a worker process, made once for all of its work


def shared(
    material: Material, work: "Work[T, R]", items: Sequence[T], jobs: int, done: Callable[[int], None]
) -> list[R]:
    """What `work`, a function of a module, gives for each item, in their order.

    `done` is told how many more are finished.  What worker processes cannot do, for want of memory or
    because the system allows none, is done here.
    """
    found: dict[int, R] = {}
    if jobs > 1 and len(items) > CHUNK:
        try:
            for start, results in _by_others(material, work, items, jobs):
                found.update(enumerate(results, start))
                done(len(results))
        except (OSError, BrokenProcessPool, ImportError):
            pass  # what is missing follows
    if len(found) < len(items):
        trial = Trial(material)
        for number, item in enumerate(items):
            if number not in found:
                found[number] = work(trial, item)
                done(1)
    return [found[number] for number in range(len(items))]


def _by_others(
    material: Material, work: "Work[T, R]", items: Sequence[T], jobs: int
) -> Iterator[tuple[int, list[R]]]:
    # Fresh interpreters, no copies of this one: not everything that runs in it survives a fork everywhere.
    context = multiprocessing.get_context("spawn")
    others = {process.pid for process in multiprocessing.active_children()}
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(material,)) as executor:
        starts: dict[Future[list[R]], int] = {
            executor.submit(_work, work, items[start : start + CHUNK]): start
            for start in range(0, len(items), CHUNK)
        }
        try:
            for future in as_completed(starts):
                yield starts[future], future.result()
        except BaseException:
            # Whoever interrupts does not want to wait for what is under way.
            executor.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                if process.pid not in others:
                    process.terminate()
            raise


def _start(material: Material) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that shares the work out ends this one
    _trials[:] = [Trial(material)]


def _work(work: "Work[T, R]", items: Sequence[T]) -> list[R]:
    return [work(_trials[0], item) for item in items]
