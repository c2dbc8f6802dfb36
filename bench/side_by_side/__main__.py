"""`python -m bench.side_by_side`: what the same 24 rules take in several engines, beside plain Python."""

from collections.abc import Callable, Mapping

from bench.measure import calls, options, ready
from bench.side_by_side.contenders import FROM_FACTS, PLAIN, installed, made_ready
from bench.side_by_side.engines import Fires
from bench.side_by_side.memory import memory
from bench.side_by_side.plain import Firings, plain
from bench.side_by_side.states import Values, made_up

STATES = 25  # of each size


def main() -> None:
    """Print the tables."""
    parser = options("side_by_side", __doc__, rounds=9)
    parser.add_argument(
        "--memory", type=int, default=0, metavar="N", help="first N reviews by each, for its memory"
    )
    given = parser.parse_args()
    if given.memory:
        memory(given.memory)
    engines = installed()
    prepared = {name: made_ready(name) for name in FROM_FACTS}
    for size in (5, 20, 100):
        states = [made_up(size, seed) for seed in range(STATES)]
        hold_to_account(engines, states)
        works = {name: _in_turn(fires, states) for name, fires in engines.items()}
        for name, prepare in prepared.items():
            works[name] = _all([prepare(state) for state in states])
        _table(size, works, given.rounds)


def _in_turn(fires: Fires, states: list[Values]) -> Callable[[], object]:
    return lambda: [fires(state) for state in states]


def _all(works: list[Callable[[], object]]) -> Callable[[], object]:
    return lambda: [work() for work in works]


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


def _table(size: int, works: Mapping[str, Callable[[], object]], rounds: int) -> None:
    spent = calls(ready(works), rounds)
    print(f"\n{size} contracts: medians of {rounds} interleaved runs over {STATES} states, processor time\n")
    print(f"{'':50}{'us a state':>12}{'ratio':>8}")
    for name, one in sorted(spent.items(), key=lambda pair: pair[1].busy):
        print(f"{name:50}{one.busy / STATES * 1000:12.0f}{one.busy / spent[PLAIN].busy:8.1f}")


if __name__ == "__main__":
    main()
