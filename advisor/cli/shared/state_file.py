"""A state's file changed by a command: one writer at a time, and the whole file or nothing."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from advisor.cli.shared.streams import CannotWrite
from advisor.reports.terminal.printable import one_line

WAIT = 10.0  # seconds for another program to finish


def rewrite_state_file(
    path: str, change: Callable[[str], str], *, instead: str = "", opening: str = ""
) -> None:
    """Replace the text of the state in a file by what `change` makes of it, if that is another one.

    The text is read afresh while no other advisor of this user writes to the file, with its line ends and a
    byte order mark; `opening`, if given, is the text of a file that is not there yet.  `instead` tells the
    reader what to do where the file stays as it is.  Raises SourceError about a file that cannot be read, and
    what click shows where it cannot be written.
    """
    try:
        _rewrite(path, change, opening)
    except CannotWrite as error:
        if not instead:
            raise
        raise CannotWrite(f"{error.message.rstrip('.')}. {instead}") from None


def _rewrite(path: str, change: Callable[[str], str], opening: str) -> None:
    from advisor.source.atomic_write import read_whole, write_whole
    from advisor.source.rewriting import CannotRewrite

    refuse_unwritable(path)
    with _alone_with(path):
        is_new = bool(opening) and not os.path.exists(path)
        text = opening if is_new else read_whole(path)
        try:
            new = change(text)
        except CannotRewrite as error:
            raise CannotWrite(f"{one_line(path)} is left as it is: {error}.") from None
        if new == text and not is_new:
            return
        try:
            if is_new:
                os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
            write_whole(path, new)
        except OSError as error:
            raise _cannot_write(path, error.strerror or str(error)) from None


def refuse_unwritable(path: str) -> None:
    """Raise what click shows, where it can be seen beforehand that a state cannot be written."""
    if path == "-":
        raise click.UsageError("Standard input cannot be written to: give the name of the state's file.")
    try:
        folder = os.path.dirname(os.path.realpath(path))
        if os.path.isdir(folder) and not os.access(folder, os.W_OK):
            raise _cannot_write(path, f"the folder {one_line(folder)} is read-only")
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return  # whoever reads it says what is wrong
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise click.UsageError(f'"{one_line(path)}" is not a regular file: what it holds cannot be replaced.')
    if stat.S_ISREG(mode) and not os.access(path, os.W_OK):
        raise _cannot_write(path, "it is read-only; allow yourself to write to it, or work on a copy")


@contextmanager
def _alone_with(path: str) -> Iterator[None]:
    """Hold the lock of a file, which lies in the user's cache: nothing is left beside the file itself."""
    from hashlib import sha256

    from filelock import FileLock, Timeout

    name = sha256(os.path.realpath(path).encode(errors="surrogateescape")).hexdigest()
    lock = FileLock(os.path.join(_folder(path), f"{name}.lock"), timeout=WAIT)
    try:
        lock.acquire()
    except Timeout:
        raise _cannot_write(path, "another program is writing to it; try again when that is done") from None
    except OSError as error:
        raise _cannot_write(path, f"it cannot be locked: {error.strerror or error}") from None
    try:
        yield
    finally:
        lock.release()


def _folder(path: str) -> str:
    """Where locks lie: in the user's cache, or else in the folder for temporary files."""
    import tempfile

    from advisor.playbook.cache import cache_folder

    user = os.getuid() if hasattr(os, "getuid") else ""
    for folder in (cache_folder(), os.path.join(tempfile.gettempdir(), f"freelance-advisor-{user}")):
        locks = os.path.join(folder, "locks")
        try:
            os.makedirs(locks, mode=0o700, exist_ok=True)
        except OSError:
            continue
        if os.access(locks, os.W_OK):
            return locks
    raise _cannot_write(path, "there is no folder for its lock; set ADVISOR_CACHE_DIR to one of your own")


def _cannot_write(path: str, why: str) -> CannotWrite:
    return CannotWrite(f"cannot write {one_line(path)}: {why}")
