"""A state's file changed by a command: one writer at a time, and the whole file or nothing."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from advisor.cli.shared.streams import CannotWrite
from advisor.reports.terminal.printable import one_line

WAIT = 10.0  # seconds for another program to finish
_NO_LOCKS = "this system cannot lock a folder, so that two programs could write at once; on Windows, use WSL"
_PAUSE = 0.02  # seconds between two looks whether it has


class StateText:
    """The text of a state's file, with its line ends and a byte order mark, to be changed.

    `what` is what the change is about, for whoever takes it back; `is_undoing` is one that does so.  Once it
    is written, `may_be_undone` is whether it is kept for that.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.what = ""
        self.is_undoing = False
        self.may_be_undone = False


@contextmanager
def open_state_file(
    path: str, *, instead: str = "", opening: str = "", dry_run: bool = False
) -> Iterator[StateText]:
    """A state's text, while no other advisor writes to it; its change is written at the end.

    `opening`, if given, is the text of a file that is not there yet.  `instead` tells the reader what to do
    where the file stays as it is.  Raises SourceError about a file that cannot be read, and what click shows
    where it cannot be written; with `dry_run` nothing is.
    """
    from advisor.source.atomic_write import read_whole

    if dry_run:
        is_new = bool(opening) and (path == "-" or not os.path.exists(path))
        yield StateText(opening if is_new else read_whole(path))
        return
    try:
        with _written_at_the_end(path, opening) as file:
            yield file
    except CannotWrite as error:
        if not instead:
            raise
        raise CannotWrite(f"{error.message.rstrip('.')}. {instead}") from None


@contextmanager
def _written_at_the_end(path: str, opening: str) -> Iterator[StateText]:
    from advisor.source.atomic_write import read_whole, write_whole
    from advisor.source.rewriting import CannotRewrite

    refuse_unwritable(path)
    with _alone_with(path):
        is_new = bool(opening) and not os.path.exists(path)
        before = opening if is_new else read_whole(path)
        file = StateText(before)
        try:
            yield file
        except CannotRewrite as error:
            raise CannotWrite(f"{one_line(path)} is left as it is: {error}.") from None
        if file.text == before and not is_new:
            return
        if os.path.exists(path) and (is_new or read_whole(path) != before):  # an editor knows of no lock
            raise _cannot_write(path, "it was changed meanwhile; nothing was written, so try again")
        try:
            if is_new:
                os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
            write_whole(path, file.text)
        except OSError as error:
            raise _cannot_write(path, error.strerror or str(error)) from None
        if not is_new:
            _keep(path, before, file)


def _keep(path: str, before: str, file: StateText) -> None:
    """Keep what was written, so that it can be taken back; or forget what was taken back."""
    from advisor.facts.kept_changes import KeptChange, drop_change, keep_change

    if file.is_undoing:
        drop_change(path, file.text)
    else:
        file.may_be_undone = keep_change(path, KeptChange(file.what, before, file.text))


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
    """Hold the lock of the folder in which a file lies, or will: whoever writes there asks for it."""
    folder = os.path.dirname(os.path.realpath(path))
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        if os.name == "nt":  # where no folder can be opened
            raise _cannot_write(path, _NO_LOCKS) from None
        raise _cannot_lock(path, error) from None
    try:
        _lock(handle, path)
        yield
    finally:
        os.close(handle)  # which lets go of the lock


def _lock(handle: int, path: str) -> None:
    try:
        import fcntl
    except ImportError:
        raise _cannot_write(path, _NO_LOCKS) from None
    until = time.monotonic() + WAIT
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                why = "another program is writing to it; try again when that is done"
                raise _cannot_write(path, why) from None
            time.sleep(_PAUSE)
        except OSError as error:
            raise _cannot_lock(path, error) from None


def _cannot_lock(path: str, error: OSError) -> CannotWrite:
    remedy = "work on a copy in a folder of your own"
    return _cannot_write(path, f"it cannot be locked: {error.strerror or error}; {remedy}")


def _cannot_write(path: str, why: str) -> CannotWrite:
    return CannotWrite(f"cannot write {one_line(path)}: {why}")
