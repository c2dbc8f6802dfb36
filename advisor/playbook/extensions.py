"""What Python adds to the rule language: functions for computed fields.

An extension is a module that has `FUNCTIONS`, by name.  `shipped.EXTENSIONS` names those that come with the
advisor; they are imported when something first asks for what they add.
"""

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from advisor.playbook.types import FieldType, Value
from advisor.shipped import EXTENSIONS
from advisor.source.record import record


@record
class RegisteredFunction:
    """The entity a function belongs to, the type it returns, and the paths whose absence makes it unknown.

    `needs` are all paths that its code reads, with the types that it counts on.  `value` takes the facts and
    a row of the entity (`facts/rows.py`), and returns a value in the unit of its type, or None for unknown.
    """

    entity: str
    kind: FieldType
    reads: tuple[str, ...]
    needs: Mapping[str, FieldType]
    value: Callable[[Any, Any], Value | None]


@cache
def extensions() -> tuple[Any, ...]:
    """The modules that extend the language."""
    return tuple(importlib.import_module(name) for name in EXTENSIONS)


@cache
def registered_functions() -> Mapping[str, RegisteredFunction]:
    """The functions that a computed field may name."""
    return {name: function for module in extensions() for name, function in module.FUNCTIONS.items()}
