"""`advisor ask` with somebody at a terminal, who may mistype, interrupt, and end the input."""

import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.asking import RULES, STATE, advice, laura, lines_of
from tests.cli.command import start
from tests.house.tree import ROOT

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

__all__ = ["laura"]
pytestmark = pytest.mark.usefixtures("laura")

Step = bytes | signal.Signals
END_OF_INPUT = b"\x04"
PATIENCE = 60.0  # seconds until the process must have said something
AGAIN = 5.0  # seconds until a signal that it did not heed is sent again


def converse(*steps: Step, columns: int = 80) -> tuple[int, str, str]:
    """Exit code, standard output, and the terminal, where each step waits for its prompt."""
    mine, theirs = os.openpty()
    os.environ["COLUMNS"] = str(columns)
    with Path("out.txt").open("wb") as out:
        process = start("ask", "laura.yaml", "--rules", RULES, stdin=theirs, stdout=out, stderr=theirs)
    os.close(theirs)
    output = b""
    for step in steps:
        output = _read(mine, output, lambda seen: seen.endswith(b"\r\n> "))
        if isinstance(step, bytes):
            os.write(mine, step)
            output += b"" if step == END_OF_INPUT else os.read(mine, 1)
        else:
            time.sleep(0.3)  # a signal just before it reads would wait for the next line
            process.send_signal(step)
            if not _has_more(mine, AGAIN):
                process.send_signal(step)
    output = _read(mine, output, lambda seen: False)
    os.close(mine)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", output.decode().replace("\r\n", "\n"))
    return process.wait(60), lines_of("out.txt"), shown


def _has_more(terminal: int, seconds: float) -> bool:
    """Whether the process says more, or ends, within so many seconds."""
    return bool(select.select([terminal], [], [], seconds)[0])


def _read(terminal: int, output: bytes, until: Callable[[bytes], bool]) -> bytes:
    while not until(output):
        assert _has_more(terminal, PATIENCE), f"it says no more than this:\n{output.decode()}"
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            return output
        if not more:
            return output
        output += more
    return output


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the process starts in another folder


def test_what_is_no_answer_is_asked_again() -> None:
    code, out, output = converse(b"grumpy\n", b"n\xc3\xa9\n", b"u\n", b"stop\n")

    assert (code, out, lines_of("laura.yaml")) == (0, advice(), STATE + "    mood: unhappy\n")
    assert output.partition("3 unhappy\n")[2].partition("\n\n1 answered")[0] == (
        "> grumpy\n  I didn't catch that. Answer with one of happy, neutral, unhappy.\n"
        "> né\n  I didn't catch that. Answer with one of happy, neutral, unhappy.\n"
        "> u\n  Noted: unhappy.\n  + New: Talk about Logo (high)"
    )


def test_an_interrupt_keeps_what_was_answered() -> None:
    code, out, output = converse(b"3\n", signal.SIGINT)

    assert (code, out, lines_of("laura.yaml")) == (130, "", STATE + "    mood: unhappy\n")
    assert output.endswith("  Answer with yes or no.\n> \nYour answer is saved in laura.yaml.\n")


def test_an_interrupt_before_the_first_answer() -> None:
    code, out, output = converse(signal.SIGINT)

    assert (code, out, lines_of("laura.yaml")) == (130, "", STATE)
    assert output.endswith("\n> \nNothing was answered.\n")


def test_the_end_of_the_input_is_a_stop() -> None:
    code, out, output = converse(b"3\n", END_OF_INPUT)

    assert (code, out, lines_of("laura.yaml")) == (0, advice(), STATE + "    mood: unhappy\n")
    assert output.endswith(
        "> \nAbout 3 questions are left for another time.\nYour answer is saved in laura.yaml.\n\n"
    )


def test_a_narrow_terminal() -> None:
    _, _, output = converse(b"?\n", b"stop\n", columns=40)

    assert max(map(len, output.splitlines())) <= 40
