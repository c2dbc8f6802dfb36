"""Conclusions that nothing reads."""

from collections.abc import Iterator

from advisor.playbook.model import Playbook, Verb
from advisor.playbook.parse_rules import Draft
from advisor.playbook.reading import Problems
from advisor.source.tree import Mapping, Node, Sequence


def check_conclusions(playbook: Playbook, drafts: list[Draft], problems: Problems) -> None:
    """`unused-conclusion`: no condition reads it (one that nobody draws is an `unknown-field`)."""
    read = {key.rpartition(".")[2] for draft in drafts for key in _keys(draft.keys["when"])}
    for draft in drafts:
        if draft.verb is not Verb.CONCLUDE:
            continue
        for name, node in draft.targets:
            if name not in read:
                message = f'no rule reads the conclusion "{name}"'
                problems.add("unused-conclusion", node, message, "use it in a condition, or remove it")


def _keys(node: Node) -> Iterator[str]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key.text
            yield from _keys(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item)
