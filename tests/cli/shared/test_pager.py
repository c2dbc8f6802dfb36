"""Long pages on a terminal: leafed through, but never where nobody could."""

import os
import pty
import subprocess
import termios
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, RULES, STATE

LINES = 12  # of the terminal; the page of advice is longer


def on_a_terminal(
    folder: Path,
    *arguments: str,
    lines: int = LINES,
    given: bool = False,
    command: tuple[str, ...] = ("advise", "--as-of", "2026-11-21"),
) -> str:
    """What a terminal shows of a command whose pager puts ">" before each line; `given`: read from a pipe."""
    pager = folder / "pager"
    pager.write_text("#!/bin/sh\nsed 's/^/>/'\n")
    pager.chmod(0o755)
    control, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (lines, 80))
    variables = {
        name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS", "LESS")
    }
    variables |= {"PAGER": str(pager), "TERM": "xterm", "NO_COLOR": "1"}
    state = folder / "state.yaml"
    state.write_text(STATE, encoding="utf-8")
    with state.open() as file:
        process = subprocess.Popen(
            [*COMMAND, *command, "-" if given else str(state), "--rules", RULES, *arguments],
            stdin=file if given else terminal,
            stdout=terminal,
            stderr=terminal,
            env=variables,
        )
    os.close(terminal)
    shown = b""
    while True:
        try:
            chunk = os.read(control, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(control)
    assert process.wait(timeout=60) == 0
    return shown.decode().replace("\r\n", "\n")


def test_a_page_longer_than_the_screen_goes_through_the_pager(tmp_path: Path) -> None:
    assert on_a_terminal(tmp_path).startswith(">Advice for Laura\n>21 November 2026")


def test_so_does_one_item_that_is_shown_whole(tmp_path: Path) -> None:
    show = ("show", "check-in@a", "-f")

    assert on_a_terminal(tmp_path, lines=4, command=show).startswith(">")
    assert not on_a_terminal(tmp_path, lines=70, command=show).startswith(">")


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_what_is_for_programs_never_does(tmp_path: Path, form: str) -> None:
    assert not on_a_terminal(tmp_path, "--format", form).startswith(">")


def test_a_page_that_fits_does_not(tmp_path: Path) -> None:
    assert on_a_terminal(tmp_path, lines=70).startswith("Advice for Laura\n21 November 2026")


def test_who_wants_none_gets_none(tmp_path: Path) -> None:
    assert on_a_terminal(tmp_path, "--no-pager").startswith("Advice for Laura\n")


def test_a_pager_needs_keys_to_be_pressed(tmp_path: Path) -> None:
    assert on_a_terminal(tmp_path, given=True).startswith("Advice for Laura\n")
