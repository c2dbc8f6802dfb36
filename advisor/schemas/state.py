"""JSON Schema of a freelancer's state, made from a playbook's vocabulary.

Nothing (null, or an empty text) is welcome wherever a fact may be unknown.
"""

from collections.abc import Iterable, Iterator

from advisor.playbook.model import RuleBase
from advisor.playbook.reading import a
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import POLICY, SOURCES, Entity, Field
from advisor.schemas.conditions import about
from advisor.schemas.values import (
    DRAFT,
    TEXT,
    TEXT_OR_NULL,
    Schema,
    described,
    known,
    list_of,
    or_blank,
    or_null,
    record_of,
    ref,
    value,
)
from advisor.source.json_text import Json

_ABOUT = (
    "Where imported values came from, as `advisor import` notes it. A value that differs from the one noted "
    "is your own, and stays when you import again."
)
_ORIGIN: dict[str, Json] = {
    "file": described(TEXT, "The export that tells the value."),
    "place": described(TEXT, "Where it stands there: a row, or a path with dots."),
}


def _sources_schema(entities: Iterable[Entity]) -> Schema:
    """The section, for the entities that have sections of their own; needs the definition of a note."""
    day = value(FieldType.DATE)
    files = record_of(
        {
            "file": described(TEXT, "The name of the file."),
            "kind": described(TEXT, "What it is."),
            "read": described(day, "The day on which it was read."),
            "rows": described(value(FieldType.COUNT), "How many rows, or entries, it has."),
            "from": described(day, "The day of its first row."),
            "to": described(day, "The day of its last row."),
        },
        required=("file", "kind"),
    )
    row: Json = {
        "type": ["object", "null"],
        "properties": {"platform_id": described(TEXT, "The platform's number of it.")},
        "additionalProperties": or_null(ref("source.note")),
    }
    rows: Json = {"type": ["object", "null"], "additionalProperties": row}
    sections = {entity.section: row if entity.single else rows for entity in entities}
    files_listed = described(list_of(files), "The files that were imported.")
    schema = record_of({"files": files_listed, **sections})
    return {**schema, "type": ["object", "null"], "description": _ABOUT}


def _source_note() -> Schema:
    day = value(FieldType.DATE)
    places = list_of(record_of(_ORIGIN, required=tuple(_ORIGIN)))
    periods = list_of({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$"})
    properties: dict[str, Json] = {
        "value": described(TEXT_OR_NULL, "The value as it was imported; null where there is none."),
        **_ORIGIN,
        "also": described(places, "Further places that it was found in, or summed from."),
        "day": described(day, "The day of which it was told."),
        "from": described(day, "The first day that an amount covers."),
        "to": described(day, "The last day that an amount covers."),
        "lacks": described(periods, "Days between the two of which no file told."),
        "known_as": described(list_of(TEXT), "Other names that exports have had for it."),
    }
    return record_of(properties, required=("value", *_ORIGIN))


_AS_OF = "The day of the review; without it, the day on which it is asked for. The command line wins over it."


def state_schema(playbook: RuleBase) -> Schema:
    """The schema of a state, as a JSON value."""
    person = a(playbook.words.person)
    return {
        "$schema": DRAFT,
        "description": f"{person[:1].upper()}{person[1:]}, as the playbook {playbook.name} asks for one.",
        **state_record(playbook),
        "definitions": dict(state_definitions(playbook)),
    }


def state_record(playbook: RuleBase) -> dict[str, Json]:
    """The mapping at the top of a state; needs `state_definitions`."""
    sections: dict[str, Json] = {
        section: described(row_or_rows(entity), _about(entity))
        for section, entity in playbook.vocabulary.sections.items()
    }
    properties: dict[str, Json] = {
        "as_of": described(value(FieldType.DATE, blank=True), _AS_OF),
        **sections,
        POLICY: {
            **record_of({**parameter_values(playbook)}),
            "type": ["object", "null"],
            "description": "Parameters with another value.",
        },
        SOURCES: _sources_schema(playbook.vocabulary.sections.values()),
    }
    return record_of(properties)


def state_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Definitions for what an entity may hold; `ENTITY.row`, and `ENTITY.named`, whose key is given."""
    yield "source.note", _source_note()
    yield "action", known({action.id: action.title.text for action in playbook.actions.values()}, "action")
    for entity in playbook.vocabulary.entities.values():
        for field in entity.fields.values():
            yield f"{entity.name}.{field.name}", _value(entity, field, playbook.words.units)
        for link, target in entity.links.items():
            asked = entity.asked[link].ask if link in entity.asked else ""
            about_link = f"{asked} The id of {a(target)}.".strip()
            yield f"{entity.name}.{link}", described(TEXT_OR_NULL, about_link)
        row = _row(playbook, entity)
        yield f"{entity.name}.row", {**row, "required": [entity.key]} if entity.key else row
        yield f"{entity.name}.named", row


def members_of(entity: Entity) -> dict[str, Json]:
    """References to the definitions of what may be said of an entity: its fields and its links."""
    return {name: ref(f"{entity.name}.{name}") for name in (*entity.fields, *entity.links)}


def row_or_rows(entity: Entity) -> Schema:
    """What stands under the section of an entity: one of it, or a list."""
    if entity.single:
        return or_null(ref(f"{entity.name}.row"))
    return list_of(ref(f"{entity.name}.row"))


def parameter_values(playbook: RuleBase) -> dict[str, Schema]:
    """Values for the parameters by name; none of them may be unknown."""
    return {
        name: described(
            value(parameter.kind, units=playbook.words.units),
            f"{parameter.note} Usually {playbook.spoken(name)}.".strip(),
        )
        for name, parameter in playbook.policy.items()
    }


def _about(entity: Entity) -> str:
    if entity.single:
        return f"What is known about the {entity.called or entity.name}."
    return f"The {entity.section.replace('_', ' ')}; the list is complete."


def _row(playbook: RuleBase, entity: Entity) -> Schema:
    children = playbook.vocabulary.children(entity.name)
    sections = {child.section: described(row_or_rows(child), _about(child)) for child in children}
    return record_of({**members_of(entity), **sections})


def _value(entity: Entity, field: Field, units: Units) -> Schema:
    if field.name == entity.key:
        return described({**TEXT, "minLength": 1}, "A short name that no other one has.")
    schema = value(field.kind, field.choices, blank=True, units=units)
    if field.kind is FieldType.ACTION:
        schema = or_blank(ref("action"))
    return described(schema, about(field))
