"""The text of a state with some facts changed where they stand, and all else as its author left it.

Not to be taken for `override`, which changes the tree of a state and knows no text.
"""

from advisor.facts.schema import Schema
from advisor.source.edits import CannotRewrite
from advisor.source.tree import Mapping


def written(text: str, name: str, changes: Mapping, schema: Schema) -> str:
    """The text of a state, YAML or JSON, with `changes` (paths and values as `override` takes them) set in it.

    Comments, order, blank lines, quotes, line ends and a byte order mark stay to the byte. A null writes
    null; where the fact does not stand in the text, nothing is written for it. `contracts.ID.history.N` with
    a mapping, N being the number of events, adds an event. A new key stands after the last one of its mapping,
    a new section at the end. Diagnostics call the text `name`.

    Raises StateError where the text is no state or a path leads nowhere, and CannotRewrite with the reason
    where the new text would not read as `override` says.
    """
    raise CannotRewrite("states cannot be written yet")
