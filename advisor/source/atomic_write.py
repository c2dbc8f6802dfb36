"""Files read as they stand, and written whole or not at all."""

import contextlib
import errno
import os
import stat

from advisor.source.encoding import BYTE_ORDER_MARK, decode
from advisor.source.errors import SourceError
from advisor.source.files import MAX_BYTES, read_bytes


def read_whole(path: str) -> str:
    """The text of a file, with its line ends and its byte order mark.  Raises SourceError."""
    content, problem = read_bytes(path, MAX_BYTES, path)
    text, undecoded = decode(content, path) if problem is None else ("", problem)
    if undecoded is not None:
        raise SourceError([undecoded])
    return BYTE_ORDER_MARK + text if content.startswith(BYTE_ORDER_MARK.encode()) else text


def write_whole(path: str, text: str) -> None:
    """Replace the content of a file, as UTF-8, in one step: readers see the old text or the new, never half.

    A link is followed and stays a link, but a second name of the same file (a hard link) keeps the old text.
    Permissions stay. The folder must exist. Raises OSError where the file may not be written, and ValueError
    (before anything is touched) for text that UTF-8 cannot hold.
    """
    content = text.encode("utf-8")
    target = os.path.realpath(path)
    mode = _mode(path, target)
    folder = os.path.dirname(target)
    draft = os.path.join(folder, f".advisor-{os.urandom(8).hex()}.tmp")
    try:
        _write(draft, content, mode)
        os.replace(draft, target)
    except BaseException:
        if os.path.lexists(draft):
            os.unlink(draft)
        raise
    _sync_folder(folder)


def _mode(path: str, target: str) -> int | None:
    """The permissions to keep; None for a new file."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    return stat.S_IMODE(status.st_mode)


def _write(draft: str, content: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(draft, flags, 0o666 if mode is None else 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if mode is not None:
        os.chmod(draft, mode)


def _sync_folder(folder: str) -> None:
    """Make the new name last through a power cut, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders, and not every file system syncs them
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
