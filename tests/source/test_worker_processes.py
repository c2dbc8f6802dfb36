"""Work that processes share: all of it is done, in order, whatever becomes of them."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Timer

import pytest

from advisor.source import worker_processes
from advisor.source.worker_processes import shared_out


def doubler(here: int) -> Callable[[int], int]:
    """Doubles a number; a process other than `here` that is given 13 is killed."""

    def double(number: int) -> int:
        if number == 13 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number

    return double


def whose(_: int) -> Callable[[int], int]:
    """Tells for each piece which process it was given to."""
    return lambda piece: os.getpid()


def never(_: int) -> Callable[[int], int]:
    """Cannot work anywhere."""

    def fail(piece: int) -> int:
        raise ValueError(piece)

    return fail


def of(numbers: range, jobs: int = 2) -> list[int]:
    return list(shared_out(doubler, (os.getpid(),), numbers, jobs))


def assert_all_end() -> None:
    """Nothing that was begun goes on for long."""
    end = time.monotonic() + 20
    while multiprocessing.active_children() and time.monotonic() < end:
        time.sleep(0.01)
    assert multiprocessing.active_children() == []


def test_all_is_done_in_order() -> None:
    assert of(range(12), 1) == of(range(12), 2) == [2 * number for number in range(12)]


def test_others_do_it_and_are_gone_at_the_end() -> None:
    workers = set(shared_out(whose, (0,), range(20), 2))
    assert os.getpid() not in workers
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_leaves_its_work_to_this_one() -> None:
    assert of(range(40)) == [2 * number for number in range(40)]


def test_where_no_process_can_begin_this_one_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no process")

    monkeypatch.setattr(SpawnProcess, "start", refuse)
    assert of(range(5)) == [0, 2, 4, 6, 8]


def long_text(here: int) -> Callable[[int], str]:
    """Makes more of a number than a pipe holds; of 13 another process is killed while it writes."""

    def text(number: int) -> str:
        if number == 13 and os.getpid() != here:
            Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
            return str(number) * 20_000_000
        return str(number) * 100_000

    return text


def test_a_process_that_is_killed_while_it_writes_keeps_nobody_waiting() -> None:
    found = shared_out(long_text, (os.getpid(),), range(30), 2)
    for number, text in enumerate(found):
        if number == 12:
            time.sleep(1)  # nobody reads meanwhile, so that the pipe is full when the end comes
        assert text == str(number) * 100_000


def test_who_needs_no_more_ends_them_while_they_write() -> None:
    with closing(shared_out(long_text, (os.getpid(),), range(1000), 2)) as finished:
        next(finished)
        time.sleep(0.5)
    assert_all_end()


def test_a_mistake_in_the_work_is_told_and_ends_all() -> None:
    with pytest.raises(ValueError, match="0"):
        list(shared_out(never, (0,), range(20), 2))
    assert_all_end()


def test_a_mistake_in_finding_the_work_is_told_too() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        raise OSError("the source is gone")

    with pytest.raises(OSError, match="the source is gone"):
        list(shared_out(doubler, (os.getpid(),), pieces(), 2))


def test_who_needs_no_more_ends_them() -> None:
    with closing(shared_out(doubler, (os.getpid(),), range(1000), 2)) as finished:
        assert next(finished) == 0
    assert_all_end()


def test_only_so_much_is_read_ahead() -> None:
    read: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(99):
            read.append(number)
            yield number

    with closing(shared_out(doubler, (os.getpid(),), numbers(), 2)) as finished:
        next(finished)
        assert len(read) <= 2 * worker_processes._AHEAD + 1


ORPHANS = """
import os, sys, time
from advisor.source.worker_processes import shared_out
from tests.source.test_worker_processes import whose
if __name__ == "__main__":
    for worker in shared_out(whose, (0,), iter(range(10**9)), 2):
        print(worker, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_they_end_with_the_process_that_began_them(tmp_path: Path, how: int) -> None:
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS)
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(how)
        parent.stdout.close()
    end = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()
