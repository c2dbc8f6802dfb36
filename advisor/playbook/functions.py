"""Functions for computed fields that packages register: what the rule language cannot say.

A package names a `RegisteredFunction` under the entry point group `advisor.functions`.  The packages that are
installed are looked through only where a playbook names a function.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from advisor.playbook.types import FieldType, Value
from advisor.source.record import record

GROUP = "advisor.functions"


@record
class RegisteredFunction:
    """The entity a function belongs to, the type it returns, and the paths whose absence makes it unknown.

    `needs` are all paths that its code reads, with the types that it counts on; those of `reads` start with
    their entity.  `value` takes the facts and a row of the entity (`facts/rows.py`), and returns a value in
    the unit of its type, or None for unknown.
    """

    entity: str
    kind: FieldType
    reads: tuple[str, ...]
    needs: Mapping[str, FieldType]
    value: Callable[[Any, Any], Value | None]


@record
class BrokenFunction:
    """A function that a package registers, and that cannot be used: why."""

    why: str


def registered(name: str) -> RegisteredFunction | BrokenFunction | None:
    """The function of that name; None where no package registers it."""
    return _loaded(name) if name in function_names() else None


def function_names() -> tuple[str, ...]:
    """The names that packages register."""
    return tuple(_entry_points())


def usable_function(name: str) -> RegisteredFunction | None:
    """The function of that name, where it can be used."""
    function = registered(name)
    return function if isinstance(function, RegisteredFunction) else None


@cache
def _entry_points() -> Mapping[str, Any]:
    from importlib.metadata import entry_points  # it takes longer to import than a small playbook to read

    return {point.name: point for point in entry_points(group=GROUP)}


@cache
def _loaded(name: str) -> RegisteredFunction | BrokenFunction:
    point = _entry_points()[name]
    try:
        function = point.load()
    except Exception as error:  # whatever the package of somebody else does when it is imported
        return BrokenFunction(f"{point.value} cannot be imported: {type(error).__name__}: {error}")
    if isinstance(function, RegisteredFunction):
        return function
    return BrokenFunction(f"{point.value} is no RegisteredFunction")
