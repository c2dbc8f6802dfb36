"""Ids: what they are made of, and which of them a path with dots in it names."""

import re
from collections.abc import Collection, Sequence
from unicodedata import is_normalized, normalize

from advisor.playbook.reading import Problems
from advisor.source.diagnostic import Location
from advisor.source.tree import Node

SIGNS = "letters, digits, -, _ and ."
_ID = re.compile(r"[.-]*\w[\w.-]*")
_OTHER = re.compile(r"[^\w.-]+")


def is_id(text: str) -> bool:
    """Whether an id is made of letters (of any language), digits, hyphens, underscores and dots.

    Each letter is one sign with its marks (NFC): written in another way, one and the same id would be two.
    """
    return _ID.fullmatch(text) is not None and is_normalized("NFC", text)


def check_id(text: str, where: Node | Location, what: str, problems: Problems) -> bool:
    """Whether a text can be an id; `bad-id` where it cannot."""
    if is_id(text):
        return True
    composed = normalize("NFC", text)
    instead = _OTHER.sub("-", composed).strip("-.")
    hint = f'write it with {SIGNS} alone, such as "{instead}"' if is_id(instead) else f"use {SIGNS}"
    if is_id(composed):
        hint = f'write "{composed}" anew: here its letters are not the signs that keyboards give (NFC)'
    problems.add("bad-id", where, f'{what}: "{text}" is no id', hint)
    return False


def split_id(parts: Sequence[str], known: Collection[str]) -> tuple[str, list[str]] | None:
    """The longest known id with which the parts of a path begin, and the parts after it; None for none."""
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        if name in known:
            return name, list(parts[end:])
    return None
