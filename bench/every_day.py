"""`python -m bench.every_day`: the commands of every day beside a Python that imports two libraries."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import Line, commands, options

STATE = Path(__file__).parents[1] / "scenarios" / "states" / "established-ghostwriter.yaml"
IMPORTS = "import click, yaml"
COMMAND = "from advisor.cli.main import main; main()"
LINES = (
    "advise me.yaml",
    "today",
    "show 1",
    "why 1",
    "done 1",
    "later 1 friday",
    "no 1 never",
    "set profile job_success 91",
    "agenda",
)


def main() -> None:
    """Print the table."""
    rounds = options("every_day", __doc__, rounds=15).parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["ADVISOR_CACHE_DIR"] = os.path.join(folder, "cache")
        Path("advisor.yaml").write_text("state: me.yaml\n", encoding="utf-8")
        lines: dict[str, Line] = {IMPORTS: (["-c", IMPORTS], {})}
        lines |= {line: (["-c", COMMAND, *line.split()], {}) for line in LINES}
        spent = commands(lines, rounds, _as_before)
    print(f"Medians of {rounds} interleaved runs, on {STATE.name}; the ratio is of processor time.\n")
    print(f"{'':30}{'ms':>8}{'ratio':>8}{'peak MiB':>10}")
    for name, cost in spent.items():
        print(f"{name:30}{cost.busy:8.0f}{cost.busy / spent[IMPORTS].busy:8.2f}{cost.peak:10.0f}")


def _as_before(name: str) -> None:
    """The state of today without what the last command wrote; and a list, where one is looked at."""
    text = STATE.read_text(encoding="utf-8")
    today = "\n".join(line for line in text.splitlines() if not line.startswith("as_of:"))
    Path("me.yaml").write_text(today + "\n", encoding="utf-8")
    if "1" in name.split():
        subprocess.run([sys.executable, "-c", COMMAND, "today"], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
