"""What a grammar is made of: mappings with their keys, what these hold, and a line about each."""

from enum import StrEnum

from advisor.playbook.types import FieldType
from advisor.source.record import record


@record
class Reference:
    """Something that is named, and declared elsewhere: "entity", or "claims" for one or several of them."""

    to: str


Content = FieldType | type[StrEnum] | tuple[str, ...] | Reference


@record
class Key:
    """A key, what it is for, and what it holds: one value, one of some words, or None for a shape of its own.

    Messages list the keys that must be there first, and those that come `last` after all others.
    """

    name: str
    description: str
    content: Content | None = None
    required: bool = False
    last: bool = False


class ValueShape:
    """A mapping with a fixed set of keys, in the order in which editors show them."""

    def __init__(self, *keys: Key) -> None:
        self.keys = keys
        optional = sorted((key for key in keys if not key.required), key=lambda key: key.last)
        self.required = [key.name for key in keys if key.required]
        self.optional = [key.name for key in optional]
        self.names = self.required + self.optional  # as messages list them
