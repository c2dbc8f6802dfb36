"""Advice for freelancers, from rules that coaches write in YAML.

A library user needs four names: `Playbook.load(path)`, `State.load(path)`,
`playbook.review(state, as_of=...)`, and the `Advice` that comes back.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.model import Advice
    from advisor.facts.state import State

__version__ = "0.1.0.dev0"
__all__ = ["Advice", "Playbook", "State", "__version__"]

_HOMES = {
    "Advice": "advisor.advice.model",
    "Playbook": "advisor.advice.api",
    "State": "advisor.facts.state",
}


def __getattr__(name: str) -> object:
    """The public names, imported when they are first used: the command must start fast."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
