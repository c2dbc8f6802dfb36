"""What two conditions share that say the same, wherever they stand and however their parts are arranged."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from functools import cache

from advisor.playbook.conditions import Connective, Membership, OneOf, flat_parts
from advisor.playbook.expressions import Literal, Path


def canonical(value: object) -> Hashable:
    """A condition without places, the order of its parts, and how its paths and values are written."""
    if isinstance(value, Path):
        return value.target
    if isinstance(value, Literal):
        return type(value.value), value.value
    if isinstance(value, Membership):
        return type(value), frozenset(map(canonical, value.words))
    if isinstance(value, Connective | OneOf):
        parts = flat_parts(value) if isinstance(value, Connective) else value.tests
        several = frozenset(map(canonical, parts))
        return next(iter(several)) if len(several) == 1 else (type(value), several)
    if isinstance(value, tuple):
        return tuple(map(canonical, value))
    kind: type = type(value)
    compared = _compared(kind)
    if compared is not None:
        return kind, *[canonical(getattr(value, name)) for name in compared]
    assert isinstance(value, Hashable)
    return value


@cache
def _compared(kind: type) -> tuple[str, ...] | None:
    """The fields by which records of a kind are compared; None where it is no kind of record."""
    return tuple(field.name for field in fields(kind) if field.compare) if is_dataclass(kind) else None
