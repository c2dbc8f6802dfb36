"""`python -m bench.reviews`: what the command costs, what a review costs, and how both grow."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from advisor import Playbook, State
from advisor.reports.advice.as_json import advice_json
from bench.freelancers import freelancer
from bench.measure import Spent, calls, commands, options

STATE = Path(__file__).parents[1] / "scenarios" / "states" / "established-ghostwriter.yaml"
SIZES = (20, 100, 500)
IMPORTS = "python -c 'import click, yaml'"
COMMAND = "from advisor.cli.main import main; main()"
Work = Callable[[], Callable[[], object]]


def main() -> None:
    """Print all tables."""
    rounds = options("reviews", __doc__, rounds=15).parse_args().rounds
    print(f"Medians of {rounds} interleaved runs.\n")
    with tempfile.TemporaryDirectory() as cache:
        os.environ["ADVISOR_CACHE_DIR"] = cache
        command(rounds)
        loading(rounds)
    reviews(rounds)


def command(rounds: int) -> None:
    """The whole command, beside a Python that imports its two libraries and ends."""
    advise = ["-c", COMMAND, "advise", str(STATE)]
    spent = commands(
        {
            IMPORTS: (["-c", "import click, yaml"], {}),
            "advisor advise, playbook cached": (advise, {}),
            "advisor advise, no cache": (advise, {"ADVISOR_NO_CACHE": "1"}),
        },
        rounds,
    )
    print(f"The command, on {STATE.name}")
    print(f"{'':34}{'ms':>8}{'ratio':>8}{'peak MiB':>10}")
    for name, cost in spent.items():
        ratio = cost.milliseconds / spent[IMPORTS].milliseconds
        print(f"{name:34}{cost.milliseconds:8.0f}{ratio:8.2f}{cost.peak:10.0f}")


def loading(rounds: int) -> None:
    """The shipped playbook until its first review is done: compiling waits until then."""
    state = State.load(str(STATE))
    Playbook.load(cached=True)
    spent = calls(
        {
            "load from files": lambda: Playbook.load,
            "load from the cache": lambda: lambda: Playbook.load(cached=True),
            "load from files and review once": lambda: lambda: Playbook.load().review(state),
        },
        rounds,
    )
    print("\nThe playbook")
    for name, cost in spent.items():
        print(f"{name:34}{cost.milliseconds:8.1f}")


def reviews(rounds: int) -> None:
    """A review by the number of contracts; each row beside the one of the smallest size."""
    playbook = Playbook.load()
    texts = {size: json.dumps(freelancer(size)) for size in SIZES}
    shared = {size: State.parse(text) for size, text in texts.items()}
    print("\nThe states")
    for size, state in shared.items():
        advice = playbook.review(state)
        print(
            f"{size:4} contracts: {len(advice.recommendations)} recommendations, "
            f"{len(advice.set_aside)} set aside, {len(advice.questions)} questions"
        )
    ways: dict[str, Callable[[int], Work]] = {
        "read the state (JSON text)": lambda size: lambda: lambda: State.parse(texts[size]),
        "review, fresh state": lambda size: lambda: _review(playbook, State.parse(texts[size])),
        "review, state seen before": lambda size: lambda: _review(playbook, shared[size]),
        "review and JSON, fresh state": lambda size: lambda: _read(playbook, State.parse(texts[size])),
        "review and JSON, state seen before": lambda size: lambda: _read(playbook, shared[size]),
    }
    works = {f"{way} {size}": make(size) for way, make in ways.items() for size in SIZES}
    spent = calls(works, rounds)
    print(f"\n{'':36}{'contracts':>9}{'ms':>9}{'ratio':>8}{'a contract':>12}")
    for way in ways:
        for size in SIZES:
            _row(way if size == SIZES[0] else "", size, spent[f"{way} {size}"], spent[f"{way} {SIZES[0]}"])


def _row(way: str, size: int, spent: Spent, smallest: Spent) -> None:
    ratio = spent.milliseconds / smallest.milliseconds
    print(f"{way:36}{size:9}{spent.milliseconds:9.2f}{ratio:8.2f}{ratio * SIZES[0] / size:12.2f}")


def _review(playbook: Playbook, state: State) -> Callable[[], object]:
    return lambda: playbook.review(state)


def _read(playbook: Playbook, state: State) -> Callable[[], object]:
    return lambda: advice_json(playbook.review(state))


if __name__ == "__main__":
    main()
