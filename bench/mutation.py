"""`python -m bench.mutation`: what trying all changes of the shipped rules costs, in runs of scenarios."""

from collections.abc import Callable
from pathlib import Path

from advisor import Playbook
from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import suite_data
from advisor.scenarios.mutation.suite import Suite
from bench.measure import calls, options, ready

ONCE, WHOLE = "the scenarios once, all words", "every mutant tried"
SCENARIOS = Path(__file__).parents[1] / "scenarios"


def main() -> None:
    """Print the table."""
    rounds = options("mutation", __doc__, rounds=3).parse_args().rounds
    playbook = Playbook.load()
    scenarios = load_scenarios([str(SCENARIOS)], playbook)
    mutants = mutants_of(playbook.content).tried
    suite = Suite(suite_data(playbook, scenarios))
    works: dict[str, Callable[[], object]] = {
        ONCE: lambda: run_scenarios(playbook, scenarios),
        WHOLE: lambda: [suite.killer(mutant) for mutant in mutants],
    }
    spent = calls(ready(works), rounds)
    once, whole = (spent[name].milliseconds / 1000 for name in works)
    print(f"{len(mutants)} mutants, {len(scenarios)} scenarios, medians of {rounds} interleaved runs\n")
    print(f"{'':34}{'s':>8}{'ratio':>8}")
    print(f"{ONCE:34}{once:8.2f}{1:8.2f}")
    print(f"{WHOLE:34}{whole:8.2f}{whole / once:8.2f}")
    print(f"{'the slow way, at most':34}{once * len(mutants):8.0f}{len(mutants):8.2f}")


if __name__ == "__main__":
    main()
