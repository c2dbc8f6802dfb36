"""A playbook whose equal parts are one object: small to keep, quick to read back.

A large playbook holds the same test, path or sentence many times over.  What tells equal parts of its rules
and actions apart is where they were written, which only its checks ask for: those places are left out.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass

from advisor.playbook.conditions import All, AnyOf, Count, FieldTest, NoneOf, Not, Some, Unless
from advisor.playbook.model import Consequence, RuleBase
from advisor.playbook.vocabulary import Template
from advisor.source.diagnostic import Location

NOWHERE = Location("", 1, 1)
_WITHOUT_PLACE = frozenset({FieldTest, All, AnyOf, Not, Unless, Some, NoneOf, Count, Consequence, Template})


def with_shared_parts(playbook: RuleBase) -> RuleBase:
    """The same playbook, without the places of conditions, consequences and texts."""
    shared = _SharedParts().of(playbook)
    assert isinstance(shared, RuleBase)
    return shared


class _SharedParts:
    """The parts met so far: what each has become (by identity; it stays alive), the first of its equals."""

    def __init__(self) -> None:
        self._became: dict[int, tuple[object, object]] = {}
        self._first: dict[tuple[object, ...], object] = {}

    def of(self, part: object) -> object:
        """The first of the parts that are equal to this one, in all their fields."""
        if part is None or isinstance(part, str | int):
            return self._first.setdefault((type(part), part), part)
        if id(part) not in self._became:
            self._became[id(part)] = part, self._made(part)
        return self._became[id(part)][1]

    def _made(self, part: object) -> object:
        if isinstance(part, dict):
            return {self.of(key): self.of(value) for key, value in part.items()}
        if isinstance(part, tuple):
            items = tuple(map(self.of, part))
            return self._first.setdefault((tuple, *map(id, items)), items)
        if not is_dataclass(part):
            return part
        kind: Callable[..., object] = type(part)
        values = {field.name: self.of(getattr(part, field.name)) for field in fields(part)}
        if kind in _WITHOUT_PLACE:
            values["location"] = NOWHERE
        key = (kind, *map(id, values.values()))
        if key not in self._first:
            self._first[key] = kind(**values)
        return self._first[key]
