"""A further entity for a state: its id, and the change that adds it."""

import re
from collections.abc import Collection, Iterable
from unicodedata import normalize

from advisor.facts.rows import Facts
from advisor.playbook.expressions import Path
from advisor.playbook.ids import is_id
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity, Vocabulary
from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Node, Scalar

LONGEST_NAME = 200  # of a title or a name, in characters
_LONGEST = 40  # of an id
_OTHER = re.compile(r"[^\w.]+")


def may_be_added(entity: Entity, vocabulary: Vocabulary) -> bool:
    """Whether one of them can be told of: what a state lists by ids, and records of what there is one of."""
    if entity.belongs_to:
        return vocabulary.entities[entity.belongs_to].single and not entity.records_deeds
    return not entity.single


def naming_fields(entity: Entity) -> tuple[str, ...]:
    """The texts of its own that make up the label of an entity: a title, a name."""
    parts = entity.label.parts if entity.label else ()
    paths = [part.name for part in parts if isinstance(part, Path) and not part.hops]
    texts = [field.name for field in entity.fields.values() if field.kind is FieldType.TEXT]
    return tuple(name for name in paths if name in texts and name != entity.key)


def named(entity: Entity, name: str, facts: Facts, place: Location) -> tuple[str, Entry]:
    """The id of a further one of that title or name, and the change that adds it."""
    fields = naming_fields(entity)
    key = id_from(name, [row.id for row in facts.rows[entity.name]], entity.name)
    values = [(fields[0], Scalar(name, True, place))] if fields else []
    return key, added(entity, key, values, place)


def id_from(name: str, known: Collection[str], called: str) -> str:
    """A short id out of a title or a name, which no other one has: "menu-cards", "menu-cards-2"."""
    words = (
        _OTHER.sub("-", normalize("NFC", name.casefold()))
        .replace(".", "-")
        .strip("-_")[:_LONGEST]
        .strip("-_")
    )
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
