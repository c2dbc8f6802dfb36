"""A playbook from the user's cache with its rules compiled: that takes as long as many reviews."""

import os

from advisor.engine.stages import Compiled
from advisor.playbook.cache import Companion, playbook_with
from advisor.playbook.model import RuleBase

_MODULES = frozenset(
    {"advisor.engine.alpha", "advisor.engine.limits", "advisor.engine.stages", "advisor.playbook.strata"}
)


def cached_and_compiled(folders: tuple[str, ...]) -> tuple[RuleBase, Compiled | None]:
    """The playbook in the folders, and its rules compiled if the cache has them.  Raises PlaybookError."""
    code = os.path.dirname(os.path.abspath(__file__))
    playbook, compiled = playbook_with(folders, Companion("compiled", _compiled, _MODULES, code))
    return playbook, compiled if isinstance(compiled, Compiled) else None


def _compiled(playbook: RuleBase) -> Compiled:
    """The rules compiled whole: of the network, too, nothing is left for a review to do."""
    from advisor.engine.compile import compile_rules
    from advisor.playbook.strata import stratify

    compiled = compile_rules(playbook.rules, stratify(playbook.rules))
    for stage in compiled.stages:
        for subjects in stage.subjects.values():
            subjects.tree.root.divide()
    return compiled
