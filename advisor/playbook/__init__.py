"""The rule language: vocabulary, conditions, rules, actions and claims, read from YAML and checked."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.playbook.load import Loaded, load_playbook
    from advisor.playbook.model import Playbook

__all__ = ["Loaded", "Playbook", "load_playbook"]


def __getattr__(name: str) -> object:
    """Imported at first use: a playbook that is found in the cache needs no parser."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("advisor.playbook.load"), name)
