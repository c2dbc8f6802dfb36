"""The shipped playbook is read once a run, however many tests begin by reading it.

Trees and playbooks are values, and the files do not change while tests run.  What a test writes itself is
read anew each time, and so is the shipped playbook in every process that a test starts.
"""

import os
from functools import cache
from unittest import mock

from advisor.playbook import layers, load
from advisor.playbook.load import Loaded, load_playbook
from advisor.shipped import shipped_playbook
from advisor.source.diagnostic import Diagnostic
from advisor.source.reader import MAX_BYTES, read_tree
from advisor.source.tree import Node

SHIPPED = shipped_playbook()
_tree = cache(read_tree)
_loaded = cache(load_playbook)


def begin() -> None:
    """From here on each file is read once; to be called before a test imports what reads."""
    mock.patch.object(layers, "read_tree", _read).start()
    mock.patch.object(load, "load_playbook", _load).start()


def _read(
    path: str, *, limit: int = MAX_BYTES, name: str | None = None
) -> tuple[Node | None, list[Diagnostic]]:
    if not _is_shipped(path):
        return read_tree(path, limit=limit, name=name)
    node, found = _tree(path, limit=limit, name=name)
    return node, list(found)


def _load(folders: tuple[str, ...]) -> Loaded:
    return _loaded(folders) if all(map(_is_shipped, folders)) else load_playbook(folders)


def _is_shipped(path: str) -> bool:
    return path == SHIPPED or path.startswith(SHIPPED + os.sep)
