"""The rule language: vocabulary, conditions, rules, actions and claims, read from YAML and checked."""

from advisor.playbook.load import Loaded, load_playbook
from advisor.playbook.model import Playbook

__all__ = ["Loaded", "Playbook", "load_playbook"]
