"""Running the command, inside this process or as one of its own."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from advisor.cli.main import main

RULES = str(Path(__file__).parent / "tiny_rules")
STATE = """\
as_of: 2026-11-21
profile: {name: Laura}
contracts:
  - {id: a, title: Café menu, idle: 90}
  - {id: b, title: Leaflets, idle: 61}
  - {id: c, title: Poster}
"""
COMMAND = [sys.executable, "-c", 'from advisor.cli.main import main; main(prog_name="advisor")']


def run(*arguments: str, given: str | None = None) -> Result:
    """Run the command here, as if in a terminal of 80 columns that is none; `given` is standard input."""
    settings = {"COLUMNS": "80", "NO_COLOR": None, "ADVISOR_DEBUG": None}
    return CliRunner(env=settings).invoke(main, arguments, input=given, prog_name="advisor")


def start(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    """Start the command as a process of its own; options are those of `Popen`."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}
    return subprocess.Popen([*COMMAND, *arguments], env=environment, **options)  # type: ignore[call-overload, no-any-return]
