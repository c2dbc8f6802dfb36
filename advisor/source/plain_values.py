"""Plain values as somebody's own copy, whose tree is made where somebody asks for it.

They come from a text of plain YAML (`plain_yaml.py`) or from Python.  Of what else Python may hold, such as
NaN or keys that are no text, `from_python.py` tells what is wrong with it.
"""

import math
from datetime import date

from advisor.source.diagnostic import Location
from advisor.source.plain_yaml import PlainMapping, plain_node, plain_tree
from advisor.source.record import record
from advisor.source.tree import Mapping, Node

Values = dict[str, object]
"""Of text, numbers, flags, days, None, lists, and of mappings like this."""

_DEEPEST = 60
_LARGEST = 10**18
_DIGITS = 18


@record
class PlainValues:
    """Values with `file` and, where all of them stand at one place, that place."""

    values: Values | PlainMapping
    file: str
    at: Location | None = None

    def tree(self) -> Mapping:
        """The tree that a careful reader makes of the same."""
        if isinstance(self.values, PlainMapping):
            return plain_tree(self.values, self.file)
        tree = self._from_python(self.values)
        assert isinstance(tree, Mapping)
        return tree

    def node(self, key: str) -> Node:
        """What stands under a key, in that tree."""
        if isinstance(self.values, PlainMapping):
            return plain_node(self.values[key], self.values.places[key], self.file)
        return self._from_python(self.values[key])

    def _from_python(self, value: object) -> Node:
        from advisor.source.from_python import from_values  # a file has plain text alone

        return from_values(value, self.at or self.file)


def plain_values(value: object, file: str, at: Location | None = None) -> PlainValues | None:
    """A copy of Python's values; None where a careful reader has something to say about them, or may have."""
    try:
        return PlainValues(_mapping(value, 0), file, at) if type(value) is dict else None
    except _Odd:
        return None


def as_written(value: object) -> str | None:
    """A text, a number, a flag or a day as a file has it; None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if type(value) in (int, float):
        return str(value)
    from decimal import Decimal  # hardly a value is one, and it takes as long to load as ten modules

    return str(value) if type(value) is Decimal else None


class _Odd(Exception):
    """There is something for a careful reader."""


def _mapping(values: dict[object, object], depth: int) -> Values:
    copy: Values = {}
    for key, value in values.items():
        if type(key) is not str or not key.isprintable():
            raise _Odd
        kind = type(value)
        if kind is str:
            if not value.isprintable():  # type: ignore[attr-defined]
                raise _Odd
            copy[key] = value
        else:
            copy[key] = value if kind in _PLAIN else _other(value, depth)
    return copy


_PLAIN = frozenset({bool, type(None), date})


def _other(value: object, depth: int) -> object:
    """A value that takes more than a look at its type."""
    kind: object = type(value)
    if kind in (dict, list, tuple) and depth < _DEEPEST:
        if isinstance(value, dict):
            return _mapping(value, depth + 1)
        assert isinstance(value, list | tuple)
        return [item if type(item) in _PLAIN else _other(item, depth + 1) for item in value]
    if (
        (type(value) is str and value.isprintable())
        or (type(value) is int and abs(value) < _LARGEST)
        or (type(value) is float and math.isfinite(value))
    ):
        return value
    return _decimal(value)


def _decimal(value: object) -> object:
    from decimal import Decimal

    if type(value) is Decimal and value.is_finite() and abs(value.adjusted()) < _DIGITS:
        return value
    raise _Odd
