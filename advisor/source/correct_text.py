"""A text with its problems corrected: one word each, at its place, and all else as it stands."""

import re
from collections.abc import Iterable

from advisor.source.corrections import Correction
from advisor.source.diagnostic import Location
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.node_spans import NodeSpan, Shape
from advisor.source.plain_spans import span_tree
from advisor.source.reader import parse_tree
from advisor.source.rewriting import Edit, apply
from advisor.source.yaml_writer import in_double_quotes, in_quotes_of

Placed = tuple[Location, Correction]


def correct_text(text: str, file: str, corrections: Iterable[Placed]) -> tuple[str, list[Placed]]:
    """The text with the corrections made, and which those are.

    One is left out where what it found does not stand at its place, or stands there twice, or where the text
    would then read in another way than with that one word changed.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(BYTE_ORDER_MARK)
    made: list[Placed] = []
    # From the end, so that the places before stay as they are.
    for placed in sorted(set(corrections), key=lambda placed: placed[0], reverse=True):
        corrected = _corrected(body, file, placed)
        if corrected is not None:
            body = corrected
            made.append(placed)
    return mark + body, made[::-1]


def _corrected(text: str, file: str, placed: Placed) -> str | None:
    location, correction = placed
    tree, problems = parse_tree(text, file)
    root = span_tree(text, file) if tree is not None else None
    nodes = list(root.walk()) if root else []
    numbers = [
        number
        for number, node in enumerate(nodes)
        if node.shape is Shape.SCALAR and node.location == location and node.start < node.end
    ]
    if len(numbers) != 1:
        return None
    node = nodes[numbers[0]]
    value = _replaced(node.value, correction)
    if value is None or value == node.value:
        return None
    wanted = _contents(nodes)
    wanted[numbers[0]] = (Shape.SCALAR, value)
    for written in _ways_to_write(text, node, value, correction):
        after = apply(text, [Edit(node.start, node.end, written)])
        new, others = parse_tree(after, file)
        again = span_tree(after, file) if new is not None else None
        if again and len(others) <= len(problems) and _contents(list(again.walk())) == wanted:
            return after
    return None


def _ways_to_write(text: str, node: NodeSpan, value: str, correction: Correction) -> Iterable[str]:
    """How the new value may stand in the file: as the old one with the word replaced, or else in quotes."""
    raw = text[node.start : node.end]
    replaced = _replaced(raw, correction)
    if replaced is not None:
        yield replaced
    if raw[:1] not in ("|", ">"):
        yield in_quotes_of(raw, value) or in_double_quotes(value)


def _replaced(text: str, correction: Correction) -> str | None:
    """The text with the word replaced: as a placeholder wherever it stands, else where it stands once."""
    braces = "{" + correction.found + "}"
    if braces in text:
        return text.replace(braces, "{" + correction.instead + "}")
    word = re.compile(rf"(?<![\w-]){re.escape(correction.found)}(?![\w-])")
    if len(word.findall(text)) != 1:
        return None
    return word.sub(lambda _: correction.instead, text)


def _contents(nodes: Iterable[NodeSpan]) -> list[tuple[Shape, str]]:
    return [(node.shape, node.value) for node in nodes]
