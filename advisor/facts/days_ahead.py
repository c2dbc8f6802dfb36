"""Days in a state that have not come yet, in fields that tell of the past.

Dated records of days to come are no such: a review passes over them.
"""

from collections.abc import Iterator

from advisor.facts.rows import Facts
from advisor.playbook.quantities import FieldType, speak
from advisor.playbook.reading import ordered
from advisor.source.diagnostic import Diagnostic, Severity

_HINT = "write the day on which it happened, or leave it out until it has"


def days_ahead(facts: Facts, severity: Severity = Severity.WARNING) -> tuple[Diagnostic, ...]:
    """Where a field that is `past` holds a day after that of the review, in order of place."""
    return ordered(_found(facts, severity))


def _found(facts: Facts, severity: Severity) -> Iterator[Diagnostic]:
    today = speak(facts.as_of, FieldType.DATE)
    for name, entity in facts.schema.vocabulary.entities.items():
        past = [field.name for field in entity.fields.values() if field.past]
        for row in facts.rows[name] if past else ():
            for field in past:
                day, place = facts.value(row, field), row.places.get(field)
                if place is not None and isinstance(day, int) and day > facts.as_of:
                    told = f'"{field}" of {row.path} is {speak(day, FieldType.DATE)}'
                    message = f"{told}, a day that has not come yet on {today}"
                    yield Diagnostic("day-ahead", place, message, _HINT, severity)
