"""`python -m bench.growth`: how the cost of commands grows with contracts, rules, and tests in a rule."""

import json
import math
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.freelancers import freelancer
from bench.measure import Spent, commands, options

SIZES = (100, 400, 1600)
COMMAND = "from advisor.cli.main import main; main()"
HEAD = """\
playbook: {name: Growth}
entities:
  job:
    key: id
    fields:
      title: {type: text, ask: "What is it called?"}
      pay: {type: count, ask: "What does it pay?"}
      stars: {type: rating, ask: "How many stars?"}
actions: {rest: {for: job, title: "Rest from {title}", effort: low}}
documents: {D: {title: A book, authority: document}}
claims: {D-1: {document: D, section: One, kind: rule, says: "Rest at times."}}
ruleset: rests
title: Rests
rules:
"""


def main() -> None:
    """Print the table."""
    parser = options("growth", __doc__, rounds=3)
    parser.add_argument("--slow", action="store_true", help="with why-not and agenda, which take minutes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["ADVISOR_CACHE_DIR"] = os.path.join(folder, "cache")
        for size in SIZES:
            for name, text in FILES.items():
                Path(f"{size}{name}").write_text(text(size), encoding="utf-8")
        lines = LINES + (SLOW if given.slow else ())
        works = {(line, size): line.replace("*", str(size)) for line in lines for size in SIZES}
        spent = commands(
            {work: (["-c", COMMAND, *work.split()], {}) for work in works.values()}, given.rounds, _afresh
        )
    print(f"Medians of {given.rounds} interleaved runs, in ms of processor time.\n")
    print(f"{'':44}" + "".join(f"{size:>9,}" for size in SIZES) + f"{'exponent':>10}")
    for line in lines:
        costs = [spent[works[line, size]] for size in SIZES]
        print(f"{line:44}" + "".join(f"{cost.busy:9.0f}" for cost in costs) + f"{_exponent(costs):10.2f}")


def _exponent(costs: list[Spent]) -> float:
    """1 where what is more grows as the size does, 2 where it grows as its square; nan where nothing grows.

    What a command costs anyway is in all three, and so in no difference.
    """
    least, middle, most = (cost.busy for cost in costs)
    if middle <= least or most <= middle:
        return math.nan
    return math.log((most - middle) / (middle - least)) / math.log(SIZES[2] / SIZES[1])


def _afresh(line: str) -> None:
    """Without the pages that an earlier run wrote."""
    shutil.rmtree("pages", ignore_errors=True)


def _rule(name: str, when: str) -> str:
    what = 'advise: rest, priority: low, because: "So.", claims: D-1'
    return f"  - {{id: {name}, for: job, when: {when}, {what}}}\n"


def _rules(size: int) -> str:
    return HEAD + "".join(_rule(f"r{n}", f"{{pay: {n}, stars: {n % 50 / 10}}}") for n in range(size))


def _numbers(size: int) -> str:
    return HEAD + _rule("r", f"{{pay: [{', '.join(str(3 * n) for n in range(size))}]}}")


def _names(size: int) -> str:
    return HEAD + _rule("r", f"{{title: [{', '.join(f'w{n}' for n in range(size))}]}}")


def _alternatives(size: int) -> str:
    return HEAD + _rule("r", f"{{any: [{', '.join(f'{{pay: {3 * n}}}' for n in range(size))}]}}")


FILES: dict[str, Callable[[int], str]] = {
    "me.yaml": lambda size: json.dumps(freelancer(size)),
    "rules.yaml": _rules,
    "numbers.yaml": _numbers,
    "names.yaml": _names,
    "any.yaml": _alternatives,
}
LINES = (
    "advise *me.yaml",
    "why *me.yaml leave-feedback@c-018",
    "check *rules.yaml",
    "rules docs pages --rules *rules.yaml",
    "check *numbers.yaml",
    "check *names.yaml",
    "check *any.yaml",
)
SLOW = ("agenda *me.yaml", "why-not *me.yaml check-in --all")

if __name__ == "__main__":
    main()
