"""`python -m bench.agenda`: what an agenda of 60 days costs, in reviews."""

import json
from collections.abc import Callable
from pathlib import Path

from advisor import Playbook, State
from advisor.advice.agenda import agenda_of
from bench.freelancers import freelancer
from bench.measure import calls, options, ready

STATES = Path(__file__).parents[1] / "scenarios" / "states"
DAYS = 60


def main() -> None:
    """Print the table."""
    rounds = options("agenda", __doc__, rounds=5).parse_args().rounds
    playbook = Playbook.load()
    states = {path.stem: State.load(str(path)) for path in sorted(STATES.glob("*.yaml"))}
    states |= {f"{size} contracts": State.parse(json.dumps(freelancer(size))) for size in (20, 100)}
    works: dict[str, Callable[[], object]] = {}
    for name, state in states.items():
        works[f"{name}, reviews"] = _reviews(playbook, state)
        works[f"{name}, agenda"] = _agenda(playbook, state)
    spent = calls(ready(works), rounds)
    print(f"Medians of {rounds} interleaved runs, in ms.\n")
    print(f"{'':28}{f'{DAYS} reviews':>14}{f'{DAYS} days':>10}{'ratio':>8}")
    for name in states:
        reviews, agenda = (spent[f"{name}, {kind}"].milliseconds for kind in ("reviews", "agenda"))
        print(f"{name:28}{reviews:14.0f}{agenda:10.0f}{agenda / reviews:8.2f}")


def _reviews(playbook: Playbook, state: State) -> Callable[[], object]:
    return lambda: [playbook.review(state) for _ in range(DAYS)]


def _agenda(playbook: Playbook, state: State) -> Callable[[], object]:
    return lambda: agenda_of(playbook, state, days=DAYS)


if __name__ == "__main__":
    main()
