"""Streams that are narrow, dumb, closed, full, or gone."""

import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.cli.shared.streams import style_of
from advisor.reports.terminal.style import TerminalStyle
from tests.cli.command import COMMAND, RULES, STATE, start


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(encoding: str = "utf-8") -> Terminal:
    return Terminal(io.BytesIO(), encoding=encoding)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def state(tmp_path: Path) -> str:
    path = tmp_path / "state.yaml"
    path.write_text(STATE, encoding="utf-8")
    return str(path)


def test_a_terminal_has_colour_and_a_file_has_none() -> None:
    assert style_of(terminal()) == TerminalStyle(width=80, colour=True, unicode=True)
    assert style_of(io.StringIO()) == style_of(None) == TerminalStyle(width=80, colour=False, unicode=True)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    assert not style_of(terminal()).colour


@pytest.mark.parametrize(
    ("columns", "width"),
    [("60", 60), ("39", 40), ("101", 100), ("9" * 50, 80), ("0", 80), ("-5", 80), ("wide", 80), ("²", 80)],
)
def test_columns_decide_the_width_within_reason(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    try:
        monkeypatch.setenv("COLUMNS", columns)
    except UnicodeEncodeError:
        pytest.skip("an environment of this locale holds no such sign")

    assert style_of(io.StringIO()).width == width


@pytest.mark.parametrize(("encoding", "signs"), [("utf-8", True), ("ascii", False), ("latin-1", False)])
def test_signs_are_for_encodings_that_have_them(encoding: str, signs: bool) -> None:
    assert style_of(terminal(encoding)).unicode is signs


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_the_width_is_that_of_the_terminal() -> None:
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 57, 0, 0))
    with open(follower, "w", encoding="utf-8") as stream:
        look = style_of(stream)
    os.close(leader)

    assert look == TerminalStyle(width=57, colour=True, unicode=True)


def test_an_encoding_without_the_signs_never_fails(state: str) -> None:
    outcome = subprocess.run(
        [*COMMAND, "advise", state, "--rules", RULES],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )

    assert b"\n 1. Ask about Caf? menu\n    Medium\n    Caf? menu\n    - Nothing happened" in outcome.stdout


def test_a_reader_that_goes_away_is_no_error(state: str) -> None:
    reading, writing = os.pipe()
    process = start("advise", state, "--rules", RULES, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    os.close(reading)
    _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("asked", ["advise", "help", "help on a command"])
def test_a_full_disk_is_told(asked: str, state: str) -> None:
    arguments = {"advise": ("advise", state, "--rules", RULES), "help": ("--help",)}
    with open("/dev/full", "wb") as full:
        process = start(*arguments.get(asked, ("advise", "--help")), stdout=full, stderr=subprocess.PIPE)
        _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (74, b"Error: cannot write the result: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_folder_that_is_gone_is_told(state: str, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f"cd {tmp_path}/gone && rmdir ../gone && {shlex.join(COMMAND)} advise {state}"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert ended.returncode == 2
    reason = "Error: the folder that you are in is gone: go to another one first, such as cd ~\n"
    assert ended.stderr.endswith(reason)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("closed", "code", "expected"),
    [
        (">&-", 74, "Error: cannot write the result: standard output is closed\n"),
        (">&- 2>&-", 74, ""),
        ("<&- 2>&-", 5, ""),
    ],
)
def test_closed_streams(closed: str, code: int, expected: str, state: str) -> None:
    given = "-" if closed.startswith("<") else state
    script = f'exec "$@" {closed}'
    outcome = subprocess.run(
        ["sh", "-c", script, "sh", *COMMAND, "advise", given, "--rules", RULES],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (code, "", expected)
