"""`python -m bench.side_by_side`: what the same 24 rules take in several engines, beside plain Python."""

import argparse
import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

from bench.measure import peak
from bench.side_by_side.engines import ENGINES, Fires
from bench.side_by_side.ours import Ours
from bench.side_by_side.plain import Firings, plain
from bench.side_by_side.states import Values, made_up

PLAIN = "plain Python"
STATES = 25  # of each size


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(prog="python -m bench.side_by_side", description=__doc__)
    options.add_argument("--rounds", type=int, default=9, help="runs of each kind (default: %(default)s)")
    options.add_argument(
        "--memory", type=int, default=0, metavar="N", help="also N reviews by each, for its memory"
    )
    given = options.parse_args()
    ours = Ours()
    engines = {PLAIN: plain, "ours, from Python values": ours.fires} | _installed()
    for size in (5, 20, 100):
        states = [made_up(size, seed) for seed in range(STATES)]
        hold_to_account(engines, states)
        works = {name: [_of(fires, state) for state in states] for name, fires in engines.items()}
        works["ours, facts read"] = [ours.from_facts(state) for state in states]
        works["ours, ranked in a line each, facts read"] = [ours.ranked(state) for state in states]
        works["ours, ranked with titles and reasons, facts read"] = [ours.advice(state) for state in states]
        _table(size, works, given.rounds)
    if given.memory:
        _memory(engines, given.memory)


def _of(fires: Fires, state: Values) -> Callable[[], object]:
    return lambda: fires(state)


def _installed() -> dict[str, Fires]:
    engines: dict[str, Fires] = {}
    for name, make in ENGINES.items():
        try:
            engines[name] = make()
        except ImportError as error:
            print(f"left out: {name} ({error})")
    return engines


def hold_to_account(engines: Mapping[str, Fires], states: list[Values]) -> None:
    """All say the same of every state, and one that says otherwise is noticed.  Raises AssertionError."""
    for state in states:
        expected = plain(state)
        for name, fires in engines.items():
            found = fires(state)
            assert found == expected, f"{name}: {sorted(found ^ expected)[:5]}"
    wrong = sum(_wrong(state) != plain(state) for state in states)
    assert wrong, "a version that is wrong on purpose was not noticed"


def _wrong(state: Values) -> Firings:
    """As plain Python, but that contracts of 14 days ago have ended too long ago to ask."""
    from datetime import date

    today = date.fromisoformat(state["as_of"])
    ended = {one["id"]: date.fromisoformat(one["ended"]) for one in state["contracts"] if "ended" in one}
    return {(rule, key) for rule, key in plain(state) if rule != "r03" or (today - ended[key]).days < 7}


def _table(size: int, works: Mapping[str, list[Callable[[], object]]], rounds: int) -> None:
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, calls in works.items():
            gc.collect()
            before = time.process_time()
            for call in calls:
                call()
            taken[name].append(time.process_time() - before)
    print(f"\n{size} contracts: medians of {rounds} interleaved runs over {STATES} states, processor time\n")
    print(f"{'':50}{'us a state':>12}{'ratio':>8}")
    base = median(taken[PLAIN])
    for name in sorted(taken, key=lambda name: median(taken[name])):
        spent = median(taken[name])
        print(f"{name:50}{spent / STATES * 1e6:12.0f}{spent / base:8.1f}")


def _memory(engines: Mapping[str, Fires], reviews: int) -> None:
    """The growth of the peak of resident memory over many reviews, after a tenth of them."""
    states = [made_up(20, seed) for seed in range(STATES)]
    print(f"\nGrowth of the peak of memory over {reviews} reviews of 20 contracts, after a tenth as many\n")
    for name, fires in engines.items():
        for number in range(reviews // 10):
            fires(states[number % STATES])
        before = peak()
        for number in range(reviews):
            fires(states[number % STATES])
        print(f"{name:50}{peak() - before:10.1f} MiB")


if __name__ == "__main__":
    main()
