"""A tree as an editor's YAML parser gives it: YAML 1.2, in which plain words may be numbers or flags."""

import re

from advisor.source.json_text import Json
from advisor.source.tree import Mapping, Node, Scalar, Sequence

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_INTEGER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def as_editor(node: Node) -> Json:
    """The value that an editor's JSON Schema validator looks at."""
    if isinstance(node, Mapping):
        return {entry.key.text: as_editor(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [as_editor(item) for item in node.items]
    return _scalar(node)


def _scalar(node: Scalar) -> Json:
    text = node.text
    if node.is_null:
        return None
    if node.quoted:
        return text
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_INTEGER.fullmatch(text):
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) else text
