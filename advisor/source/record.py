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
    """Make the class a record; fields are declared as in a dataclass; `compare` and `repr` are honoured."""
    made: Any = dataclass(slots=True, eq=False, repr=False)(kind)
    fields = made.__dataclass_fields__.values()
    compared = [declared.name for declared in fields if declared.compare]
    shown = [declared.name for declared in fields if declared.repr]
    values: Callable[[Any], object] = attrgetter(*compared) if compared else type

    def equal(self: Any, other: object) -> bool:
        return type(other) is type(self) and (self is other or bool(values(self) == values(other)))

    def representation(self: Any) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({parts})"

    made.__eq__, made.__repr__ = equal, representation
    made.__hash__ = lambda self: hash(values(self))
    return made  # type: ignore[no-any-return]
