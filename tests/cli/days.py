"""The commands of every day in a folder of their own, on 21 November 2026."""

import datetime
from pathlib import Path

import pytest
from click.testing import Result

from advisor.cli.every_day import deeds, show, today, undo
from advisor.cli.shared import options
from tests.cli.command import run

RULES = str(Path(__file__).parent / "day_rules")
PROJECT = f"rules: {RULES}\nstate: me.yaml\n"
STATE = """\
as_of: 2026-11-21
profile:
  name: Laura   # that is her
  score: 78
  score_history: [{on: 2026-09-01, value: 84}, {on: 2026-11-10, value: 78}]
contracts:
  - {id: a, title: Menu, angry: true, owed: $260}
  - {id: b, title: Poster, due: 2026-11-24, angry: no}
  - {id: c, title: Leaflet, due: 2026-11-27, angry: no}
  - {id: d, title: Logo}
"""
LIST = """\
Laura · Sat 21 Nov · score 78% (down 6 since 1 Sep)

 1 ! Calm “Menu”
 2   Finish “Poster”                                                   in 3 days
 3   Finish “Leaflet”                                                  in 6 days
 4   Send the bill for “Menu”                                               $260
 5   Rest

4 answers would sharpen this. First: Is your client angry about it?
(Logo)

advisor show 1 · done 1 · later 2 friday · set · add · ask · help: -h
"""


class Today(datetime.date):
    @classmethod
    def today(cls) -> "Today":
        return cls(2026, 11, 21)


def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with a state, and nothing remembered."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    for module in (today, show, deeds, undo, options):
        monkeypatch.setattr(module, "date", Today)
    Path("advisor.yaml").write_text(PROJECT, encoding="utf-8")
    write(STATE)


def write(text: str) -> None:
    Path("me.yaml").write_text(text, encoding="utf-8")


def state() -> str:
    return Path("me.yaml").read_text(encoding="utf-8")


def say(*arguments: str, code: int = 0, stderr: str = "", given: str | None = None) -> str:
    """What a command says on standard output; `stderr` is what it says besides."""
    result = run(*arguments, given=given)
    assert (result.stderr, result.exit_code) == (stderr, code)
    return result.stdout


def refusal(*arguments: str, code: int = 2, given: str | None = None) -> str:
    """The last line of a refusal, after which the state is as it was."""
    before = state()
    result: Result = run(*arguments, given=given)
    assert (result.stdout, result.exit_code, state()) == ("", code, before)
    return result.stderr.splitlines()[-1]
