"""Records: slotted dataclasses that nobody changes, made quickly.

The command starts anew for every question, and a frozen dataclass takes most of a millisecond to define, as
Python writes and compiles six methods for each.  A record shares equality, hash and representation with all
others, and its `__init__` is compiled when the first one is made: most are not, in a command.  That a record
never changes is held by the type checker.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[T]) -> type[T]:
    """Make the class a record; fields are declared as in a dataclass, and `compare=False` is honoured."""
    made: Any = dataclass(slots=True, init=False, eq=False, repr=False)(kind)
    fields = made.__dataclass_fields__.values()
    made.__init__ = _first_init(made)
    made.__eq__, made.__hash__ = _equality(tuple(declared.name for declared in fields if declared.compare))
    made.__repr__ = _representation(tuple(declared.name for declared in fields if declared.repr))
    return made  # type: ignore[no-any-return]


def _first_init(made: Any) -> Callable[..., None]:
    """An `__init__` that puts the compiled one in its place."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        made.__init__ = _compiled_init(made)
        made.__init__(self, *values, **named)

    return __init__


def _compiled_init(made: Any) -> Callable[..., None]:
    scope: dict[str, Any] = {"_MISSING": MISSING}
    parameters, body = ["self"], []
    for declared in made.__dataclass_fields__.values():
        name, value = declared.name, declared.name
        if declared.default_factory is not MISSING:
            scope[f"_{name}"], default = declared.default_factory, "_MISSING"
            value = f"_{name}() if {name} is _MISSING else {name}"
        elif declared.default is not MISSING:
            scope[f"_{name}"], default = declared.default, f"_{name}"
        else:
            default = ""
        parameters.append(f"{name}={default}" if default else name)
        body.append(f"self.{name} = {value}")
    exec(f"def __init__({', '.join(parameters)}):\n    " + "\n    ".join(body or ["pass"]), scope)
    init: Callable[..., None] = scope["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


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
