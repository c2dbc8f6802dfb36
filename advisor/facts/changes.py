"""Changes to a state that stand outside of it, as paths and values: options like PATH=VALUE, and overlays.

What a path may be is told in `override`, which applies them.
"""

from collections.abc import Iterable

from advisor.source.characters import forbidden_in_value
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import StateError
from advisor.source.location import Location
from advisor.source.reader import parse_tree, read_tree
from advisor.source.tree import Entry, Mapping, Node, Scalar


def changes_of(texts: Iterable[str], called: str) -> Mapping:
    """Texts like "contracts.c-101.client_mood=unhappy" as paths and values, in order.

    Diagnostics call them `called`, the line being the number of the text.  A value is taken as it stands,
    without quotes; in braces, brackets or quotes it is read as YAML; nothing at all means unknown.
    Raises StateError.
    """
    entries: list[Entry] = []
    problems: list[Diagnostic] = []
    for line, text in enumerate(texts, start=1):
        path, equals, value = text.partition("=")
        where = Location(called, line, 1)
        if not equals or not path.strip():
            hint = "write PATH=VALUE, such as contracts.c-101.client_mood=unhappy"
            problems.append(Diagnostic("bad-path", where, f'"{text}" sets nothing', hint))
            continue
        node, found = _value(value.strip(), Location(called, line, len(path) + 2))
        problems += found
        if node is not None:
            entries.append(Entry(Scalar(path.strip(), False, where), node))
    if problems:
        raise StateError(problems)
    return Mapping(tuple(entries), Location(called, 1, 1))


def read_overlay(path: str) -> Mapping:
    """The paths and values in a YAML file that is one mapping; an empty file has none.  Raises StateError."""
    return _overlay(*read_tree(path), path)


def parse_overlay(text: str, name: str) -> Mapping:
    """The paths and values in a text that diagnostics call `name`, as `read_overlay`.  Raises StateError."""
    return _overlay(*parse_tree(text, name), name)


def _overlay(node: Node | None, found: list[Diagnostic], name: str) -> Mapping:
    if node is None and not found:
        return Mapping((), Location(name, 1, 1))
    if node is not None and not isinstance(node, Mapping) and not found:
        hint = 'write lines like "contracts.c-101.client_mood: unhappy"'
        message = "an overlay is a mapping of paths and values"
        found = [Diagnostic("wrong-shape", node.location, message, hint)]
    if found or not isinstance(node, Mapping):
        raise StateError(found)
    return node


def _value(text: str, where: Location) -> tuple[Node | None, list[Diagnostic]]:
    if not text:
        return Scalar("null", False, where), []
    if text[0] not in "{[\"'":
        wrong = forbidden_in_value(text)
        found = (
            [Diagnostic("wrong-value", where, f"the value holds {wrong}", "leave it out")] if wrong else []
        )
        return Scalar(text, False, where), found
    node, found = parse_tree(text, where.file)
    return node, [Diagnostic(each.code, where, each.message, each.hint) for each in found]
