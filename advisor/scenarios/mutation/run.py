"""A playbook held to its scenarios: every change tried, a scenario proposed for each that goes unnoticed."""

import os
from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from advisor.advice.library import Playbook
from advisor.facts.state import State
from advisor.scenarios.model import Scenario
from advisor.scenarios.mutation.model import Mutant, Proposal, Report, Verdict
from advisor.scenarios.mutation.pool import shared
from advisor.scenarios.mutation.proposals import propose
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.trial import Material, Trial
from advisor.scenarios.run import Variants

MOST_JOBS = 8

Progress = Callable[[str, int], Callable[[int], None]]


def mutation_report(
    playbook: Playbook,
    scenarios: Sequence[Scenario],
    *,
    own: Container[str] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """What becomes of every change (of the rules in `own`, where that is given).

    The scenarios must pass without any.
    `progress` is told of each round of work, with its name and size, and gives what is told of each step.
    """
    found = mutants_of(playbook.content, own)
    material = material_of(playbook, scenarios)
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
        Verdict(mutant, None, proposals[number]) if by is None else Verdict(mutant, scenarios[by])
        for number, (mutant, by) in enumerate(zip(found.tried, caught, strict=True))
    )
    return Report(verdicts, found.equivalent, len(scenarios))


def material_of(playbook: Playbook, scenarios: Sequence[Scenario]) -> Material:
    """The playbook and the scenarios as values alone."""
    variants = Variants(playbook)
    contents = {each.without: variants.of(each).content for each in scenarios}
    # A state remembers how it was read, with what no other process can be given.
    plain = tuple(replace(each, state=State(each.state.tree, each.state.name)) for each in scenarios)
    return Material(playbook.content, contents, plain)


def _caught(trial: Trial, mutant: Mutant) -> int | None:
    return trial.caught_by(mutant)


def _proposed(trial: Trial, mutant: Mutant) -> Proposal | None:
    return propose(trial, mutant)
