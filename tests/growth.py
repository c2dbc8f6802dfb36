"""How much memory a process gains by doing something again and again.

It is measured in a process of its own: what other tests left behind, or gave back, would hide a leak or
look like one.  `python -m tests.growth MODULE:FUNCTION WARM_UP TIMES` prints bytes and threads gained.
"""

import gc
import importlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STATM = Path("/proc/self/statm")


def growth(what: str, warm_up: int, times: int) -> tuple[int, int]:
    """Bytes and threads gained over `times` turns of `what` (MODULE:FUNCTION, which takes their number)."""
    if not STATM.exists():
        pytest.skip("this system does not tell how much memory a process holds")
    command = [sys.executable, "-m", "tests.growth", what, str(warm_up), str(times)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    held, threads = ended.stdout.split()
    return int(held), int(threads)


def resident() -> int:
    """The memory that this process holds now, in bytes."""
    gc.collect()
    return int(STATM.read_text(encoding="ascii").split()[1]) * 4096


def main(what: str, warm_up: str, times: str) -> str:
    """Warm up, measure, go on, and measure again."""
    module, _, name = what.partition(":")
    function = getattr(importlib.import_module(module), name)
    threads = threading.active_count()
    function(int(warm_up))
    before = resident()
    function(int(times))
    return f"{resident() - before} {threading.active_count() - threads}\n"


if __name__ == "__main__":
    sys.stdout.write(main(*sys.argv[1:]))
