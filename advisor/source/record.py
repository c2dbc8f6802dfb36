"""Records: slotted dataclasses that nobody changes, made quickly; and drafts, which are still being filled.

The command starts anew for every question, and a frozen dataclass takes most of a millisecond to define, as
Python writes and compiles six methods for each.  A record shares equality, hash and representation with all
others, and its `__init__` is compiled once it pays: of most, a command makes a few or none.  What
`dataclasses.fields` and `replace` look at is made when they do.  That a record never changes is held by the
type checker.  No record is the base of another one.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_UNSLOTTED = frozenset({"__dict__", "__weakref__"})
_FEW = 20  # values of one kind: so many are made by the general way in the time that a compilation takes


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[T]) -> type[T]:
    """Make the class a record; fields are declared as in a dataclass; `compare` and `repr` are honoured."""
    made, declared = _slotted(kind)
    compared = [name for name, one in declared.items() if not isinstance(one, Field) or one.compare]
    values: Callable[[Any], object] = attrgetter(*compared) if compared else type

    def equal(self: Any, other: object) -> bool:
        return type(other) is type(self) and (self is other or bool(values(self) == values(other)))

    def representation(self: Any) -> str:
        shown = (name for name, one in declared.items() if not isinstance(one, Field) or one.repr)
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({parts})"

    made.__eq__, made.__repr__ = equal, representation
    made.__hash__ = lambda self: hash(values(self))
    return made  # type: ignore[no-any-return]


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def draft(kind: type[T]) -> type[T]:
    """Make the class one whose fields may be set again: no value is equal to another one."""
    return _slotted(kind)[0]  # type: ignore[no-any-return]


def _slotted(kind: Any) -> tuple[Any, dict[str, object]]:
    """The class with a slot for each field, and what is declared of each: a default, a `Field` or MISSING."""
    own = vars(kind)
    declared = {name: own.get(name, MISSING) for name in kind.__annotations__}
    kept = {name: value for name, value in own.items() if name not in declared and name not in _UNSLOTTED}
    names = tuple(declared)
    kept |= {"__slots__": names, "__match_args__": names}
    made: Any = type(kind)(kind.__name__, kind.__bases__, kept)
    made.__qualname__ = kind.__qualname__
    made.__init__ = _first_init(made, declared)
    made.__dataclass_fields__ = _Fields(made, declared)
    return made, declared


def is_record(kind: type) -> bool:
    """Whether values of a class are made of its fields alone."""
    return "__dataclass_fields__" in vars(kind) and not hasattr(kind, "__post_init__")


def compile_init(kind: Any) -> None:
    """Compile the `__init__` of a record beforehand, of which many values are about to be made."""
    fields = vars(kind).get("__dataclass_fields__")
    if isinstance(fields, _Fields):
        fields.compile_init()


class _Fields:
    """The fields as `dataclasses` describes them, made when they are first asked for."""

    def __init__(self, made: Any, declared: dict[str, object]) -> None:
        self._made, self._declared = made, declared

    def compile_init(self) -> None:
        """The `__init__` that is usually compiled once it pays."""
        self._made.__init__ = _compiled_init(self._made, self._declared)

    def __get__(self, value: object, kind: type) -> dict[str, Field[Any]]:
        made = self._made
        given = {name: one for name, one in self._declared.items() if one is not MISSING}
        described: Any = type(made.__name__, (), {**given, "__annotations__": made.__annotations__})
        described.__doc__ = made.__doc__  # or it would be written anew, which takes long
        described = dataclass(init=False, repr=False, eq=False)(described)
        made.__dataclass_fields__ = described.__dataclass_fields__
        return made.__dataclass_fields__  # type: ignore[no-any-return]


def _first_init(made: Any, declared: dict[str, object]) -> Callable[..., None]:
    """An `__init__` that makes a few values, and then puts a compiled one in its place.

    What does not fit goes to the compiled one too, which says so.
    """
    left = _FEW

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        given = {**dict(zip(declared, values, strict=False)), **named}
        whole = {**given, **{name: _usual(one) for name, one in declared.items() if name not in given}}
        fits = len(whole) == len(declared) and len(given) == len(values) + len(named)
        if left < 0 or not fits or MISSING in whole.values() or hasattr(made, "__post_init__"):
            made.__init__ = _compiled_init(made, declared)
            made.__init__(self, *values, **named)
            return
        for name, value in whole.items():
            setattr(self, name, value)

    return __init__


def _usual(declared: object) -> object:
    """The value of a field that is not given; MISSING where it has to be."""
    if not isinstance(declared, Field):
        return declared
    factory = declared.default_factory
    return declared.default if factory is MISSING else factory()


def _compiled_init(made: Any, declared: dict[str, object]) -> Callable[..., None]:
    scope: dict[str, Any] = {"_MISSING": MISSING}
    parameters, body = ["self"], []
    for name, one in declared.items():
        value, default = name, ""
        if isinstance(one, Field) and one.default_factory is not MISSING:
            scope[f"_{name}"], default = one.default_factory, "_MISSING"
            value = f"_{name}() if {name} is _MISSING else {name}"
        elif (usual := _usual(one)) is not MISSING:
            scope[f"_{name}"], default = usual, f"_{name}"
        parameters.append(f"{name}={default}" if default else name)
        body.append(f"self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n    " + "\n    ".join(body or ["pass"]), scope)
    init: Callable[..., None] = scope["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init
