"""Which rules and constraints are one's own: those in the folders named, not in what these extend."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.playbook.playbook_places import PACKAGE

if TYPE_CHECKING:
    from advisor.playbook.model import Constraint, RuleBase


def own_rules(playbook: "RuleBase", folders: Iterable[str]) -> frozenset[str] | None:
    """The ids of the rules in the folders, disabled ones too; None where these are all, or none.

    What a folder extends is looked after where it comes from, and so is a package.
    """
    rules = playbook.all_rules
    own = {rule.id for rule in rules if is_below(rule.location.file, folders)}
    return frozenset(own) if 0 < len(own) < len(rules) else None


def own_constraints(playbook: "RuleBase", folders: Iterable[str]) -> tuple["Constraint", ...]:
    """The constraints in the folders; all of them where all rules are one's own, or none."""
    if own_rules(playbook, folders) is None:
        return playbook.constraints
    return tuple(one for one in playbook.constraints if is_below(one.location.file, folders))


def is_below(file: str, folders: Iterable[str]) -> bool:
    """Whether a file lies in one of the folders, or is one of them."""
    places = [os.path.abspath(folder) for folder in folders if not folder.startswith(PACKAGE)]
    path = os.path.abspath(file)
    return any(path == place or path.startswith(os.path.join(place, "")) for place in places)
