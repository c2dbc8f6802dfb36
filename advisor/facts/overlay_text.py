"""The text of an overlay with further facts in it, and all else as its author left it."""

from advisor.facts.changes import parse_overlay
from advisor.source.edits import CannotRewrite, Lines
from advisor.source.quoting import scalar_text
from advisor.source.reader import parse_tree
from advisor.source.rewriting import rewritten, said
from advisor.source.tree import Entry, Mapping, Scalar


def overlay_with(text: str, name: str, changes: Mapping) -> str:
    """The text of an overlay, which may be empty, with each path of `changes` and its scalar value.

    A path that stands there gets the new value.  Raises StateError where the text is no overlay, and
    CannotRewrite where the new text would not read as it should.
    """
    old = parse_overlay(text, name)
    new = {entry.key.text: entry for entry in (*old.entries, *changes.entries)}
    whole = Mapping(tuple(new.values()), old.location)
    return rewritten(text, name, old, whole) if old.entries else _begun(text, name, whole)


def _begun(text: str, name: str, whole: Mapping) -> str:
    """A text without entries, such as comments alone, followed by the first ones."""
    newline = Lines(text).newline(len(text))
    told = "".join(f"{_line(entry)}{newline}" for entry in whole.entries)
    gap = newline if text.removeprefix("\ufeff") and not text.endswith("\n") else ""
    after = f"{text}{gap}{told}"
    node, problems = parse_tree(after, name)
    if problems or node is None or said(node) != said(whole):
        raise CannotRewrite("it is laid out in an unusual way")
    return after


def _line(entry: Entry) -> str:
    if not isinstance(entry.value, Scalar):
        raise CannotRewrite(f'"{entry.key.text}" is more than one value')
    return f"{scalar_text(entry.key, False)}: {scalar_text(entry.value, False)}"
