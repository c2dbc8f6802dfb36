"""The text of a state or an overlay with facts set in it, and all else as its author wrote it."""

from advisor.facts.override import override, parse_overlay
from advisor.facts.rows import id_of
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.ids import split_id
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.reader import parse_tree
from advisor.source.rewriting import CannotRewrite, Lines, content_of, rewrite
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, is_null
from advisor.source.yaml_writer import scalar_text


def rewrite_state(text: str, name: str, changes: Mapping, schema: Schema, state: State | None = None) -> str:
    """The text of a state, YAML or JSON, with `changes` (paths and values as for `override`) set in it.

    Comments, order, blank lines, quotes, line ends and a byte order mark stay to the byte. A null writes
    null; where the fact does not stand in the text, nothing is written for it. `contracts.ID.history.N`
    with a mapping, N being the number of events, adds an event. A new key stands after the last one of its
    mapping, a new section at the end. Diagnostics call the text `name`; `state` is what it says, if it was
    read before.

    Raises StateError where the text is no state or a path leads nowhere, and CannotRewrite with the reason
    where the new text would not read as `override` says.
    """
    state = state if state is not None else State.parse(text, name)
    override(state, changes, schema)  # all that is wrong at once
    changed = state
    for entry in changes.entries:
        if not is_null(entry.value) or _stands(changed.tree, entry, schema):
            changed = override(changed, Mapping((entry,), changes.location), schema)
    return rewrite(text, name, state.tree, changed.tree)


def _stands(tree: Mapping, entry: Entry, schema: Schema) -> bool:
    """Whether a fact is written in a state."""
    node: Node | None = tree
    section, *rest = entry.key.text.split(".")
    parts = [section, *rest]
    while parts and node is not None:
        part, *rest = parts
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, Sequence):
            entity = schema.sections[section] if node is tree.get(section) else None
            if entity is not None and entity.key:
                rows = {id_of(item, entity): item for item in node.items}
                name, rest = split_id(parts, rows) or ("", [])
                node = rows.get(name) if name else None
            else:
                node = node.items[int(part)] if part.isdecimal() and int(part) < len(node.items) else None
        else:
            return False
        parts = rest
    return node is not None


def rewrite_overlay(text: str, name: str, changes: Mapping) -> str:
    """The text of an overlay, which may be empty, with each path of `changes` and its scalar value.

    A path that stands there gets the new value.  Raises StateError where the text is no overlay, and
    CannotRewrite where the new text would not read as it should.
    """
    old = whole = parse_overlay(text, name)
    for entry in changes.entries:
        whole = whole.put(entry.key.text, entry.value)
    return rewrite(text, name, old, whole) if old.entries else _begun(text, name, whole)


def _begun(text: str, name: str, whole: Mapping) -> str:
    """A text without entries, such as comments alone, followed by the first ones."""
    newline, lines = Lines(text).newline(len(text)), ""
    for entry in whole.entries:
        if not isinstance(entry.value, Scalar):
            raise CannotRewrite(f'"{entry.key.text}" is more than one value')
        lines += f"{scalar_text(entry.key, False)}: {scalar_text(entry.value, False)}{newline}"
    gap = newline if text.removeprefix(BYTE_ORDER_MARK) and not text.endswith("\n") else ""
    after = f"{text}{gap}{lines}"
    node, problems = parse_tree(after, name)
    if problems or node is None or content_of(node) != content_of(whole):
        raise CannotRewrite("it is laid out in an unusual way")
    return after
