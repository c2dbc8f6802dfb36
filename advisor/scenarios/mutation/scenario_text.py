"""A proposed scenario as the text of one item of `scenarios:`, and a scenario file with such added to it."""

import os
import re
from collections.abc import Iterable

from advisor.playbook.types import iso_date
from advisor.scenarios.mutation.contrast import Expected
from advisor.source.diagnostic import Location, shortened
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.node_spans import Shape
from advisor.source.plain_spans import span_tree
from advisor.source.record import record
from advisor.source.rewriting import CannotRewrite, Lines
from advisor.source.tree import NULLS, Entry, Mapping, Node, Scalar
from advisor.source.tree import Sequence as Items
from advisor.source.yaml_writer import WIDTH, YamlStyle, YamlWriter, in_double_quotes

_HERE = Location("<change>", 1, 1)
_LONGEST_NAME = 90

_PLAIN = re.compile(r"[A-Za-z0-9$/.][A-Za-z0-9$%@/._ -]*(?<! )", re.ASCII)


class ScenarioWriter(YamlWriter):
    """Writes as scenarios are written: without quotes where nothing else is read here, and with nulls."""

    def scalar(self, value: Scalar) -> str:
        """A value, as part of a line."""
        if value.is_null:
            return "null"
        is_plain = value.text not in NULLS and _PLAIN.fullmatch(value.text)
        return value.text if is_plain else in_double_quotes(value.text)

    def entries(self, node: Mapping) -> tuple[Entry, ...]:
        """All entries of a mapping."""
        return node.entries


_WRITER = ScenarioWriter(YamlStyle())


@record
class ProposedScenario:
    """A scenario with one expectation; a state that is a path is one from the working directory."""

    as_of: int
    state: Node
    changes: tuple[Entry, ...]
    without: tuple[str, ...]
    expected: Expected

    def text(self, name: str, folder: str, *, in_full: bool = False) -> str:
        """One item of `scenarios:` in a file of this folder; `in_full` also says that nothing is left out."""
        lines = [f"  - name: {_WRITER.scalar(Scalar(name, False, _HERE))}"]
        lines += [f"    as_of: {iso_date(self.as_of)}"]
        lines += _state_lines(_from_folder(self.state, folder)) + _with_lines(self.changes)
        if self.without or in_full:
            lines.append(f"    without: [{', '.join(self.without)}]")
        key, item = self.expected
        lines += ["    expect:", f"      {key}: [{item}]"]
        return "".join(f"{line}\n" for line in lines)


def _from_folder(state: Node, folder: str) -> Node:
    if not isinstance(state, Scalar):
        return state
    path = os.path.relpath(state.text, folder or os.curdir).replace(os.sep, "/")
    return Scalar(path, False, state.location)


def _with_lines(entries: tuple[Entry, ...]) -> list[str]:
    line = f"    with: {_WRITER.on_line(Mapping(entries, _HERE))}"
    if len(line) <= WIDTH:
        return [line] if entries else []
    return ["    with:", *(f"      {_WRITER.on_line(entry)}" for entry in entries)]


def _state_lines(state: Node) -> list[str]:
    """A state, with a section on each line where it is too long for one, and a row on each of such."""
    line = f"    state: {_WRITER.on_line(state)}"
    if len(line) <= WIDTH or not isinstance(state, Mapping):
        return [line]
    lines = ["    state:"]
    for entry in state.entries:
        line = f"      {_WRITER.on_line(entry)}"
        if len(line) <= WIDTH or not isinstance(entry.value, Items):
            lines.append(line)
        else:
            lines.append(f"      {_WRITER.key(entry.key)}:")
            lines += [f"        - {_WRITER.on_line(item)}" for item in entry.value.items]
    return lines


def distinct_name(words: str, taken: Iterable[str]) -> str:
    """A name for a scenario, of one line, that no other one has: with a number, where need be."""
    plain = "".join(sign if sign.isprintable() and sign not in '`"\\' else " " for sign in words)
    name, others, number = shortened(" ".join(plain.split()), _LONGEST_NAME, tight=True), set(taken), 1
    numbered = name
    while numbered in others:
        number += 1
        numbered = f"{name} ({number})"
    return numbered


BEGINNING = """\
# Each of these notices a change of the rules that no other scenario did. They expect what the rules say
# now, be it right or wrong: read them, and give each a name that tells what holds.
scenarios:
"""


def with_scenarios(text: str, file: str, items: str) -> str:
    """The text of a scenario file with such items at the end of its list; an empty text is begun.

    Raises CannotRewrite where its list is no list of lines.
    """
    if not text.strip():
        return f"{BEGINNING}{items}"
    whole = text.removeprefix(BYTE_ORDER_MARK)
    mark = text.removesuffix(whole)
    root = span_tree(whole, file)
    listed = None if root is None else root.get("scenarios")
    if listed is None or listed.shape is not Shape.LIST or listed.flow or not listed.children:
        raise CannotRewrite("its scenarios do not stand on lines of their own")
    lines, last = Lines(whole), listed.children[-1]
    at, newline = lines.next(last.end), lines.newline(last.end)
    indent = " " * listed.column
    added = [f"{indent}{line[2:]}" if line else "" for line in ["", *items.splitlines()]]
    start = "" if whole[:at].endswith("\n") else newline
    return f"{mark}{whole[:at]}{start}{newline.join(added)}{newline}{whole[at:]}"
