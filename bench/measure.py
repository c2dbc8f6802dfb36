"""Medians of interleaved runs, in this process or in others."""

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

MEBIBYTE = 1 << 20


Line = tuple[Sequence[str], Mapping[str, str]]
"""Arguments of this Python, and what is added to the environment."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Medians over all rounds, in milliseconds: wall time and processor time; the peak of memory in MiB.

    A peak that was not taken is 0.
    """

    milliseconds: float
    peak: float = 0.0
    busy: float = 0.0


def options(name: str, what: str | None, rounds: int) -> argparse.ArgumentParser:
    """The command line of a bench, to which it may add."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=what)
    parser.add_argument("--rounds", type=int, default=rounds, help="runs of each kind (default: %(default)s)")
    return parser


def calls(works: Mapping[str, Callable[[], Callable[[], object]]], rounds: int) -> dict[str, Spent]:
    """Each work prepares, unseen by the clock, and returns what is timed; a round runs every one once."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, prepare in works.items():
            timed = prepare()
            gc.collect()
            before, busy = time.perf_counter(), time.process_time()
            timed()
            busy = time.process_time() - busy
            taken[name].append((time.perf_counter() - before, busy))
    return {
        name: Spent(median(wall for wall, _ in runs) * 1000, busy=median(busy for _, busy in runs) * 1000)
        for name, runs in taken.items()
    }


def ready(works: Mapping[str, Callable[[], object]]) -> dict[str, Callable[[], Callable[[], object]]]:
    """For `calls`, works that need no preparation."""

    def prepared(work: Callable[[], object]) -> Callable[[], Callable[[], object]]:
        return lambda: work

    return {name: prepared(work) for name, work in works.items()}


def commands(
    lines: Mapping[str, Line],
    rounds: int,
    prepare: Callable[[str], object] = lambda name: None,
) -> dict[str, Spent]:
    """Each line as a process of its own.

    `prepare` is called before each with its name, unseen by the clock.
    """
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in lines}
    for name, (arguments, more) in lines.items():  # bytecode and the files of the system: once, unseen
        prepare(name)
        _run(arguments, more)
    for _ in range(rounds):
        for name, (arguments, more) in lines.items():
            prepare(name)
            taken[name].append(_run(arguments, more))
    return {
        name: Spent(*(median(run[number] for run in runs) for number in range(3)))
        for name, runs in taken.items()
    }


def _run(arguments: Sequence[str], more: Mapping[str, str]) -> tuple[float, float, float]:
    """Milliseconds, MiB, and milliseconds of the processor.  Raises RuntimeError where the process fails."""
    before = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    busy = (usage.ru_utime + usage.ru_stime) * 1000
    return seconds * 1000, mebibytes(usage.ru_maxrss), busy


def mebibytes(resident: int) -> float:
    """Resident memory in MiB, as the system counts it: in bytes on macOS, elsewhere in kibibytes."""
    return resident * (1 if sys.platform == "darwin" else 1024) / MEBIBYTE


def peak() -> float:
    """The peak of this process, in MiB."""
    return mebibytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
