"""Results written to a file: `-o FILE` of the commands that have reports to keep."""

import codecs
import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

import click

from advisor.cli.shared import exits
from advisor.reports.terminal.printable import one_line
from advisor.reports.terminal.style import NARROWEST, WIDEST, TerminalStyle
from advisor.source.files import YAML, playbook_files

_USUAL_WIDTH = 80
_SIGNS = "│•→·…"


class CannotWrite(click.ClickException):
    """The result has nowhere to go: a full disk, a closed stream."""

    exit_code = exits.CANNOT_WRITE


def style_of(stream: TextIO | None, *, usual: int = _USUAL_WIDTH) -> TerminalStyle:
    """What the stream can show: its width (`COLUMNS` wins), colour (`NO_COLOR` wins), signs.

    `usual` is the width where nothing tells it, as in a file.
    """
    return TerminalStyle(width=_width(stream, usual), colour=has_colour(stream), unicode=has_signs(stream))


def has_colour(stream: TextIO | None) -> bool:
    """Whether colour may be used: a terminal, not a dumb one, and nobody said no."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody may be looking: a terminal, and still open."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def has_signs(stream: TextIO | None) -> bool:
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


def write(text: str) -> None:
    """Write the result to standard output, signs that it cannot hold as question marks.

    Where the reader went away (`advisor ... | head`), the rest is dropped in silence.
    """
    stream = sys.stdout
    with _told_where_it_fails(stream):
        stream.write(_encodable(text, stream))
        stream.flush()


def write_bytes(content: bytes) -> None:
    """Write a result of its own encoding to standard output, whatever that shows otherwise."""
    stream = sys.stdout
    with _told_where_it_fails(stream):
        stream.buffer.write(content)
        stream.buffer.flush()


@contextlib.contextmanager
def _told_where_it_fails(stream: TextIO | None) -> Iterator[None]:
    if stream is None:
        raise CannotWrite("cannot write the result: standard output is closed")
    try:
        yield
    except BrokenPipeError:
        _drop_the_rest(stream)
    except OSError as error:
        _drop_the_rest(stream)
        raise CannotWrite(f"cannot write the result: {error.strerror or error}") from None


def write_files(texts: Mapping[str, str]) -> None:
    """Write whole files by their paths, with the folders that they need."""
    from advisor.reports.terminal.printable import one_line
    from advisor.source.atomic_write import write_whole

    for path, text in texts.items():
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            write_whole(path, text)
        except OSError as error:
            raise CannotWrite(f"cannot write {one_line(path)}: {error.strerror or error}") from None


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


def _drop_the_rest(stream: TextIO) -> None:
    """Point the stream at nothing, so that Python's own flush at the end does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


_OPTION = "'-o' / '--output'"


def refuse_to_replace(output: str, given: Iterable[str], rules: tuple[str, ...]) -> None:
    """A usage error where the file to write is one of those that are read: what they say would be lost.

    `given` are files ("-" is what standard input is redirected from), `rules` the folders of a playbook as
    they were named; none stands for the playbook that comes with the advisor.
    """
    from advisor.shipped import shipped_playbook

    if os.path.isdir(output):
        raise _refused(output, "is a folder: name a file")
    if any(_is_same(path, output) for path in given):
        raise _refused(output, "is a file that is read here: name another one")
    if any(_is_part(output, folder) for folder in rules or (shipped_playbook(),)):
        raise _refused(output, "is a file of the playbook, or would be: name another one")


def _is_same(path: str, output: str) -> bool:
    try:
        read = os.fstat(sys.stdin.fileno()) if path == "-" else os.stat(path)
        return os.path.samestat(read, os.stat(output))
    except (OSError, ValueError, AttributeError):  # one of them is not there, or is no file
        return False


def _is_part(output: str, folder: str) -> bool:
    """Whether a folder's playbook reads the file, perhaps through a link, or would once it is there."""
    inside = os.path.join(os.path.realpath(folder), "")
    real = os.path.realpath(output)
    if real.startswith(inside) and real.lower().endswith(YAML):
        return True
    return os.path.exists(output) and any(_is_same(each, output) for each in playbook_files(folder)[0])


def _refused(output: str, why: str) -> click.BadParameter:
    return click.BadParameter(f'"{one_line(output)}" {why}.', param_hint=_OPTION)


def write_report(output: str, text: str, called: str) -> None:
    """Write the file whole, with the folders that it needs, and say where it is, as it is `called`."""
    write_files({output: text})
    write_error(f"{called} is in {one_line(output)}\n")
