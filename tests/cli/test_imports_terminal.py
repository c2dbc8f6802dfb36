"""`advisor import` with somebody at a terminal: a bar for large files, and the questions offered."""

import os
import sys
from pathlib import Path

import pytest

import advisor.cli.imports as module
from tests.cli.command import run, start
from tests.house.tree import ROOT

RULES = str(Path(__file__).parent / "import_rules")
WEEKLY = "Date,Contract,Hours,Amount,Payment type\n2026-09-01,Logo (40112233),,90.00,Bonus\n"
ARGUMENTS = ("import", "weekly.csv", "-o", "s.yaml", "--rules", RULES, "--as-of", "2026-11-21")


@pytest.fixture(autouse=True)
def _workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # a process starts in another folder
    Path("weekly.csv").write_text(WEEKLY, encoding="utf-8")


@pytest.mark.parametrize("typed", ["y\nstop\n", "\nstop\n", "YES\nstop\n"])
def test_the_questions_follow_a_yes(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda stream: True)

    result = run(*ARGUMENTS, given=typed)

    assert result.exit_code == 0
    assert result.stderr.startswith("\nAnswer now? [Y/n] \n1 answer could change your advice.\n")


@pytest.mark.parametrize("typed", ["n\n", "later\n", ""])
def test_anything_else_is_a_no(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda stream: True)

    result = run(*ARGUMENTS, given=typed)

    assert (result.exit_code, result.stderr) == (0, "\nAnswer now? [Y/n] ")
    assert result.stdout.endswith(f"\n  advisor ask s.yaml --rules {RULES} --as-of 2026-11-21\n")


@pytest.mark.parametrize("options", [("--no-ask",), ("--dry-run",), ("--format", "json")])
def test_nobody_is_asked_who_does_not_want_it(
    options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "is_terminal", lambda stream: True)

    result = run(*ARGUMENTS, *options, given="y\n")

    assert (result.exit_code, result.stderr) == (0, "")


def test_an_interrupt_while_reading_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **named: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("advisor.upwork.import_exports.read_export", interrupted)

    result = run(*ARGUMENTS)

    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")
    assert os.listdir() == ["weekly.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_shows_how_far_large_files_are_read() -> None:
    rows = WEEKLY.splitlines(keepends=True)[1] * (module.LARGE // 40)
    Path("weekly.csv").write_text(WEEKLY + rows, encoding="utf-8")
    mine, theirs = os.openpty()
    with Path("out.txt").open("wb") as out:
        process = start(*ARGUMENTS, stdin=None, stdout=out, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            more = os.read(mine, 4096)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        shown += more
    os.close(mine)

    assert process.wait(60) == 0
    assert b"Reading" in shown
    assert b"100%" in shown
    assert shown.rstrip().endswith(b"\x1b[?25h")
    assert Path("out.txt").read_text(encoding="utf-8").startswith("1 file imported into s.yaml\n")
