"""A playbook held to its scenarios: every mutant tried, a scenario proposed for each that survives."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TypeVar

from advisor.advice.api import Playbook
from advisor.facts.state import State
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.model import MutantResult, MutationReport
from advisor.scenarios.mutation.proposals import propose
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.suite import Suite, SuiteData
from advisor.scenarios.run import Variants

CHUNK = 16

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Suite, T], R]

_suites: list[Suite] = []  # the suite of a worker process, made once for all of its work


def shared(
    data: SuiteData, work: "Work[T, R]", items: Sequence[T], jobs: int, done: Callable[[int], None]
) -> list[R]:
    """What `work`, which other processes can be given by its name, gives for each item, in their order.

    `done` is called with how many more are finished.  What worker processes cannot do, for want of memory or
    because the system allows none, is done here.
    """
    results: dict[int, R] = {}
    if jobs > 1 and len(items) > CHUNK:
        try:
            for start, chunk in _by_others(data, work, items, jobs):
                results.update(enumerate(chunk, start))
                done(len(chunk))
        except (OSError, BrokenProcessPool, ImportError):
            pass  # what is missing follows
    if len(results) < len(items):
        suite = Suite(data)
        for number, item in enumerate(items):
            if number not in results:
                results[number] = work(suite, item)
                done(1)
    return [results[number] for number in range(len(items))]


def _by_others(
    data: SuiteData, work: "Work[T, R]", items: Sequence[T], jobs: int
) -> Iterator[tuple[int, list[R]]]:
    # Fresh interpreters, no copies of this one: not everything that runs in it survives a fork everywhere.
    context = multiprocessing.get_context("spawn")
    others = {process.pid for process in multiprocessing.active_children()}
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(data,)) as executor:
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


def _start(data: SuiteData) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that shares the work out ends this one
    _suites[:] = [Suite(data)]


def _work(work: "Work[T, R]", items: Sequence[T]) -> list[R]:
    return [work(_suites[0], item) for item in items]


MOST_JOBS = 8

Progress = Callable[[str, int], Callable[[int], None]]


def mutation_report(
    playbook: Playbook,
    scenarios: Sequence[Scenario],
    *,
    own: Container[str] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> MutationReport:
    """What becomes of every change (of the rules in `own`, where that is given).

    The scenarios must pass without any.
    `progress` is called for each round of work, with its name and size; what it gives, for each step.
    """
    mutants = mutants_of(playbook.content, own)
    data = suite_data(playbook, scenarios)
    jobs = jobs or min(os.cpu_count() or 1, MOST_JOBS)
    progress = progress or (lambda name, size: lambda steps: None)
    killers = shared(data, Suite.killer, mutants.tried, jobs, progress("Trying changes", len(mutants.tried)))
    survivors = [number for number, killer in enumerate(killers) if killer is None]
    # Mutants of one rule look at the same states: those of a rule go to one process, one after the other.
    survivors.sort(key=lambda number: mutants.tried[number].name)
    step = progress("Looking for scenarios", len(survivors))
    proposed = shared(data, propose, [mutants.tried[number] for number in survivors], jobs, step)
    proposals = dict(zip(survivors, proposed, strict=True))
    results = tuple(
        MutantResult(mutant, None if killer is None else scenarios[killer], proposals.get(number))
        for number, (mutant, killer) in enumerate(zip(mutants.tried, killers, strict=True))
    )
    return MutationReport(results, mutants.equivalent, len(scenarios))


def suite_data(playbook: Playbook, scenarios: Sequence[Scenario]) -> SuiteData:
    """The playbook and the scenarios as values alone."""
    variants = Variants(playbook)
    contents = {scenario.without: variants.of(scenario).content for scenario in scenarios}
    # A state remembers how it was read, with what no other process can be given.
    plain = (
        replace(scenario, state=State(scenario.state.tree, scenario.state.name)) for scenario in scenarios
    )
    return SuiteData(playbook.content, contents, tuple(plain))
