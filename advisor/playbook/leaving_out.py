"""Leaving rules out: what a playbook says without some of its rule sets or folders."""

from collections.abc import Iterable
from dataclasses import replace

from advisor.playbook.model import Rule, RuleBase
from advisor.source.diagnostic import suggest
from advisor.source.errors import SelectionError


def leave_out(playbook: RuleBase, names: Iterable[str]) -> RuleBase:
    """The playbook without the rules of the rule sets and folders named; a folder stands for those below it.

    All else stays: a conclusion that is then never drawn is false.  Raises SelectionError about a name that
    stands for nothing, and where no rule would be left.
    """
    wanted = dict.fromkeys(_plain(name) for name in names)
    if not wanted:
        return playbook
    known = names_of(playbook)
    for name in wanted:
        if name not in known:
            raise SelectionError(f'there is no rule set or folder "{name}"', _nearest(name, known))
    rules = tuple(rule for rule in playbook.rules if wanted.keys().isdisjoint(_names(rule)))
    if not rules:
        told = ", ".join(sorted(wanted))
        raise SelectionError(f"without {told} no rule would be left", "leave less out")
    disabled = tuple(each for each in playbook.disabled if wanted.keys().isdisjoint(_names(each.rule)))
    left = {rule.ruleset for rule in (*rules, *(each.rule for each in disabled))}
    rulesets = {name: ruleset for name, ruleset in playbook.rulesets.items() if name in left}
    left_out = tuple(sorted({*playbook.left_out, *wanted}))
    return replace(playbook, rules=rules, rulesets=rulesets, disabled=disabled, left_out=left_out)


def names_of(playbook: RuleBase) -> tuple[str, ...]:
    """What can be left out: folders, then rule sets, each in order."""
    rules = [*playbook.rules, *(each.rule for each in playbook.disabled)]
    folders = {folder for rule in rules for folder in _folders(rule)}
    return tuple(dict.fromkeys([*sorted(folders), *sorted({rule.ruleset for rule in rules})]))


def _names(rule: Rule) -> list[str]:
    return [rule.ruleset, *_folders(rule)]


def _folders(rule: Rule) -> list[str]:
    """The folder of a rule and those above it: "a/b", then "a"."""
    parts = rule.folder.split("/") if rule.folder else []
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _plain(name: str) -> str:
    """A folder's name is often completed with a slash."""
    return name.rstrip("/") or name


def _nearest(name: str, known: tuple[str, ...]) -> str:
    listed = "there are " + ", ".join(known)
    near = suggest(name, known)
    return f"{near} {listed[0].upper()}{listed[1:]}" if near else listed
