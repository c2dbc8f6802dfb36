"""A score that is told as a record of today is the current one as well, and the other way round."""

from advisor.facts.new_row import changed
from advisor.facts.rows import Facts
from advisor.playbook.types import FieldType, plain
from advisor.playbook.vocabulary import Entity
from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Scalar

_ON = "on"  # of a record, the day that it tells of


def records_of_today(owner: Entity, name: str, value: Scalar, facts: Facts, place: Location) -> list[Entry]:
    """The changes of what records of today tell of a field of their owner, where that is its score."""
    children = facts.schema.children.get(owner.name, ()) if name == owner.score and not value.is_null else ()
    return [
        changed(f"{row.path}.{child.score}", value, place)
        for child in children
        for row in facts.rows[child.name]
        if child.score and facts.value(row, _ON) == facts.as_of
    ]


def with_score_of_today(changes: Mapping, kind: Entity, facts: Facts, place: Location) -> Mapping:
    """Changes (paths and values) that add a record of a kind; of one of today, the score of its owner too.

    They stay as they are where the record is none of a score, or of another day.
    """
    owner = facts.schema.vocabulary.entities.get(kind.belongs_to)
    if owner is None or not (owner.single and owner.score and kind.score):
        return changes
    told = {entry.key.text.rpartition(".")[2]: entry.value for entry in changes.entries}
    day, value = told.get(_ON), told.get(kind.score)
    if not isinstance(day, Scalar) or not isinstance(value, Scalar) or value.is_null:
        return changes
    if day.text != plain(facts.as_of, FieldType.DATE):
        return changes
    current = changed(f"{owner.section}.{owner.score}", value, place)
    return Mapping((*changes.entries, current), changes.location)
