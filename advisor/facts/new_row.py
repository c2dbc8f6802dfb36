"""A further entity for a state: its id, and the change that adds it."""

import re
from collections.abc import Collection, Iterable

from advisor.playbook.ids import is_id
from advisor.playbook.vocabulary import Entity
from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Node, Scalar

_LONGEST = 40
_OTHER = re.compile(r"[^\w.]+")


def id_from(name: str, known: Collection[str], called: str) -> str:
    """A short id out of a title or a name, which no other one has: "menu-cards", "menu-cards-2"."""
    words = _OTHER.sub("-", name.casefold()).replace(".", "-").strip("-_")[:_LONGEST].strip("-_")
    base = words if is_id(words) and not words.isdecimal() else f"{called}-{words}".strip("-")
    base = base if is_id(base) else "new"
    taken = {other.casefold() for other in known}
    number, free = 2, base
    while free in taken:
        free, number = f"{base}-{number}", number + 1
    return free


def added(entity: Entity, key: str, values: Iterable[tuple[str, Scalar]], place: Location) -> Entry:
    """The change that adds an entity with these values, as for `override`."""
    fields = tuple(Entry(Scalar(name, False, place), value) for name, value in values)
    return changed(f"{entity.section}.{key}", Mapping(fields, place), place)


def changed(path: str, value: Node, place: Location) -> Entry:
    """The change of one fact, as for `override`."""
    return Entry(Scalar(path, False, place), value)
