"""Exclusive groups: one action a rung, unless the group says that alternatives share it."""

from advisor.playbook.model import Action, RuleBase
from advisor.playbook.parse_drafts import Written
from advisor.playbook.reading import Problems, a


def check_rungs(playbook: RuleBase, written: Written, problems: Problems) -> None:
    """`rung-collision`: two actions of a group stand on one rung, or are for different subjects."""
    del written
    by_rung: dict[tuple[str, int], Action] = {}
    subjects: dict[str, Action] = {}
    for action in sorted(playbook.actions.values(), key=lambda action: action.location):
        group = playbook.groups.get(action.group)
        if group is None:
            continue
        first = subjects.setdefault(group.id, action)
        if first.entity != action.entity:
            message = f'"{action.id}" is for {a(action.entity)}, but "{group.id}" is for {a(first.entity)}'
            problems.add("rung-collision", action.location, message, "a group is for one kind of subject")
            continue
        other = by_rung.setdefault((group.id, action.rung), action)
        if other is not action and action.rung not in group.shared_rungs:
            message = f'"{action.id}" stands on rung {action.rung} of "{group.id}", as "{other.id}" does'
            hint = f'use another rung, or list {action.rung} under "shared_rungs" of the group'
            problems.add("rung-collision", action.location, message, hint)
