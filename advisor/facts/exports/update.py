"""Exports imported into the text of a state: what a person wrote stays to the byte."""

from collections.abc import Sequence
from dataclasses import replace

from advisor.facts.exports.listing import listed
from advisor.facts.exports.model import Export
from advisor.facts.exports.picture import put_together
from advisor.facts.exports.update_model import Account
from advisor.facts.exports.updating import updated
from advisor.facts.read_state import StateReader
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.reading import Problems, ordered
from advisor.source.drawing import Drawer, Habits
from advisor.source.edits import CannotRewrite, Lines
from advisor.source.errors import StateError
from advisor.source.location import Location
from advisor.source.reader import parse_tree
from advisor.source.rewriting import rewritten, said
from advisor.source.tree import Entry, Mapping
from advisor.source.tree import Sequence as Listing

OPENING = """\
# What the platform's exports say about a freelancer; "sources" at the end tells where each value came from.
# Add what only you know, or change what is wrong: what you write stays when you import again.
"""


def imported(
    text: str, name: str, exports: Sequence[Export], schema: Schema, day: int
) -> tuple[str, Account]:
    """The text of a state with what exports say, read on a day (an ordinal), and what became of each fact.

    The text may be empty, or comments alone, such as OPENING.  Diagnostics call it `name`; a new state whose
    name ends in ".json" is JSON.  Raises StateError where the text is no valid state, and CannotRewrite where
    the new text would not read as it should.
    """
    state = _read(text, name, schema)
    known = [_until(each, day) for each in exports]
    picture = put_together(known, listed(state, schema))
    tree, account = updated(state, picture, schema, known, day)
    if state.tree.entries:
        return rewritten(text, name, state.tree, tree), account
    return _begun(text, name, tree), account


def _until(export: Export, day: int) -> Export:
    """An export without money of days that have not come yet."""
    if export.last is None or export.last <= day:
        return export
    contracts = tuple(
        replace(each, days=tuple(money for money in each.days if money.day <= day))
        for each in export.contracts
    )
    first, last = (export.first, day) if export.first is not None and export.first <= day else (None, None)
    return replace(export, contracts=contracts, first=first, last=last)


def _read(text: str, name: str, schema: Schema) -> State:
    node, found = parse_tree(text, name)
    if node is None and not found:
        return State(Mapping((), Location(name, 1, 1)), name)
    state = State(node, name) if isinstance(node, Mapping) and not found else State.parse(text, name)
    problems = Problems()
    StateReader(schema, problems).read(state.tree)
    if problems.errors:
        raise StateError(ordered(problems.found))
    return state


def _begun(text: str, name: str, tree: Mapping) -> str:
    """A text without values, such as comments alone, followed by a whole state."""
    if not tree.entries:
        return text
    if name.casefold().endswith(".json") and text in ("", OPENING):
        after = "\n".join(Drawer(Habits(as_json=True)).broken(tree, "", "  ")) + "\n"
    else:
        newline = Lines(text).newline(len(text))
        gap = newline if text.removeprefix("\ufeff") and not text.endswith("\n") else ""
        after = (
            text + gap + newline.join(line for entry in tree.entries for line in _section(entry)) + newline
        )
    node, problems = parse_tree(after, name)
    if problems or node is None or said(node) != said(tree):
        raise CannotRewrite("what the exports say cannot be written as text")
    return after


def _section(entry: Entry) -> list[str]:
    """The lines of a section, a blank one before it and between the rows of a list."""
    drawer = Drawer(Habits())
    if not isinstance(entry.value, Listing) or not entry.value.items:
        return ["", *drawer.entry(entry, 0)]
    lines = ["", f"{drawer.key(entry.key)}:"]
    for number, item in enumerate(entry.value.items):
        lines += [""] if number else []
        lines += drawer.item(item, drawer.habits.dash, short=False)
    return lines
