"""Which rules of a playbook are one's own: those in the folders that were named, not in what these extend."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.playbook.extends import PACKAGE

if TYPE_CHECKING:
    from advisor.playbook.model import RuleBase


def own_rules(playbook: "RuleBase", folders: Iterable[str]) -> frozenset[str] | None:
    """The ids of the rules in the folders, disabled ones too; None where these are all, or none.

    What a folder extends is looked after where it comes from, and so is a package.
    """
    rules = playbook.all_rules
    own = {rule.id for rule in rules if is_below(rule.location.file, folders)}
    return frozenset(own) if 0 < len(own) < len(rules) else None


def is_below(file: str, folders: Iterable[str]) -> bool:
    """Whether a file lies in one of the folders, or is one of them."""
    places = [os.path.abspath(folder) for folder in folders if not folder.startswith(PACKAGE)]
    path = os.path.abspath(file)
    return any(path == place or path.startswith(os.path.join(place, "")) for place in places)
