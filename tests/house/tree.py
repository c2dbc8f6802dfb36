"""The source tree that the tests of conventions look at."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PASSED_OVER = {"__pycache__", "build", "dist"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that belongs to the project, relative to `ROOT`, sorted.

    Git's list where git has one (new files too, ignored ones not); else all that is not hidden.
    """
    return tuple(sorted(_listed() or _walk()))


def python_files(*folders: str) -> list[Path]:
    """The project's Python files under these top-level folders, relative to `ROOT`."""
    return [path for path in project_files() if path.suffix == ".py" and path.parts[0] in folders]


def read(path: str | Path) -> str:
    """The text of a file of the project, named from `ROOT`; what is not UTF-8 in it is replaced."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def _listed() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return [Path(name) for name in listing.split("\0") if name and (ROOT / name).is_file()]


def _walk() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in PASSED_OVER and not name.startswith(".")]
        found += [Path(folder, name).relative_to(ROOT) for name in names if not name.startswith(".")]
    return found
