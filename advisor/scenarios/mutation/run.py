"""A playbook held to its scenarios: every mutant tried, a scenario proposed for each that survives."""

from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import closing
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
from advisor.source.worker_processes import shared_out, usual_jobs

CHUNK = 16

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Suite, T], R]


def shared(
    data: SuiteData, work: "Work[T, R]", items: Sequence[T], jobs: int, done: Callable[[int], None]
) -> list[R]:
    """What `work`, which other processes can be given by its name, gives for each item, in their order.

    `done` is called with how many more are finished.
    """
    size = CHUNK if jobs > 1 and len(items) > CHUNK else 1
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    results: list[R] = []
    with closing(shared_out(_worker, (data, work), chunks, 1 if size == 1 else jobs)) as finished:
        for chunk in finished:
            results += chunk
            done(len(chunk))
    return results


def _worker(data: SuiteData, work: "Work[T, R]") -> Callable[[Sequence[T]], list[R]]:
    suite = Suite(data)
    return lambda items: [work(suite, item) for item in items]


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
    killers = shared(data, Suite.killer, mutants.tried, jobs, progress("Trying changes", len(mutants.tried)))
    survivors = [number for number, killer in enumerate(killers) if killer is None]
    # Worst first.  Mutants of one rule look at the same states: they go to one process, one after the other.
    sought = sorted(survivors[:MOST_PROPOSED], key=lambda number: mutants.tried[number].name)
    step = progress("Looking for scenarios", len(sought))
    proposed = shared(data, propose, [mutants.tried[number] for number in sought], jobs, step)
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
