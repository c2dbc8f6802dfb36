"""The text of a YAML file as its parser sees it: where each node starts and ends, for who changes a part.

A tree (`source/tree.py`) has what was written; this has how, and nothing else: styles, ends, comments.
"""

from collections.abc import Callable, Iterator
from dataclasses import field
from enum import StrEnum
from typing import Any

from advisor.source.diagnostic import Location
from advisor.source.encoding import hide_pairs, is_flow
from advisor.source.record import record


class Shape(StrEnum):
    """The kinds of nodes."""

    SCALAR = "scalar"
    LIST = "list"
    MAPPING = "mapping"
    ALIAS = "alias"


@record
class NodeSpan:
    """A node: its text is `text[start:end]`, without what follows its last sign.

    `children` are items, or keys and values by turns.  `flow` is whether brackets stand around it, and
    `shared` whether it has an anchor, so that it may stand elsewhere too.
    """

    shape: Shape
    start: int
    end: int
    column: int
    flow: bool
    shared: bool
    children: "tuple[NodeSpan, ...]"
    value: str
    location: Location = field(compare=False, repr=False)

    @property
    def pairs(self) -> "tuple[tuple[NodeSpan, NodeSpan], ...]":
        """The keys of a mapping with their values."""
        if self.shape is not Shape.MAPPING:
            return ()
        return tuple(zip(self.children[::2], self.children[1::2], strict=True))

    def get(self, key: str) -> "NodeSpan | None":
        """The value under a key of a mapping, or None."""
        return next((value for name, value in self.pairs if name.value == key), None)

    def walk(self) -> "Iterator[NodeSpan]":
        """The node and everything in it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def spans_by_events(text: str, file: str) -> NodeSpan | None:
    """The tree of a text that was read without problems (`reader.parse_tree`); None where it is empty.

    The text has no byte order mark.  Columns and indexes count from 0, in characters.  In values of JSON,
    escaped pairs of surrogates are hidden.
    """
    import yaml
    from yaml import events

    if is_flow(text):
        text = hide_pairs(text)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    get: Callable[[], Any] = loader.get_event

    def node(event: Any) -> NodeSpan:
        mark, anchor = event.start_mark, event.anchor is not None
        place = Location(file, mark.line + 1, mark.column + 1)
        shape, end, flow, value = Shape.ALIAS, _end(event), False, ""
        children: list[NodeSpan] = []
        if isinstance(event, events.ScalarEvent):
            shape, value = Shape.SCALAR, event.value
            end = mark.index + len(text[mark.index : end].rstrip())
        elif isinstance(event, events.CollectionStartEvent):
            shape = Shape.LIST if isinstance(event, events.SequenceStartEvent) else Shape.MAPPING
            flow = bool(event.flow_style)
            while not isinstance(following := get(), events.CollectionEndEvent):
                children.append(node(following))
            end = _end(following) if flow or not children else children[-1].end
        return NodeSpan(shape, mark.index, end, mark.column, flow, anchor, tuple(children), value, place)

    while not isinstance(event := get(), events.StreamEndEvent):
        if isinstance(event, events.NodeEvent):
            return node(event)
    return None


def _end(event: Any) -> int:
    return int(event.end_mark.index)
