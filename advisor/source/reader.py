"""YAML and JSON files as trees with positions.

Whatever a file holds, the answer is a tree, diagnostics, or both; never an exception. A tree that comes
with an error (a key twice, a tag) is good for finding more problems in the same run, and never to be used.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from advisor.source.diagnostic import Diagnostic
from advisor.source.encoding import BYTE_ORDER_MARK, blank_tabs, check_characters, decode, is_flow, join_pairs
from advisor.source.files import MAX_BYTES, playbook_files, read_bytes
from advisor.source.plain_yaml import plain_tree, read_plain
from advisor.source.tree import Node

if TYPE_CHECKING:
    from advisor.source.builder import Builder

__all__ = ["MAX_BYTES", "parse_tree", "playbook_files", "read_source", "read_tree"]


def read_tree(
    path: str, *, limit: int = MAX_BYTES, name: str | None = None
) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a file of at most `limit` bytes; "-" is standard input.

    Diagnostics call the file `name`, or else its path. An empty file gives None and no diagnostic.
    """
    file = name if name is not None else "<stdin>" if path == "-" else path
    text, problem = read_source(path, file, limit)
    return parse_tree(text, file) if problem is None else (None, [problem])


def read_source(path: str, file: str, limit: int = MAX_BYTES) -> tuple[str, Diagnostic | None]:
    """The text of a file of at most `limit` bytes, which diagnostics call `file`; or "" and the reason."""
    content, problem = read_bytes(path, limit, file)
    return decode(content, file) if problem is None else ("", problem)


def parse_tree(text: str, file: str) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a text, which diagnostics call `file`."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    plain = read_plain(text)
    if plain is not None:
        return plain_tree(plain, file), []
    return parse_events(text, file)


def parse_events(text: str, file: str) -> tuple[Node | None, list[Diagnostic]]:
    """The same by the events of a parser, whatever the text; it has no byte order mark any more."""
    import yaml

    from advisor.source.builder import Builder, GiveUp  # what is plain needs neither it nor yaml

    if problem := check_characters(text, file):
        return None, [problem]
    if is_flow(text):
        text = join_pairs(text)
    builder = Builder(text, file)
    try:
        _drive(builder, _events(text))
    except GiveUp:
        return None, builder.problems
    except yaml.MarkedYAMLError as error:
        from advisor.source.parse_error import explain

        return None, [*builder.problems, explain(error, text, file)]
    return builder.root, builder.problems


def _events(text: str) -> Callable[[], Any]:
    """What gives the next event: of the C parser, or of Python's where PyYAML was built without it."""
    import yaml

    if hasattr(yaml, "CSafeLoader"):
        return yaml.CSafeLoader(text).get_event
    return yaml.SafeLoader(blank_tabs(text) if is_flow(text) else text).get_event


def _drive(builder: "Builder", get_event: Callable[[], Any]) -> None:
    from yaml import events

    scalar, end = events.ScalarEvent, events.StreamEndEvent
    rare: dict[type, Callable[[Any], None]] = {
        events.MappingStartEvent: lambda event: builder.opened(event, True),
        events.SequenceStartEvent: lambda event: builder.opened(event, False),
        events.MappingEndEvent: lambda event: builder.closed(),
        events.SequenceEndEvent: lambda event: builder.closed(),
        events.AliasEvent: builder.alias,
        events.DocumentStartEvent: builder.document,
    }
    add_scalar = builder.scalar
    while True:
        event = get_event()
        kind = type(event)
        if kind is scalar:
            add_scalar(event)
        elif handle := rare.get(kind):
            handle(event)
        elif kind is end:
            return
