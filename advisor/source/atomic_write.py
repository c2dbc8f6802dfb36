"""Files read as they stand, and written whole or not at all."""

import contextlib
import errno
import os
import stat

from advisor.source.encoding import BYTE_ORDER_MARK, decode
from advisor.source.errors import SourceError
from advisor.source.files import MAX_BYTES, read_bytes
from advisor.source.own_files import remove_leftovers


def read_whole(path: str) -> str:
    """The text of a file, with its line ends and its byte order mark.  Raises SourceError."""
    content, problem = read_bytes(path, MAX_BYTES, path)
    text, undecoded = decode(content, path) if problem is None else ("", problem)
    if undecoded is not None:
        raise SourceError([undecoded])
    return BYTE_ORDER_MARK + text if content.startswith(BYTE_ORDER_MARK.encode()) else text


_DRAFT = r"\.advisor-[0-9a-f]{16}\.tmp"


def write_whole(path: str, text: str | bytes, swept: set[str] | None = None) -> None:
    """Replace what a file holds in one step: readers see the old or the new, never half.  Text is in UTF-8.

    A link is followed and stays a link, but a second name of the same file (a hard link) keeps the old text.
    Owner, group, permissions and extended attributes stay. The folder must exist. Raises OSError where the
    file may not be written or would lose one of them, and ValueError (before anything is touched) for text
    that UTF-8 cannot hold.

    What killed writers left in the folder goes.  Whoever writes many files gives a set, to which the folders
    that are `swept` are added, so that each is looked through once.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    target = os.path.realpath(path)
    before = _status(path, target)
    folder = os.path.dirname(target)
    if swept is None or folder not in swept:
        remove_leftovers(folder, _DRAFT)
    if swept is not None:
        swept.add(folder)
    draft = os.path.join(folder, f".advisor-{os.urandom(8).hex()}.tmp")
    try:
        _write(draft, content, is_new=before is None)
        if before is not None:
            _take_over(target, before, draft)
        _replace(draft, target)
    except BaseException:
        if os.path.lexists(draft):
            os.unlink(draft)
        raise
    _sync_folder(folder)


def _status(path: str, target: str) -> os.stat_result | None:
    """What there is to keep of a file; None for a new one."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    return status


def _write(draft: str, content: bytes, *, is_new: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(draft, flags, 0o666 if is_new else 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _take_over(target: str, before: os.stat_result, draft: str) -> None:
    """Give a draft the owner, the group, the attributes and the permissions of the file that it will replace.

    Raises OSError where one of them would be lost.
    """
    now = os.stat(draft)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.chown(draft, before.st_uid if now.st_uid != before.st_uid else -1, before.st_gid)
        except PermissionError:
            why = "its owner or group would change: let its owner write to it, or work on a copy"
            raise PermissionError(errno.EPERM, why, target) from None
    for name in os.listxattr(target) if hasattr(os, "listxattr") else ():
        try:
            os.setxattr(draft, name, os.getxattr(target, name))
        except OSError:
            if name.startswith("user."):  # the others are the system's own
                raise
    os.chmod(draft, stat.S_IMODE(before.st_mode))


def _replace(draft: str, target: str) -> None:
    try:
        os.replace(draft, target)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        why = "it is a mount of its own and cannot be replaced: mount its folder instead"
        raise OSError(errno.EBUSY, why, target) from None


def _sync_folder(folder: str) -> None:
    """Make the new name last through a power cut, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders, and not every file system syncs them
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
