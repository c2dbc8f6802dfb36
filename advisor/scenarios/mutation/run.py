"""A playbook held to its scenarios: every change tried, a scenario proposed for each that goes unnoticed."""

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
from advisor.scenarios.mutation.model import Mutant, MutantResult, MutationReport, Proposal
from advisor.scenarios.mutation.proposals import propose
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.trial import Suite, SuiteData
from advisor.scenarios.run import Variants

CHUNK = 16

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Suite, T], R]

_trials: list[Suite] = []  # the trial of a worker process, made once for all of its work


def shared(
    material: SuiteData, work: "Work[T, R]", items: Sequence[T], jobs: int, done: Callable[[int], None]
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
        trial = Suite(material)
        for number, item in enumerate(items):
            if number not in found:
                found[number] = work(trial, item)
                done(1)
    return [found[number] for number in range(len(items))]


def _by_others(
    material: SuiteData, work: "Work[T, R]", items: Sequence[T], jobs: int
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


def _start(material: SuiteData) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that shares the work out ends this one
    _trials[:] = [Suite(material)]


def _work(work: "Work[T, R]", items: Sequence[T]) -> list[R]:
    return [work(_trials[0], item) for item in items]


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
    `progress` is told of each round of work, with its name and size, and gives what is told of each step.
    """
    found = mutants_of(playbook.content, own)
    material = suite_data(playbook, scenarios)
    jobs = jobs or min(os.cpu_count() or 1, MOST_JOBS)
    progress = progress or (lambda name, size: lambda steps: None)
    caught = shared(material, _caught, found.tried, jobs, progress("Trying changes", len(found.tried)))
    survivors = [number for number, by in enumerate(caught) if by is None]
    # Mutants of one rule look at the same states: those of a rule go to one process, one after the other.
    survivors.sort(key=lambda number: found.tried[number].name)
    step = progress("Looking for scenarios", len(survivors))
    proposed = shared(material, _proposed, [found.tried[number] for number in survivors], jobs, step)
    proposals = dict(zip(survivors, proposed, strict=True))
    verdicts = tuple(
        MutantResult(mutant, None, proposals[number]) if by is None else MutantResult(mutant, scenarios[by])
        for number, (mutant, by) in enumerate(zip(found.tried, caught, strict=True))
    )
    return MutationReport(verdicts, found.equivalent, len(scenarios))


def suite_data(playbook: Playbook, scenarios: Sequence[Scenario]) -> SuiteData:
    """The playbook and the scenarios as values alone."""
    variants = Variants(playbook)
    contents = {each.without: variants.of(each).content for each in scenarios}
    # A state remembers how it was read, with what no other process can be given.
    plain = tuple(replace(each, state=State(each.state.tree, each.state.name)) for each in scenarios)
    return SuiteData(playbook.content, contents, plain)


def _caught(trial: Suite, mutant: Mutant) -> int | None:
    return trial.caught_by(mutant)


def _proposed(trial: Suite, mutant: Mutant) -> Proposal | None:
    return propose(trial, mutant)
