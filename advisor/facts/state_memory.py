"""What commands remember of a state from one to the next.

It lies in the user's cache, a file a state and kind, and may be deleted at any time: it is written whole or
not at all, and whatever is wrong with it, nothing is remembered.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from advisor.playbook.cache import cache_folder
from advisor.source.atomic_write import write_whole
from advisor.source.own_files import open_own
from advisor.source.sha256 import sha256

T = TypeVar("T")

_EDITION = 1
_LONGEST = 50_000_000  # bytes of a file that could be ours


def place_of(path: str) -> str:
    """What tells the state at a path from all others."""
    return os.path.realpath(path).encode("utf-8", "backslashreplace").decode()


def remember(kind: str, path: str, kept: dict[str, Any]) -> bool:
    """Remember values of a kind ("lists") for the state at a path; whether that worked.

    Where it did not, nothing of the kind is remembered: what is older would mean something else.
    """
    file = _file(kind, path)
    try:
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        if os.path.islink(file):  # which would be followed
            os.unlink(file)
        write_whole(file, json.dumps({"edition": _EDITION, "state": place_of(path), **kept}))
        os.chmod(file, 0o600)
    except (OSError, ValueError):
        with suppress(OSError):
            os.unlink(file)
        return False
    return True


def recalled(kind: str, path: str, read: Callable[[Any], T]) -> T | None:
    """What was remembered, as `read` makes it of the values; None where there is none, or `read` raises.

    It may raise TypeError, KeyError or ValueError for what nobody remembered.
    """
    try:
        with open_own(_file(kind, path)) as file:
            kept = json.loads(file.read(_LONGEST))
        is_ours = kept["edition"] == _EDITION and kept["state"] == place_of(path)
        return read(kept) if is_ours else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _file(kind: str, path: str) -> str:
    return os.path.join(cache_folder(), kind, f"{sha256(place_of(path).encode()).hexdigest()}.json")
