"""Scenarios as text to paste: YAML of a tree, and a proposed scenario in the form of our files."""

import json
import os
import re
from collections.abc import Sequence

from advisor.playbook.quantities import iso_date
from advisor.scenarios.model import Scenario
from advisor.source.reader import read_tree
from advisor.source.tree import Entry, Mapping, Node, Scalar
from advisor.source.tree import Sequence as Items

WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z0-9$/.][A-Za-z0-9$%@/._ -]*(?<! )", re.ASCII)


def flow(node: Node) -> str:
    """A tree as YAML on one line."""
    if isinstance(node, Scalar):
        if node.is_null:
            return "null"
        bare = not node.quoted or not Scalar(node.text, False, node.location).is_null
        return (
            node.text if bare and _PLAIN.fullmatch(node.text) else json.dumps(node.text, ensure_ascii=False)
        )
    if isinstance(node, Items):
        return f"[{', '.join(map(flow, node.items))}]"
    return f"{{{', '.join(f'{flow(each.key)}: {flow(each.value)}' for each in node.entries)}}}"


def source_of(scenario: Scenario) -> Mapping | None:
    """A scenario as it stands in its file; None where that is gone."""
    node, _ = read_tree(scenario.location.file)
    listed = node.get("scenarios") if isinstance(node, Mapping) else None
    for each in listed.items if isinstance(listed, Items) else ():
        name = each.get("name") if isinstance(each, Mapping) else None
        if (
            isinstance(each, Mapping)
            and isinstance(name, Scalar)
            and " ".join(name.text.split()) == scenario.name
        ):
            return each
    return None


def scenario_text(
    name: str, like: Scenario, source: Mapping, changes: Sequence[Entry], expect: Sequence[tuple[str, str]]
) -> str:
    """One item of `scenarios:`: the state of `like`, changed, with the expectations (a key and its list)."""
    lines = [f"  - name: {name}", f"    as_of: {iso_date(like.as_of)}"]
    state, old = source.get("state"), source.get("with")
    lines += _block("state", state) if state is not None else []
    kept = old.entries if isinstance(old, Mapping) else ()
    new = {each.key.text for each in changes}
    entries = (*(each for each in kept if each.key.text not in new), *changes)
    lines += _with(entries)
    if like.without:
        lines.append(f"    without: [{', '.join(like.without)}]")
    lines.append("    expect:")
    for key, item in expect:
        lines.append(f"      {key}: [{item}]")
    return "".join(f"{line}\n" for line in lines)


def folder_of(scenario: Scenario) -> str:
    """The folder of a scenario's file, from which it names states."""
    return os.path.dirname(scenario.location.file)


def _with(entries: Sequence[Entry]) -> list[str]:
    if not entries:
        return []
    inner = ", ".join(f"{flow(each.key)}: {flow(each.value)}" for each in entries)
    line = f"    with: {{{inner}}}"
    if len(line) <= WIDTH:
        return [line]
    return ["    with:", *(f"      {flow(each.key)}: {flow(each.value)}" for each in entries)]


def _block(key: str, node: Node) -> list[str]:
    """A value after its key; a mapping that is too long for a line with an entry on each."""
    line = f"    {key}: {flow(node)}"
    if len(line) <= WIDTH or not isinstance(node, Mapping):
        return [line]
    lines = [f"    {key}:"]
    for each in node.entries:
        inner = f"      {flow(each.key)}: {flow(each.value)}"
        if len(inner) <= WIDTH or not isinstance(each.value, Items):
            lines.append(inner)
        else:
            lines += [f"      {flow(each.key)}:", *(f"        - {flow(item)}" for item in each.value.items)]
    return lines
