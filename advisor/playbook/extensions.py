"""What Python adds to the rule language: the conduct of message drafts.

An extension is a module that has `breaches(message)`.  `shipped.EXTENSIONS` names those that come with the
advisor; they are imported when something first asks for what they add.
"""

import importlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from advisor.shipped import EXTENSIONS
from advisor.source.record import record


@record
class Breach:
    """What a message does wrong, the words that do it, and what to write instead."""

    what: str
    found: str
    hint: str


@cache
def extensions() -> tuple[Any, ...]:
    """The modules that extend the language."""
    return tuple(importlib.import_module(name) for name in EXTENSIONS)


def breaches(message: str) -> Iterator[Breach]:
    """Everything that a message says against conduct, in order."""
    for module in extensions():
        yield from module.breaches(message)
