"""Work shared out among processes, in order; what they cannot do, this one does."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache, partial
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST_JOBS = 8
_AHEAD = 4  # pieces for each process that wait, so that none waits for work, and memory stays flat
# No memory for a further process, none that the system allows, or one that was killed.
_NO_PROCESS = (OSError, BrokenProcessPool, ImportError)


def usual_jobs() -> int:
    """How many processes work at once where nobody says: one for each processor, within reason."""
    return min(os.cpu_count() or 1, _MOST_JOBS)


def shared_out(
    make: Callable[..., Callable[[T], R]], given: tuple[object, ...], pieces: Iterable[T], jobs: int
) -> Generator[R, None, None]:
    """What `make(*given)` makes of each piece, in their order; each of `jobs` processes calls `make` once.

    Where a process ends early, or cannot begin, this one does what is missing.  All end once the iterator is
    closed, so close it where an error may keep it from its end.
    """
    here = cache(lambda: make(*given))
    if jobs == 1:
        yield from map(here(), pieces)
        return
    waiting: deque[tuple[T, Future[R] | None]] = deque()

    def first() -> R:
        piece, future = waiting.popleft()
        try:
            if future is not None:
                return future.result()
        except _NO_PROCESS:
            pass
        return here()(piece)

    with _processes(jobs, make, given) as executor:
        for piece in pieces:
            waiting.append((piece, _submitted(executor, piece)))
            if len(waiting) > jobs * _AHEAD:
                yield first()
        while waiting:
            yield first()


def _submitted(executor: ProcessPoolExecutor | None, piece: object) -> "Future[Any] | None":
    try:
        return None if executor is None else executor.submit(_work, piece)
    except _NO_PROCESS:
        return None


@contextmanager
def _processes(
    jobs: int, make: Callable[..., Callable[[Any], object]], given: tuple[object, ...]
) -> Iterator[ProcessPoolExecutor | None]:
    """So many processes, None where there can be none; an error within ends them all."""
    # Fresh interpreters, no copies of this one: not everything that runs in it survives a fork everywhere.
    context = multiprocessing.get_context("spawn")
    others = {process.pid for process in multiprocessing.active_children()}
    try:
        executor = ProcessPoolExecutor(jobs, context, initializer=partial(_begin, make, given))
    except _NO_PROCESS:
        yield None
        return
    with executor:
        try:
            yield executor
        except BaseException:
            # Whoever interrupts does not want to wait for what is under way.
            executor.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                if process.pid not in others:
                    process.terminate()
            raise


_worker: list[Callable[[Any], object]] = []  # that of a worker process, made once for all of its work


def _begin(make: Callable[..., Callable[[Any], object]], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that shares the work out ends this one
    Thread(target=_end_with_parent, daemon=True).start()
    _worker[:] = [make(*given)]


def _end_with_parent() -> None:
    """End this process once the one that began it is gone, which may have had no time to say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(piece: object) -> object:
    return _worker[0](piece)
