"""Standard output and standard error: what they can show, and writing to them."""

import codecs
import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from advisor.cli.shared import exits
from advisor.reports.terminal.style import NARROWEST, WIDEST, TerminalStyle

USUAL_WIDTH = 80
_SIGNS = "│•→·…"


class CannotWrite(click.ClickException):
    """The result has nowhere to go: a full disk, a closed stream."""

    exit_code = exits.CANNOT_WRITE


def style_of(stream: TextIO | None, *, usual: int = USUAL_WIDTH) -> TerminalStyle:
    """What the stream can show; `COLUMNS` and `NO_COLOR` win, `usual` is the width where nothing sets it."""
    no_colour = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = is_terminal(stream) and not no_colour
    return TerminalStyle(width=_width(stream, usual), colour=colour, unicode=_has_signs(stream))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody may be looking: a terminal, and still open."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _has_signs(stream: TextIO | None) -> bool:
    """Whether the stream's encoding has bars, bullets and arrows."""
    try:
        _SIGNS.encode(_encoding(stream))
    except (UnicodeError, LookupError):
        return False
    return True


def has_utf8(stream: TextIO | None) -> bool:
    """Whether the stream holds every sign, in the encoding that files for other programs are in."""
    try:
        return codecs.lookup(_encoding(stream)).name == "utf-8"
    except LookupError:
        return False


def write(text: str, *, done: str = "") -> None:
    """Write the result to standard output; where the reader went away (`| head`), the rest is dropped.

    Where it cannot be written, click shows why, and what is `done` all the same, a sentence.
    """
    stream = sys.stdout
    with _refused_where_it_fails(stream, done):
        stream.write(_encodable(text, stream))
        stream.flush()


def write_bytes(content: bytes) -> None:
    """Write a result of its own encoding to standard output, whatever that shows otherwise."""
    stream = sys.stdout
    with _refused_where_it_fails(stream):
        stream.buffer.write(content)
        stream.buffer.flush()


@contextlib.contextmanager
def _refused_where_it_fails(stream: TextIO | None, done: str = "") -> Iterator[None]:
    besides = f". {done}" if done else ""
    if stream is None:
        raise CannotWrite(f"cannot write the result: standard output is closed{besides}")
    try:
        yield
    except BrokenPipeError:
        drop_the_rest(stream)
    except OSError as error:
        drop_the_rest(stream)
        raise CannotWrite(f"cannot write the result: {error.strerror or error}{besides}") from None


def write_error(text: str) -> None:
    """Write to standard error whatever is not the result; where that fails there is nobody to tell."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(_encodable(text, sys.stderr))
        sys.stderr.flush()


def _width(stream: TextIO | None, usual: int) -> int:
    asked = os.environ.get("COLUMNS", "")
    width = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    if not width and stream is not None and is_terminal(stream):
        with contextlib.suppress(OSError, ValueError):
            width = os.get_terminal_size(stream.fileno()).columns
    return min(max(width or usual, NARROWEST), WIDEST)


def _encoding(stream: TextIO | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _encodable(text: str, stream: TextIO) -> str:
    encoding = _encoding(stream)
    return text if text.isascii() else text.encode(encoding, "replace").decode(encoding)


def drop_the_rest(stream: TextIO) -> None:
    """Point the stream at nothing, so that Python's own flush at the end does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
