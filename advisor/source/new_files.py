"""Several new files: all of them, each whole, or none; and nothing that is there already is touched."""

import contextlib
import os
from collections.abc import Iterator, Mapping


def create_files(texts: Mapping[str, str]) -> None:
    """Write new files by their paths, as UTF-8, with the folders that they need.

    Raises OSError (FileExistsError where one is there already), and ValueError for text that UTF-8 cannot
    hold; then, or where the program is interrupted, what was made so far is taken away again.
    """
    made: list[str] = []
    try:
        for path, text in texts.items():
            content = text.encode("utf-8")
            for folder in _missing_folders(path):
                os.mkdir(folder)
                made.append(folder)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
            made.append(path)
            with open(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                os.rmdir(path) if os.path.isdir(path) else os.unlink(path)
        raise


def _missing_folders(path: str) -> Iterator[str]:
    """The folders around a path that are not there, from the outside."""
    folder = os.path.dirname(path)
    missing: list[str] = []
    while folder and not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    yield from reversed(missing)
