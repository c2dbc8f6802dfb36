"""How the score of the one who is advised has moved: its readings on earlier days, where a state keeps them.

Which fields these are, the playbook says: `score` of an entity that there is one of, and of dated records
that belong to it.
"""

from collections.abc import Iterator

from advisor.facts.rows import Facts
from advisor.playbook.types import Value
from advisor.playbook.vocabulary import Entity
from advisor.source.record import record

_ON = "on"  # of a record, the day that it tells of


@record
class Trend:
    """A share today, in hundredths of a percent; the last other reading `before`, and the day `since` it."""

    value: int
    before: int | None = None
    since: int | None = None


def scored(facts: Facts) -> tuple[Entity, int] | None:
    """The entity that has the score, and its value; None where a playbook names none, or it is not known."""
    for entity in facts.schema.vocabulary.entities.values():
        rows = facts.rows[entity.name] if entity.single and entity.score else ()
        value = whole_number(facts.value(rows[0], entity.score)) if rows else None
        if value is not None:
            return entity, value
    return None


def trend_of(facts: Facts) -> Trend | None:
    """The trend of the score; None where there is none, or it is not known.

    A reading of the day itself is no earlier one, whatever it says.
    """
    found = scored(facts)
    if found is None:
        return None
    owner, value = found
    others = [(day, was) for day, was in _readings(facts, owner) if day < facts.as_of and was != value]
    if not others:
        return Trend(value)
    day, was = max(others)
    return Trend(value, was, day)


def _readings(facts: Facts, owner: Entity) -> Iterator[tuple[int, int]]:
    """The days and values on record whose both are known."""
    for child in facts.schema.children.get(owner.name, ()):
        for row in facts.rows[child.name] if child.score and child.records_days else ():
            day, was = (whole_number(facts.value(row, name)) for name in (_ON, child.score))
            if day is not None and was is not None:
                yield day, was


def whole_number(value: Value | None) -> int | None:
    """A number in the fixed unit of its type; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
