"""What the Makefile promises to somebody whose Python is too old, and to somebody who runs it twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make on the project's Makefile, away from any make that runs these tests."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "ARGS"))
    }
    command = ["make", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=clean)


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """An environment that looks finished, so that nothing is installed."""
    for stamp in (".ready-to-run", ".ready-to-test"):
        (tmp_path / stamp).touch()
    return tmp_path


def test_an_old_python_is_turned_away_with_the_way_out(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.18 && exit 0\nexit 1\n')
    old.chmod(0o755)

    outcome = make("advise", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}")

    assert outcome.returncode != 0
    assert outcome.stdout == ""
    assert outcome.stderr.splitlines()[:2] == [
        f"The advisor needs Python 3.11 or newer, and {old} is not one (Python 3.9.18).",
        "Name one that is: make advise PYTHON=python3.12",
    ]
    assert not (tmp_path / "venv").exists()


def test_a_ready_environment_is_not_installed_again(ready: Path) -> None:
    outcome = make("--dry-run", "advise", f"VENV={ready}", "STATE=laura.yaml", f"PYTHON={sys.executable}")

    assert outcome.stdout.split() == [f"{ready}/bin/advisor", "advise", "laura.yaml"]


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_installed(ready: Path, changed: str) -> None:
    outcome = make("--dry-run", f"--what-if={changed}", "advise", f"VENV={ready}")

    assert f"{ready}/bin/python -m pip install -q -e '.' >&2" in outcome.stdout


def test_the_tests_get_the_tools_too(ready: Path) -> None:
    outcome = make("--dry-run", "--what-if=pyproject.toml", "test", f"VENV={ready}")

    lines = outcome.stdout.splitlines()
    assert f"{ready}/bin/python -m pip install -q -e '.[dev]' >&2" in lines
    assert lines[-1].split()[:3] == [f"{ready}/bin/python", "-m", "pytest"]
