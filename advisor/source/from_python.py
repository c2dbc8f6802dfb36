"""Plain Python values as a tree, for those who use the library without files."""

import math
from collections.abc import Mapping as PythonMapping
from datetime import date
from decimal import Decimal

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.encoding import forbidden_in_value
from advisor.source.errors import SourceError
from advisor.source.files import MAX_DEPTH
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence


def from_values(value: object, file: str | Location) -> Node:
    """The tree that a file with these values would give.

    Every place is line 1, column 1 of `file`, or the place that `file` is.
    Takes dict, list, tuple, str, bool, int, float, Decimal, date and None. Raises SourceError, with every
    problem found, for anything else: other types, NaN and infinity, keys that read the same, control
    characters, values nested deeper than 64.
    """
    builder = _Builder(Location(file, 1, 1) if isinstance(file, str) else file)
    node = builder.node(value, "", 0)
    if builder.problems:
        raise SourceError(builder.problems)
    return node


class _Builder:
    def __init__(self, location: Location) -> None:
        self.location = location
        self.problems: list[Diagnostic] = []

    def node(self, value: object, path: str, depth: int) -> Node:
        if isinstance(value, PythonMapping | list | tuple):
            if depth == MAX_DEPTH:
                message = f"is nested deeper than {MAX_DEPTH} levels, or holds itself"
                return self.refuse("value-depth", path, message)
            if isinstance(value, PythonMapping):
                return self.mapping(value, path, depth + 1)
            items = [self.node(item, f"{path}[{number}]", depth + 1) for number, item in enumerate(value)]
            return Sequence(tuple(items), self.location)
        return self.scalar(value, path, "value-type")

    def mapping(self, value: "PythonMapping[object, object]", path: str, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, held in value.items():
            name = self.scalar(key, path, "value-key")
            inner = f"{path}.{name.text}" if path else name.text
            if name.text in entries:
                self.refuse("value-key", path, f'has two keys that read "{name.text}"')
            entries[name.text] = Entry(name, self.node(held, inner, depth))
        return Mapping(tuple(entries.values()), self.location)

    def scalar(self, value: object, path: str, code: str) -> Scalar:
        match value:
            case str():
                if name := forbidden_in_value(value):
                    return self.refuse("file-character", path, f"holds {name}")
                return Scalar(str.__str__(value), True, self.location)
            case None:
                text = "null"
            case bool():
                text = "true" if value else "false"
            case int():
                try:
                    text = str(value)
                except ValueError:  # Python writes no integer of more than a few thousand digits
                    return self.refuse("value-type", path, "is a number with too many digits")
            case float() if math.isfinite(value):
                text = str(value)
            case Decimal() if value.is_finite():
                text = str(value)
            case date():
                text = value.isoformat()
            case _:
                what = f"{'has a key' if code == 'value-key' else 'is'} of type {type(value).__name__}"
                return self.refuse(code, path, f"{what}, which has no place in a file")
        return Scalar(text, False, self.location)

    def refuse(self, code: str, path: str, message: str) -> Scalar:
        self.problems.append(Diagnostic(code, self.location, f"{path or 'the value'} {message}"))
        return Scalar("", False, self.location)
