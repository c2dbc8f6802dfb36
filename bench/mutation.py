"""`python -m bench.mutation`: what trying all changes of the shipped rules costs, in runs of scenarios."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from advisor import Playbook
from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import suite_data
from advisor.scenarios.mutation.suite import Suite

SCENARIOS = Path(__file__).parents[1] / "scenarios"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__)
    options.add_argument("--rounds", type=int, default=3, help="runs of each kind (default: %(default)s)")
    rounds = options.parse_args().rounds
    playbook = Playbook.load()
    scenarios = load_scenarios([str(SCENARIOS)], playbook)
    mutants = mutants_of(playbook.content).tried
    suite = Suite(suite_data(playbook, scenarios))
    once = timed(lambda: run_scenarios(playbook, scenarios), rounds)
    whole = timed(lambda: [suite.killer(mutant) for mutant in mutants], rounds)
    print(f"{len(mutants)} mutants, {len(scenarios)} scenarios, medians of {rounds} runs in one process\n")
    print(f"{'':34}{'s':>8}{'ratio':>8}")
    print(f"{'the scenarios once, all words':34}{once:8.2f}{1:8.2f}")
    print(f"{'every mutant tried':34}{whole:8.2f}{whole / once:8.2f}")
    print(f"{'the slow way, at most':34}{once * len(mutants):8.0f}{len(mutants):8.2f}")


def timed(work: Callable[[], object], rounds: int) -> float:
    """Seconds, the median of some runs."""
    taken = []
    for _ in range(rounds):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return median(taken)


if __name__ == "__main__":
    main()
