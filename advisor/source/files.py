"""Bytes of files and of standard input, within a limit; what cannot be read, as a diagnostic."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from itertools import islice

from advisor.source.diagnostic import Diagnostic, Location, suggest

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 64  # mappings and sequences inside one another
MAX_NODES = 1_000_000  # scalars, sequences and mappings, with aliases expanded
MAX_SHARED = 100_000  # those among them that aliases add by repeating
MAX_PROBLEMS = 100  # in one file
SMALLER = "split a playbook into several files; leave old work and old records out of a state"

YAML = (".yaml", ".yml")
STATES = (*YAML, ".json")
_NEIGHBOURS = 1000  # names looked at for a suggestion

_INPUT = 'use "-" to read standard input'
# What the shell has opened for us: standard input by its name, and a command's output, as in <(cat me.yaml).
_OPENED_BY_THE_SHELL = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
_SPECIAL: tuple[tuple[int, str, str], ...] = (
    (stat.S_IFDIR, "is a folder; a file was expected", "name a file in it"),
    (stat.S_IFIFO, "is a pipe; a file was expected", _INPUT),
    (stat.S_IFCHR, "is a device; a file was expected", _INPUT),
    (stat.S_IFBLK, "is a device; a file was expected", "name a file"),
    (stat.S_IFSOCK, "is a socket; a file was expected", "name a file"),
)
_REASONS: dict[int, tuple[str, str]] = {
    errno.EACCES: ("may not be read: permission denied", "ask for permission to read it"),
    errno.EPERM: ("may not be read: permission denied", "ask for permission to read it"),
    errno.ELOOP: ("is a loop of symbolic links", "point the link at a file"),
    errno.ENAMETOOLONG: ("has too long a name", "check the path"),
    errno.ENOTDIR: ("is a file; a folder was expected", "name the folder that holds it"),
    errno.EISDIR: ("is a folder; a file was expected", "name a file in it"),
}


_noted: list[set[str]] = []


@contextmanager
def noting_reads() -> Iterator[set[str]]:
    """The paths that are read meanwhile, those too at which nothing is: for whoever waits for a change."""
    paths: set[str] = set()
    _noted.append(paths)
    try:
        yield paths
    finally:
        _noted.remove(paths)


def playbook_files(folder: str, suffixes: tuple[str, ...] = YAML) -> tuple[list[str], list[Diagnostic]]:
    """Paths of all *.yaml and *.yml files below `folder`, sorted by their path relative to it.

    Hidden files and folders are skipped, and links to folders are not followed. A folder that cannot be
    listed is a diagnostic; the others are read all the same.  Other `suffixes` find other files.
    """
    problems: list[Diagnostic] = []

    def note(error: OSError) -> None:
        place = str(error.filename or folder)
        problems.append(unreadable(place, error, place))

    paths: list[tuple[str, str]] = []
    try:
        for root, folders, files in os.walk(folder, onerror=note):
            folders[:] = [name for name in folders if not name.startswith(".")]
            below = os.path.relpath(root, folder).replace(os.sep, "/")
            for name in files:
                if name.lower().endswith(suffixes) and not name.startswith("."):
                    path = os.path.join(root, name)
                    paths.append((name if below == os.curdir else f"{below}/{name}", path))
    except ValueError:  # a NUL in the name
        note(OSError(2, "no such folder", folder))
    return [path for _, path in sorted(paths)], problems


def read_bytes(path: str, limit: int, file: str) -> tuple[bytes, Diagnostic | None]:
    """All bytes of a regular file, or of standard input for "-"; or b"" and the reason why there are none.

    Waits for no pipe but one that the shell has opened, and never holds more than `limit` + 1 bytes.
    Diagnostics call it `file`.
    """
    for paths in _noted:
        paths.add(path)
    try:
        if path == "-":
            content = _read_input(limit)
        else:
            with BufferedReader(_pipe_of_the_shell(path) or _opened(path, limit)) as stream:
                content = stream.read(limit + 1)
        if len(content) > limit:
            raise _too_large(f"more than {limit:,}", limit)
    except (_Refused, OSError, ValueError) as error:
        return b"", _reason(path, error, file)
    return content, None


def open_regular(path: str, file: str) -> tuple[FileIO | None, Diagnostic | None]:
    """A regular file, open for reading, whatever its size; or None and the reason.  Never waits for a pipe.

    "-" is a file of that name here.
    """
    try:
        return _opened(path, None), None
    except (_Refused, OSError, ValueError) as error:
        reason = _reason(path, error, file)
        hint = reason.hint.replace(_INPUT, "name a file")
        return None, Diagnostic(reason.code, reason.location, reason.message, hint)


def no_folder(path: str) -> str:
    """What stands where a folder of the path should be ("it is a socket; a folder was expected"), or ""."""
    folder = os.path.dirname(path)
    while folder and not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    if not folder or os.path.isdir(folder):
        return ""
    kind = stat.S_IFMT(os.lstat(folder).st_mode)
    found = next((text for special, text, _ in _SPECIAL if special == kind), "is a file; ")
    if kind == stat.S_IFLNK:
        found = "is a link that leads to no folder; "
    return f'"{folder}" {found.partition(";")[0]}; a folder was expected'


def _reason(path: str, error: Exception, file: str) -> Diagnostic:
    if isinstance(error, _Refused):
        code, message, hint = error.args
        return Diagnostic(code, Location(file, 1, 1), message, hint)
    if isinstance(error, OSError):
        return unreadable(path, error, file)
    # A NUL, or half of a surrogate pair, in the path, or a closed standard input
    message = "standard input is closed" if path == "-" else "no file can have this name"
    return Diagnostic("file-unreadable", Location(file, 1, 1), message, "check the path")


def unreadable(path: str, error: OSError, file: str) -> Diagnostic:
    """A failed call on a file or folder, as a problem."""
    location = Location(file, 1, 1)
    if error.errno == errno.ENOENT or (error.errno == errno.ENOTDIR and not os.path.exists(path)):
        return Diagnostic("file-missing", location, f'there is no "{path}"', _neighbour(path))
    reason, hint = _REASONS.get(error.errno or 0, (f"cannot be read: {error.strerror or error}", ""))
    return Diagnostic("file-unreadable", location, f'"{path}" {reason}', hint)


class _Refused(Exception):
    """A code, a message and a hint."""


def _read_input(limit: int) -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise ValueError("no standard input")
    content: bytes = stream.read(limit + 1)
    return content


def _pipe_of_the_shell(path: str) -> FileIO | None:
    if path.startswith(_OPENED_BY_THE_SHELL) and stat.S_ISFIFO(os.stat(path).st_mode):
        return FileIO(path, "rb")
    return None


def _opened(path: str, limit: int | None) -> FileIO:
    _check(path, os.stat(path), limit)
    # Should a pipe take the file's place in between, O_NONBLOCK keeps the call from waiting for its writer.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    stream = FileIO(os.open(path, flags), "rb")
    try:
        _check(path, os.fstat(stream.fileno()), limit)
    except BaseException:
        stream.close()
        raise
    return stream


def _check(path: str, status: os.stat_result, limit: int | None) -> None:
    kind = stat.S_IFMT(status.st_mode)
    for special, message, hint in _SPECIAL:
        if kind == special:
            raise _Refused("file-unreadable", f'"{path}" {message}', hint)
    if limit is not None and status.st_size > limit:
        raise _too_large(f"{status.st_size:,}", limit)


def _too_large(size: str, limit: int) -> _Refused:
    message = f"the file has {size} bytes; at most {limit:,} are read"
    return _Refused("file-size", message, SMALLER)


def _neighbour(path: str) -> str:
    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            return suggest(name, [entry.name for entry in islice(entries, _NEIGHBOURS)])
    except (OSError, ValueError):
        return "check the path"
