"""The screens of every day in a terminal of 80 columns and 24 lines, which a person sees and types into."""

import os
import re
import signal
import struct
import time
from pathlib import Path

import pytest

from tests.cli.command import start
from tests.cli.days import STATE, prepare, state, write
from tests.house.tree import ROOT

fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")
INTERRUPT = b"\x03"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("TERM", "xterm")
    for name in ("COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def on_screen(*arguments: str, typed: tuple[bytes, ...] = ()) -> tuple[int, str]:
    """The exit code, and all that a terminal of 80 columns shows; what is typed waits for its prompt."""
    mine, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = start(*arguments, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown, waiting = b"", list(typed)
    while True:
        try:
            more = os.read(mine, 4096)
        except OSError:  # Linux says so where nobody has the other end open any more
            break
        if not more:
            break
        shown += more
        if waiting and shown.endswith(b"> "):
            time.sleep(0.3)  # a signal just before it reads would wait for the next line
            if waiting[0] == INTERRUPT:
                process.send_signal(signal.SIGINT)
            else:
                os.write(mine, waiting[0])
            del waiting[0]
    os.close(mine)
    return process.wait(60), shown.decode().replace("\r\n", "\n")


def test_the_list_fits_and_has_colour() -> None:
    code, shown = on_screen()

    lines = COLOUR.sub("", shown).splitlines()
    assert code == 0
    assert "\x1b[1;31m!\x1b[0m Calm “Menu”" in shown
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert COLOUR.sub("", shown).startswith("Laura · Sat 21 Nov · score 78% (down 6 since 1 Sep)\n")


def test_the_fullest_list_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    long = "A very long title for a job that nobody could ever say in a single breath, " * 3
    write(STATE.replace("2026-11-21", "2026-11-20").replace("Logo", f'"{long}", angry: no, due: 2026-11-25'))
    on_screen()
    write(
        STATE.replace("Laura", long).replace("Poster", f'"{long}"').replace("Leaflet", f'"{long}"')
        .replace("Logo", f'"{long}"').replace("score: 78", "score: 0.78")
        + f'  - {{id: e, title: "{long}", due: 2026-11-22, owed: $5}}\n'
    )  # fmt: skip

    code, shown = on_screen()

    lines = shown.splitlines()
    assert (code, "\x1b" in shown) == (0, False)
    assert "Since Fri 20 Nov" in shown
    assert "may be wrong" in shown
    assert "would sharpen this" in shown
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_all_of_it_is_as_long_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    write(STATE + "".join(f"  - {{id: x{n}, title: Job {n}, angry: true}}\n" for n in range(30)))

    assert len(on_screen("--all")[1].splitlines()) > 34
    assert len(on_screen()[1].splitlines()) <= 24


def test_a_question_is_answered_on_the_screen() -> None:
    code, shown = on_screen("done", "2", typed=(b"maybe\n", b"yes\n"))

    assert "\nI didn't catch that. Try yes or no.\n" in shown
    assert (code, "Is that the one you mean? yes or no > yes\n" in shown) == (0, True)
    assert "did: hurry" in state()


def test_an_interrupt_at_the_question_is_clean() -> None:
    code, shown = on_screen("done", "2", typed=(INTERRUPT,))

    assert (code, state()) == (130, STATE)
    assert shown.endswith("\nNothing was recorded.\n")
    assert "Traceback" not in shown
