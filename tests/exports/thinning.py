"""JSON from which something is missing: fields that nobody asked for, values that the platform kept back."""

import json
from typing import Any

from hypothesis import strategies as st

from tests.exports.json_text import Manner, json_bytes

HOLES = st.lists(st.tuples(st.integers(0, 9_999), st.booleans()), min_size=1, max_size=4)


def thinned(content: bytes, holes: list[tuple[int, bool]]) -> bytes:
    """The file with some fields taken out, or null where the flag is set; places are in ten-thousandths."""
    value = json.loads(content)
    for place, is_null in holes:
        fields = list(_fields(value))
        if not fields:
            break
        owner, name = fields[len(fields) * place // 10_000]
        if is_null:
            owner[name] = None
        else:
            del owner[name]
    return json_bytes(value, Manner())


def _fields(value: Any) -> Any:
    """Every field of every object, with the object that has it."""
    if isinstance(value, dict):
        for name in value:
            yield value, name
        for inner in list(value.values()):
            yield from _fields(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner)
