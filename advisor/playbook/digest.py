"""Whether playbooks say the same, however their files, rules and keys are arranged."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum

from advisor.playbook.model import RuleBase
from advisor.source.sha256 import sha256

# Saved advice holds digests, which must outlive new names for our types: what a digest calls them.
_NAMES = {"AnyOf": "Any", "RuleBase": "Playbook", "Validity": "Period"}
_UNORDERED = frozenset(
    {
        ("All", "parts"),
        ("Any", "parts"),
        ("Playbook", "constraints"),
        ("Rule", "consequences"),
        ("TriageOption", "sets"),
    }
)
# For authors: no advice depends on it, and none shows it.
_UNREAD = frozenset(
    {
        ("Action", "claims"),
        ("Action", "note"),
        ("Claim", "not_carried"),
        ("Computed", "claims"),
        ("Consequence", "says"),
        ("Computed", "says"),
        ("Entity", "is_standard"),
        ("Field", "says"),
        ("Parameter", "claims"),
        ("Parameter", "note"),
        ("Playbook", "conduct"),
        ("Rule", "note"),
    }
)

# Later keys, which leave the digest of a playbook without them as it was.
_LATER = frozenset({("Action", "all_clear"), ("Action", "writes_to"), ("Entity", "intake")})


def playbook_digest(playbook: RuleBase) -> str:
    """ "sha256:" and 64 hexadecimal digits over everything that can change advice or its words.

    The name is left out: it may come from the folder, which can be moved.
    """
    return "sha256:" + sha256(_canonical(replace(playbook, name="")).encode()).hexdigest()


def _canonical(value: object, *, ordered: bool = True) -> str:
    """A text that two values share only where they are equal; places are left out."""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        name = _NAMES.get(name, name)
        read = [field.name for field in fields(value) if field.compare and (name, field.name) not in _UNREAD]
        read = [field for field in read if (name, field) not in _LATER or getattr(value, field)]
        parts = [
            f"{field}:{_canonical(getattr(value, field), ordered=(name, field) not in _UNORDERED)}"
            for field in read
        ]
        return f"{name}({','.join(parts)})"
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{key!r}:{_canonical(item)}" for key, item in value.items())) + "}"
    if isinstance(value, tuple | list):
        items = [_canonical(item) for item in value]
        return "[" + ",".join(items if ordered else sorted(items)) + "]"
    return repr(value)
