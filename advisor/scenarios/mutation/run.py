"""A playbook held to its scenarios: every mutant tried, a scenario proposed for each that survives."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import replace
from typing import TypeVar

from advisor.advice.api import Playbook
from advisor.facts.state import State
from advisor.playbook.model import Constraint
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.model import Mutant, MutantResult, MutationReport, Proposal
from advisor.scenarios.mutation.proposals import propose
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.scenario_text import distinct_name
from advisor.scenarios.mutation.suite import Baseline, MutantRun, Suite, SuiteData
from advisor.scenarios.run import Variants
from advisor.source.worker_processes import usual_jobs, worker_processes

CHUNK = 16

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Suite, T], R]

_suites: list[Suite] = []  # the suite of a worker process, made once for all of its work


class Sharing:
    """Work on one suite, shared out among `jobs` processes, which are begun once and end with `stack`."""

    def __init__(self, data: SuiteData, jobs: int, stack: ExitStack) -> None:
        self.data, self.jobs, self.stack = data, jobs, stack
        self._others: ProcessPoolExecutor | None = None
        self._suite: Suite | None = None

    def all(self, work: "Work[T, R]", items: Sequence[T], done: Callable[[int], None]) -> list[R]:
        """What `work`, which other processes can be given by its name, gives for each item, in their order.

        `done` is called with how many more are finished.  What worker processes cannot do, for want of memory
        or because the system allows none, is done here.
        """
        results: dict[int, R] = {}
        if self.jobs > 1 and len(items) > CHUNK:
            try:
                for start, chunk in self._by_others(work, items):
                    results.update(enumerate(chunk, start))
                    done(len(chunk))
            except (OSError, BrokenProcessPool, ImportError):
                self.jobs = 1  # what is missing follows here, and so does whatever else there is
        if len(results) < len(items):
            self._suite = self._suite or Suite(self.data)
            for number, item in enumerate(items):
                if number not in results:
                    results[number] = work(self._suite, item)
                    done(1)
        return [results[number] for number in range(len(items))]

    def _by_others(self, work: "Work[T, R]", items: Sequence[T]) -> Iterator[tuple[int, list[R]]]:
        if self._others is None:
            self._others = self.stack.enter_context(worker_processes(self.jobs, _start, self.data))
        starts: dict[Future[list[R]], int] = {
            self._others.submit(_work, work, items[start : start + CHUNK]): start
            for start in range(0, len(items), CHUNK)
        }
        for future in as_completed(starts):
            yield starts[future], future.result()


def _start(data: SuiteData) -> None:
    _suites[:] = [Suite(data)]


def _work(work: "Work[T, R]", items: Sequence[T]) -> list[R]:
    return [work(_suites[0], item) for item in items]


MOST_PROPOSED = 200  # mutants for which a scenario is looked for, which takes a second each

Progress = Callable[[str, int], Callable[[int], None]]


def mutation_report(
    playbook: Playbook,
    scenarios: Sequence[Scenario],
    *,
    own: Container[str] | None = None,
    constraints: Iterable[Constraint] | None = None,
    taken: Iterable[str] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> MutationReport:
    """What becomes of every change (of the rules in `own`, and of the `constraints`, where these are given).

    The scenarios must pass without any.  No proposal has a name that is `taken`: those of the scenarios, if
    not told otherwise.
    `progress` is called for each round of work, with its name and size; what it gives, for each step.
    """
    mutants = mutants_of(playbook.content, own, constraints)
    data = suite_data(playbook, scenarios)
    jobs = jobs or usual_jobs()
    progress = progress or (lambda name, size: lambda steps: None)
    tried = mutants.tried
    with ExitStack() as stack:
        shared = Sharing(data, jobs, stack)
        killers = shared.all(Suite.killer, tried, progress("Trying changes", len(tried)))
        survivors = [number for number, killer in enumerate(killers) if killer is None]
        # Worst first.  Mutants of one rule look at the same states: they go to one process, one by one.
        sought = sorted(survivors[:MOST_PROPOSED], key=lambda number: tried[number].name)
        step = progress("Looking for scenarios", len(sought))
        proposed = shared.all(propose, [tried[number] for number in sought], step)
    found = sorted(zip(sought, proposed, strict=True), key=lambda pair: pair[0])
    pairs = [(mutants.tried[number], proposal) for number, proposal in found]
    names = {scenario.name for scenario in scenarios} if taken is None else taken
    proposals = dict(zip((number for number, _ in found), fewest(data, pairs, names), strict=True))
    results = tuple(
        MutantResult(
            mutant,
            None if killer is None else scenarios[killer],
            proposals.get(number),
            killer is not None or number in proposals,
        )
        for number, (mutant, killer) in enumerate(zip(mutants.tried, killers, strict=True))
    )
    return MutationReport(results, mutants.equivalent, len(scenarios))


def fewest(
    data: SuiteData, found: Sequence[tuple[Mutant, Proposal | None]], taken: Iterable[str]
) -> list[Proposal | None]:
    """The proposals, with names of their own; one that kills further mutants of its rule stands for these."""
    suite = Suite(replace(data, scenarios=tuple(proposal.scenario for _, proposal in found if proposal)))
    baselines = iter(suite.baselines)
    kept: dict[str, list[tuple[Proposal, Baseline]]] = {}
    names, chosen = set(taken), []
    for mutant, proposal in found:
        baseline = next(baselines) if proposal else None
        run, of_rule = MutantRun(mutant, suite), kept.setdefault(mutant.name, [])
        earlier = next((known for known, before in of_rule if run.is_killed(before)), None)
        if earlier is None and proposal is not None and baseline is not None:
            earlier = replace(proposal, name=distinct_name(proposal.name, names))
            names.add(earlier.name)
            of_rule.append((earlier, baseline))
        chosen.append(earlier)
    return chosen


def suite_data(playbook: Playbook, scenarios: Sequence[Scenario]) -> SuiteData:
    """The playbook and the scenarios as values alone."""
    variants = Variants(playbook)
    contents = {scenario.without: variants.of(scenario).content for scenario in scenarios}
    # A state remembers how it was read, with what no other process can be given.
    plain = (
        replace(scenario, state=State(scenario.state.tree, scenario.state.name)) for scenario in scenarios
    )
    return SuiteData(playbook.content, contents, tuple(plain))
