"""Conclusions that nothing reads."""

from collections.abc import Iterator

from advisor.playbook.conditions import conclusions_read
from advisor.playbook.model import RuleBase, Verb
from advisor.playbook.parse_drafts import Written
from advisor.playbook.reading import Problems
from advisor.source.tree import Mapping, Node, Sequence


def check_conclusions(playbook: RuleBase, written: Written, problems: Problems) -> None:
    """`unused-conclusion`: no condition reads it (one that nobody draws is an `unknown-field`)."""
    read = {(path.entity, path.name) for rule in playbook.rules for path, *_ in conclusions_read(rule.when)}
    whole = {rule.id for rule in playbook.rules}
    broken = [d.keys["when"] for d in written.drafts if d.id not in whole and "when" in d.keys]
    broken += [when for when in (rule.get("when") for rule in written.unread) if when is not None]
    mentioned = {key.rpartition(".")[2] for node in broken for key in _keys(node)}
    blamed = {each.location for each in problems.found}
    for draft in written.drafts:
        if draft.verb is not Verb.CONCLUDE:
            continue
        for name, node in draft.targets:
            if (draft.entity, name) not in read and name not in mentioned and node.location not in blamed:
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
