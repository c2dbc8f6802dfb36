"""The tree of spans of any YAML; of plain YAML by the places of its keys and values, and without a parser."""

from itertools import accumulate

from advisor.source.diagnostic import Location
from advisor.source.node_spans import NodeSpan, Shape, spans_by_events
from advisor.source.plain_yaml import Plain, PlainList, PlainMapping, read_plain

_VALUE, _KEY = 1, 11  # by which a packed place is shifted to a column


def span_tree(text: str, file: str) -> NodeSpan | None:
    """The spans of a text that was read without problems, as `spans_by_events` gives them."""
    plain = read_plain(text)
    return spans_by_events(text, file) if plain is None else _Spans(text, file).node(plain, plain.begins)


class _Spans:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def node(self, plain: Plain, place: int) -> NodeSpan:
        """The span of a value; of a mapping or a list the place is where it begins."""
        if plain is None or isinstance(plain, str):
            return self.scalar(plain or "", place, _VALUE, is_quoted=bool(place & 1))
        children: list[NodeSpan] = []
        if isinstance(plain, PlainMapping):
            for name, value in plain.items():
                packed = plain.places[name]
                key = self.scalar(name, packed, _KEY, is_quoted=name in plain.quoted)
                children += (key, self.node(value, _begins(value, packed)))
        else:
            children += (
                self.node(one, _begins(one, at)) for one, at in zip(plain, plain.places, strict=True)
            )
        shape = Shape.MAPPING if isinstance(plain, PlainMapping) else Shape.LIST
        start, column, location = self.at(place, _VALUE)
        is_flow = self.text[start] in "{["
        end = children[-1].end if children else start + 1
        if is_flow:
            end = self.text.index("}" if shape is Shape.MAPPING else "]", end) + 1
        return NodeSpan(shape, start, end, column, is_flow, False, tuple(children), "", location)

    def scalar(self, value: str, place: int, shift: int, *, is_quoted: bool = False) -> NodeSpan:
        start, column, location = self.at(place, shift)
        end = start + len(value) + 2 * is_quoted
        return NodeSpan(Shape.SCALAR, start, end, column, False, False, (), value, location)

    def at(self, place: int, shift: int) -> tuple[int, int, Location]:
        """An index in the text, a column from 0, and the place."""
        line, column = place >> 21, place >> shift & 1023
        return self.starts[line - 1] + column - 1, column - 1, Location(self.file, line, column)


def _begins(value: Plain, place: int) -> int:
    """Where a value begins: a mapping or a list may do so on a line further below."""
    return value.begins if isinstance(value, PlainMapping | PlainList) else place
