"""`python -m bench.mutation`: what trying all changes of the shipped rules costs, in runs of scenarios.

One in so many is tried, each time with twenty neighbours: what neighbours share is worked out once.
"""

from collections.abc import Callable
from pathlib import Path

from advisor import Playbook
from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import suite_data
from advisor.scenarios.mutation.suite import Suite
from bench.measure import calls, options

ONCE, TRIED = "the scenarios once, all words", "every mutant tried"
SCENARIOS = Path(__file__).parents[1] / "scenarios"
NEIGHBOURS = 20


def main() -> None:
    """Print the table."""
    parser = options("mutation", __doc__, rounds=1)
    parser.add_argument("--one-in", type=int, default=80, metavar="N", help="(default: %(default)s)")
    given = parser.parse_args()
    playbook = Playbook.load()
    scenarios = load_scenarios([str(SCENARIOS)], playbook)
    mutants = mutants_of(playbook.content).tried
    some = [one for number, one in enumerate(mutants) if number // NEIGHBOURS % given.one_in == 0]

    def try_some() -> Callable[[], object]:
        suite = Suite(suite_data(playbook, scenarios))  # afresh: it keeps what it has worked out
        return lambda: [suite.killer(mutant) for mutant in some]

    run_scenarios(playbook, scenarios)  # rules are compiled when they are first needed
    spent = calls({ONCE: lambda: lambda: run_scenarios(playbook, scenarios), TRIED: try_some}, given.rounds)
    once, tried = spent[ONCE].busy / 1000, spent[TRIED].busy / 1000 * len(mutants) / len(some)
    slow = once * len(mutants)
    print(f"{len(some):,} of {len(mutants):,} mutants, {len(scenarios):,} scenarios, processor time\n")
    print(f"{'':34}{'s':>10}{'ratio':>10}")
    for name, seconds in ((ONCE, once), (f"{TRIED}, from these", tried), ("the slow way, at most", slow)):
        print(f"{name:34}{seconds:10,.0f}{seconds / once:10,.0f}")


if __name__ == "__main__":
    main()
