"""What two conditions share that say the same, wherever they stand and however their parts are arranged."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass

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
    if is_dataclass(value):
        compared = (field.name for field in fields(value) if field.compare)
        return type(value), *(canonical(getattr(value, name)) for name in compared)
    assert isinstance(value, Hashable)
    return value
