"""What a person means by the name of a field, and where among several words it stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.playbook.vocabulary import Entity, spelt

if TYPE_CHECKING:
    from advisor.advice.find_subject import Subjects


def fields_called(text: str, entity: Entity) -> list[str]:
    """The fields and links that a name means: that one, else what begins so, else what has that word."""
    wanted = spelt(text)
    if not wanted:
        return []
    names = {name: spelt(name) for name in settable(entity)}
    also = {name: set(map(spelt, field.also)) for name, field in entity.fields.items() if name in names}
    tiers = (
        [name for name, spoken in names.items() if spoken == wanted],
        [name for name, words in also.items() if wanted in words],
        [name for name, spoken in names.items() if spoken.startswith(wanted)],
        [name for name, spoken in names.items() if wanted in spoken.split()],
        [name for name, words in also.items() if any(word.startswith(wanted) for word in words)],
    )
    return next(filter(None, tiers), [])


def settable(entity: Entity) -> list[str]:
    """The fields and links that may be set."""
    return [name for name in (*entity.fields, *entity.links) if name != entity.key]


def split_words(words: Sequence[str], subjects: "Subjects") -> tuple[str, str, str]:
    """What, which field and which value is meant by words that are typed one after the other.

    A name may have several words: where the first word alone names nothing, or the second no field of it,
    more of them are tried; where that helps no more, they are taken one by one.
    """
    for first in range(1, len(words) - 1):
        rows = subjects.called(" ".join(words[:first]))
        entities = {row.entity: subjects.entities[row.entity] for row in rows}.values()
        lengths = range(1, len(words) - first)
        for whole in (True, False):
            for length in reversed(lengths) if whole else lengths:
                name = " ".join(words[first : first + length])
                if any(_means(name, entity, whole=whole) for entity in entities):
                    return " ".join(words[:first]), name, " ".join(words[first + length :])
    return words[0], words[1], " ".join(words[2:])


def _means(name: str, entity: Entity, *, whole: bool) -> bool:
    """Whether a name means a field of an entity; `whole`, whether it is one in full."""
    found = fields_called(name, entity)
    if not whole or not found:
        return bool(found)
    field = entity.fields.get(found[0])
    return spelt(name) in (spelt(found[0]), *map(spelt, field.also if field else ()))
