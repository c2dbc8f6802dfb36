"""Files that the advisor keeps for itself: read only where nobody else could have made them, and cleared."""

import os
import re
import stat
import time
from contextlib import suppress
from io import BufferedReader, FileIO

_ABANDONED = 3600  # seconds after which a draft's writer must have been killed


def open_own(path: str) -> BufferedReader:
    """A regular file that nobody but this user could have written, open for reading.

    A link is not followed, whoever owns what it leads to, and no pipe is waited for.  Raises OSError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    stream = FileIO(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")
    if not _is_own(os.fstat(stream.fileno())):
        stream.close()
        raise PermissionError(f"{path} may be somebody else's")
    return BufferedReader(stream)


def remove_leftovers(folder: str, pattern: str) -> None:
    """Remove old drafts in a folder, whose names match a pattern: their writers were killed."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in [entry for entry in entries if re.fullmatch(pattern, entry.name)]:
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if _is_own(status) and status.st_mtime < time.time() - _ABANDONED:
                    os.unlink(entry.path)


def _is_own(status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
