"""The last changes that commands made in a state's file, so that they can be taken back byte for byte.

They lie in the user's cache, a file a state, and may be deleted at any time: then nothing can be taken back.
"""

import json
import os
from contextlib import suppress
from hashlib import sha256
from typing import Any

from advisor.playbook.cache import cache_folder
from advisor.source.atomic_write import write_whole
from advisor.source.record import record

KEEP = 20
_EDITION = 1
_LARGEST = 4_000_000  # characters of all texts kept of one state
_LONGEST = 50_000_000  # bytes of a file that could be ours


@record
class KeptChange:
    """A change of a state's text: what it was about ("" for no words), and the text before and after."""

    what: str
    before: str
    after: str


def keep_change(path: str, change: KeptChange) -> None:
    """Keep a change that was written into the file at a path; what cannot be kept is done without."""
    _write(path, [*_read(path), change][-KEEP:])


def last_change(path: str, text: str) -> KeptChange | None:
    """The last change of a file that has this text now, less those that were taken back; None for none."""
    changes = _not_taken_back(_read(path), text)
    return changes[-1] if changes else None


def drop_change(path: str, text: str) -> None:
    """Forget the last change of a file: it was taken back, and the file has this text again."""
    _write(path, _not_taken_back(_read(path), text))


def _not_taken_back(changes: list[KeptChange], text: str) -> list[KeptChange]:
    """The changes without the last one, where the text is the one before it."""
    is_back = bool(changes) and changes[-1].before == text != changes[-1].after
    return changes[:-1] if is_back else changes


def _read(path: str) -> list[KeptChange]:
    try:
        with open(_file(path), "rb") as file:
            kept = json.loads(file.read(_LONGEST))
        if kept["edition"] != _EDITION or kept["state"] != _place(path):
            return []
        return [_change_from(each) for each in kept["changes"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def _change_from(kept: Any) -> KeptChange:
    what, before, after = kept
    if not all(isinstance(text, str) for text in kept):
        raise TypeError(kept)
    return KeptChange(what, before, after)


def _write(path: str, changes: list[KeptChange]) -> None:
    while sum(len(change.before) + len(change.after) for change in changes) > _LARGEST:
        changes = changes[1:]
    plain = [[change.what, change.before, change.after] for change in changes]
    file = _file(path)
    try:
        folder = os.path.dirname(file)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        write_whole(file, json.dumps({"edition": _EDITION, "state": _place(path), "changes": plain}))
        os.chmod(file, 0o600)
    except (OSError, ValueError):
        with suppress(OSError):
            os.unlink(file)  # an older change must not pass for the last one


def _place(path: str) -> str:
    return os.path.realpath(path).encode("utf-8", "backslashreplace").decode()


def _file(path: str) -> str:
    return os.path.join(cache_folder(), "changes", f"{sha256(_place(path).encode()).hexdigest()}.json")
