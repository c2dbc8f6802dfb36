"""How a value of the one who is advised has moved: its readings on earlier days, where a state keeps them.

A vocabulary keeps the readings of a share called `trust` as rows of `trust_history`, each with the day `on`
and the `value`.
"""

from collections.abc import Sequence

from advisor.facts.rows import Facts, Row
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity
from advisor.source.record import record

_ON, _VALUE = "on", "value"
_HISTORY = "_history"


@record
class Trend:
    """A share today, in hundredths of a percent; the last other reading `before`, and the day `since` it."""

    value: int
    before: int | None = None
    since: int | None = None


def trend_of(facts: Facts) -> Trend | None:
    """The trend of the first share with readings of its own; None where there is none, or it is not known."""
    for entity in facts.schema.vocabulary.entities.values():
        if not entity.single or not facts.rows[entity.name]:
            continue
        for child in facts.schema.children.get(entity.name, ()):
            name = child.listed_as.removesuffix(_HISTORY)
            if child.listed_as.endswith(_HISTORY) and _is_share(entity, name) and _has_readings(child):
                value = facts.value(facts.rows[entity.name][0], name)
                return None if value is None else _moved(facts, int(value), facts.rows[child.name])
    return None


def _is_share(entity: Entity, name: str) -> bool:
    return name in entity.fields and entity.fields[name].kind is FieldType.PERCENT


def _has_readings(child: Entity) -> bool:
    kinds = {name: field.kind for name, field in child.fields.items()}
    return (kinds.get(_ON), kinds.get(_VALUE)) == (FieldType.DATE, FieldType.PERCENT)


def _moved(facts: Facts, value: int, readings: Sequence[Row]) -> Trend:
    known = []
    for row in readings:
        day, was = facts.value(row, _ON), facts.value(row, _VALUE)
        if day is not None and was is not None and int(day) <= facts.as_of and int(was) != value:
            known.append((int(day), int(was)))
    if not known:
        return Trend(value)
    day, was = max(known)
    return Trend(value, was, day)
