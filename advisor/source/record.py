"""Records: slotted dataclasses that nobody changes, made quickly.

The command starts anew for every question, and a frozen dataclass takes most of a millisecond to define, as
Python writes and compiles six methods for each.  A record is a dataclass of which only `__init__` is written
so; equality, hash and representation are shared.  That a record never changes is held by the type checker.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[T]) -> type[T]:
    """Make the class a record; fields are declared as in a dataclass, and `compare=False` is honoured."""
    made: Any = dataclass(slots=True, eq=False, repr=False)(kind)
    fields = made.__dataclass_fields__.values()
    made.__eq__, made.__hash__ = _equality(tuple(declared.name for declared in fields if declared.compare))
    made.__repr__ = _representation(tuple(declared.name for declared in fields if declared.repr))
    return made  # type: ignore[no-any-return]


def _equality(names: tuple[str, ...]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    values: Callable[[Any], object] = attrgetter(*names) if names else type

    def equal(self: Any, other: object) -> bool:
        same = type(other) is type(self) and (self is other or values(self) == values(other))
        return bool(same)

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equal, hashed


def _representation(names: tuple[str, ...]) -> Callable[[Any], str]:
    def representation(self: Any) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({parts})"

    return representation
