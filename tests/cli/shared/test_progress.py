"""Bars: in a terminal alone, one in place of the other, and none of nothing."""

import io
import sys

import pytest

from advisor.cli.shared.progress import progress


class Screen(io.StringIO):
    """A terminal that keeps what it shows."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    """What stands on a stream after three rounds of work, of which the second has nothing to do."""
    monkeypatch.setattr(sys, "stderr", stream)
    with progress() as begin:
        done = begin("Reading", 2)
        done(1)
        done(1)
        begin("Waiting", 0)(0)
        begin("Writing", 3)(3)
    return stream.getvalue()


def test_a_terminal_has_a_bar_for_each_round(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(Screen(), monkeypatch)
    assert text.index("Reading") < text.index("Writing")
    assert "2/2" in text
    assert "3/3" in text
    assert "Waiting" not in text
    assert text.endswith("\x1b[?25h\n")  # the cursor is seen again


def test_nothing_else_has_any(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(io.StringIO(), monkeypatch) == ""
