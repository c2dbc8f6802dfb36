"""`python -m bench.many_rules`: what a playbook costs that grows from 500 to 5,000 rules."""

import json
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

from advisor import Playbook, State
from bench.measure import options
from bench.side_by_side.states import made_up

RULES = Path(__file__).parent / "side_by_side" / "rules.yaml"
SIZES = (500, 1000, 2000, 5000)
STATES = 5


def main() -> None:
    """Print the table."""
    rounds = options("many_rules", __doc__, rounds=5).parse_args().rounds
    states = [State.from_values(made_up(20, seed)) for seed in range(STATES)]
    print("Processor time in ms; a rule: beside the smallest playbook, for each rule.\n")
    beside = f"{'a rule':>8}"
    print(f"{'rules':>7}{'load, check':>13}{beside}{'first review':>14}{beside}{'review':>9}{beside}")
    first: list[float] = []
    for size in SIZES:
        spent = _spent(size, states, rounds)
        first = first or [one / size for one in spent]
        columns = zip(spent, first, (13, 14, 9), strict=True)
        cells = (f"{one:{width}.1f}{one / size / least:8.2f}" for one, least, width in columns)
        print(f"{size:7}{''.join(cells)}")


def _spent(size: int, states: list[State], rounds: int) -> tuple[float, float, float]:
    """Of loading with all checks, of the first review, and of one of many."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "playbook.yaml")
        file.write_text(json.dumps(grown(size)), encoding="utf-8")
        start = time.process_time()
        playbook = Playbook.load(str(file))
        loaded = time.process_time()
        playbook.review(states[0])
        reviewed = time.process_time()
    for state in states:
        playbook.review(state)
    settled = time.process_time()
    for _ in range(rounds):
        for state in states:
            playbook.review(state)
    many = (time.process_time() - settled) / rounds / len(states)
    return (loaded - start) * 1000, (reviewed - loaded) * 1000, many * 1000


def grown(size: int) -> dict[str, Any]:
    """A playbook of so many rules: the 24 over and over, each time with numbers and actions of their own."""
    whole: dict[str, Any] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    rules, actions = whole["rules"], whole["actions"]
    whole["rules"], whole["actions"] = [], {}
    for number in range(size):
        block, rule = number // len(rules), json.loads(json.dumps(rules[number % len(rules)]))
        rule["id"] += f"-{block}"
        for verb in ("advise", "raise", "lower"):
            if verb in rule:
                rule[verb] += f"-{block}"
        if rule["for"] == "contract":
            rule["when"]["earned"] = f"> {block * 50}"
        whole["rules"].append(rule)
    advised = {rule["advise"] for rule in whole["rules"] if "advise" in rule}
    whole["rules"] = [
        rule for rule in whole["rules"] if rule.get("raise", rule.get("lower")) in {None, *advised}
    ]
    for name in sorted(advised):
        whole["actions"][name] = actions[name.rpartition("-")[0]]
    return whole


if __name__ == "__main__":
    main()
