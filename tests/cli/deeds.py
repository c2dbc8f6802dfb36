"""`advisor log` in a folder of its own, with a playbook that knows little but histories."""

import datetime
import shlex
from pathlib import Path

import pytest

import advisor.cli.log as module
from advisor.cli.shared import options
from tests.cli.command import run

RULES = str(Path(__file__).parent / "log_rules")
STATE = """\
as_of: 2026-11-21
profile: {name: Laura}   # that is her
contracts:
  - id: a
    client: acme
    title: Menu
    history:   # what was done
      - {did: ask, on: 2026-09-01, reply: no}
  - {id: b, title: Poster}
visits: [{id: v}]
"""


class Today(datetime.date):
    @classmethod
    def today(cls) -> "Today":
        return cls(2026, 11, 21)


class Earlier(datetime.date):
    @classmethod
    def today(cls) -> "Earlier":
        return cls(2026, 11, 1)


class Later(datetime.date):
    @classmethod
    def today(cls) -> "Later":
        return cls(2026, 12, 1)


def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a state, on the day of the state."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(module, "date", Today)
    monkeypatch.setattr(options, "date", Today)
    Path("s.yaml").write_text(STATE, encoding="utf-8")


def log(line: str, code: int = 0, stderr: str = "") -> str:
    """What the command says on standard output; `stderr` is what it says besides."""
    result = run("log", "s.yaml", *shlex.split(line), "--rules", RULES)
    assert (result.stderr, result.exit_code) == (stderr, code)
    return result.stdout


def state() -> str:
    return Path("s.yaml").read_text(encoding="utf-8")
