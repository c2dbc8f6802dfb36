"""The text of a state with some facts changed where they stand, and all else as its author left it.

Not to be taken for `override`, which changes the tree of a state and knows no text.
"""

from advisor.facts.override import override
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.source.edits import CannotRewrite
from advisor.source.rewriting import rewritten
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, is_null

__all__ = ["CannotRewrite", "written"]


def written(text: str, name: str, changes: Mapping, schema: Schema) -> str:
    """The text of a state, YAML or JSON, with `changes` (paths and values as for `override`) set in it.

    Comments, order, blank lines, quotes, line ends and a byte order mark stay to the byte. A null writes
    null; where the fact does not stand in the text, nothing is written for it. `contracts.ID.history.N`
    with a mapping, N being the number of events, adds an event. A new key stands after the last one of its
    mapping, a new section at the end. Diagnostics call the text `name`.

    Raises StateError where the text is no state or a path leads nowhere, and CannotRewrite with the reason
    where the new text would not read as `override` says.
    """
    state = State.parse(text, name)
    override(state, changes, schema)  # all that is wrong at once
    changed = state
    for entry in changes.entries:
        if not is_null(entry.value) or _stands(changed.tree, entry, schema):
            changed = override(changed, Mapping((entry,), changes.location), schema)
    return rewritten(text, name, state.tree, changed.tree)


def _stands(tree: Mapping, entry: Entry, schema: Schema) -> bool:
    """Whether a fact is written in a state."""
    node: Node | None = tree
    keys = {section: entity.key for section, entity in schema.sections.items()}
    section, *_ = parts = entry.key.text.split(".")
    for part in parts:
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, Sequence):
            node = _item(node, part, keys[section] if node is tree.get(section) else "")
        else:
            return False
    return node is not None


def _item(listed: Sequence, part: str, key: str) -> Node | None:
    """The item of a list with this id, or with this number where items have none."""
    if not key:
        number = int(part) if part.isdecimal() else len(listed.items)
        return listed.items[number] if number < len(listed.items) else None
    for item in listed.items:
        own = item.get(key) if isinstance(item, Mapping) else None
        if isinstance(own, Scalar) and own.text.strip() == part:
            return item
    return None
