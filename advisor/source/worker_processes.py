"""Work shared out among processes, in order; what they cannot do, this one does.

Each process has a pipe of its own.  Where they share a queue, as in the pools of the standard library, one
that is killed while it writes keeps all others waiting, and whoever reads waits for the rest for ever.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST_JOBS = 8
_AHEAD = 4  # pieces for each process beyond the one that is due, so that memory stays flat


def usual_jobs() -> int:
    """How many processes work at once where nobody says: one for each processor, within reason."""
    return min(os.cpu_count() or 1, _MOST_JOBS)


def shared_out(
    make: Callable[..., Callable[[T], R]], given: tuple[object, ...], pieces: Iterable[T], jobs: int
) -> Generator[R, None, None]:
    """What `make(*given)` makes of each piece, in their order; each of `jobs` processes calls `make` once.

    Where a process ends early, cannot begin or fails, this one does what is missing.  All end once the
    iterator is closed, so close it where an error may keep it from its end.
    """
    here = cache(lambda: make(*given))
    if jobs == 1:
        yield from map(here(), pieces)
        return
    numbered = enumerate(pieces)
    done: dict[int, R] = {}
    left: dict[int, T] = {}  # what a process should have done
    due = read = 0
    with _workers(jobs, make, given) as workers:
        while True:
            _hear(workers, done, left, patient=False)
            for worker in (one for one in workers if one.is_idle):
                if read - due >= jobs * _AHEAD or (following := next(numbered, None)) is None:
                    break
                read += 1
                worker.give(*following)
            if due in done:
                yield done.pop(due)
            elif due in left:
                yield here()(left.pop(due))
            elif any(worker.is_busy for worker in workers):
                _hear(workers, done, left, patient=True)
                continue
            elif (following := next(numbered, None)) is not None:  # no process is left
                read += 1
                yield here()(following[1])
            else:
                return
            due += 1


class _Worker:
    """A process that works on one piece at a time, and our end of the pipe to it."""

    def __init__(self, make: Callable[..., Callable[[Any], Any]], given: tuple[object, ...]) -> None:
        """Begin it.  Raises OSError or ImportError where there can be no further process."""
        # A fresh interpreter, no copy of this one: not everything that runs in it survives a fork everywhere.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, make, given), daemon=True)
        try:
            self.process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()  # so that what is left of a pipe ends with the process
        self._has: tuple[int, Any] | None = None
        self._is_there = True

    @property
    def is_busy(self) -> bool:
        """Whether it has a piece."""
        return self._has is not None

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a piece."""
        return self._has is None and self._is_there

    def give(self, number: int, piece: object) -> None:
        """Give it a piece."""
        self._has = number, piece
        with suppress(OSError):  # it is gone: `hear` finds that out
            self.pipe.send(piece)

    def hear(self, done: dict[int, Any], left: dict[int, Any]) -> None:
        """Take in what it made of its piece, by the number of that, or what it has left."""
        assert self._has is not None
        (number, piece), self._has = self._has, None
        try:
            is_done, result = self.pipe.recv()
        except (EOFError, OSError):
            self._is_there = is_done = False
        if is_done:
            done[number] = result
        else:
            left[number] = piece


def _hear(workers: list[_Worker], done: dict[int, Any], left: dict[int, Any], *, patient: bool) -> None:
    """Take in what is finished; wait for something where `patient`."""
    busy = [worker for worker in workers if worker.is_busy]
    finished = wait([worker.pipe for worker in busy], None if patient else 0)
    for worker in busy:
        if worker.pipe in finished:
            worker.hear(done, left)


@contextmanager
def _workers(
    jobs: int, make: Callable[..., Callable[[Any], object]], given: tuple[object, ...]
) -> Iterator[list[_Worker]]:
    """So many processes, or as many as there can be; an error within ends them, whatever they are at."""
    workers: list[_Worker] = []
    try:
        with suppress(OSError, ImportError):
            for _ in range(jobs):
                workers.append(_Worker(make, given))
        yield workers
    except BaseException:
        for worker in workers:
            worker.process.terminate()  # whoever interrupts does not want to wait for what is under way
        raise
    finally:
        for worker in workers:
            worker.pipe.close()
        for worker in workers:
            worker.process.join()


def _serve(
    pipe: "Connection[Any, Any]", make: Callable[..., Callable[[Any], object]], given: tuple[object, ...]
) -> None:
    """Do piece after piece until the pipe ends; what went wrong is said by the one who does it again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that shares the work out ends this one
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        work = make(*given)
        while True:
            pipe.send(_attempt(work, pipe.recv()))
    except Exception:  # the pipe is closed, or no work can be done here
        os._exit(1)


def _attempt(work: Callable[[Any], object], piece: object) -> tuple[bool, object]:
    try:
        return True, work(piece)
    except Exception:
        return False, None


def _end_with_parent() -> None:
    """End this process once the one that began it is gone, which may have had no time to say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
