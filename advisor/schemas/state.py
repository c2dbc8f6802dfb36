"""JSON Schema of a freelancer's state, made from a playbook's vocabulary.

Nothing (null, or an empty text) is welcome wherever a fact may be unknown.
"""

from collections.abc import Iterable, Iterator

from advisor.facts.schema import Schema as Shape
from advisor.playbook.model import Parameter, RuleBase
from advisor.playbook.reading import a
from advisor.playbook.types import FieldType, speak
from advisor.playbook.vocabulary import POLICY, SOURCES, Entity, Field
from advisor.schemas.conditions import about
from advisor.schemas.values import BLANK, DRAFT, TEXT, Schema, described, known, record_of, ref, value
from advisor.source.json_text import Json

_ABOUT = (
    "Where imported values came from, as `advisor import` notes it. A value that differs from the one noted "
    "is your own, and stays when you import again."
)
_ORIGIN: dict[str, Json] = {
    "file": described(TEXT, "The export that tells the value."),
    "place": described(TEXT, "Where it stands there: a row, or a path with dots."),
}
_PERIOD = r"^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$"


def sources_schema(entities: Iterable[Entity]) -> Schema:
    """The section, for the entities that have sections of their own; needs `sources_definitions`."""
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
    sections: dict[str, Json] = {
        entity.section: _provenance_row() if entity.single else _rows() for entity in entities
    }
    listed: Json = described({"type": ["array", "null"], "items": files}, "The files that were imported.")
    return {**record_of({"files": listed, **sections}), "type": ["object", "null"], "description": _ABOUT}


def sources_definitions() -> Iterable[tuple[str, Schema]]:
    """The definition of one note."""
    day = value(FieldType.DATE)
    properties: dict[str, Json] = {
        "value": described(
            {"type": ["string", "number", "boolean", "null"]},
            "The value as it was imported; null where there is none.",
        ),
        **_ORIGIN,
        "also": described(
            {"type": ["array", "null"], "items": record_of(_ORIGIN, required=tuple(_ORIGIN))},
            "Further places that it was found in, or summed from.",
        ),
        "day": described(day, "The day of which it was told."),
        "from": described(day, "The first day that an amount covers."),
        "to": described(day, "The last day that an amount covers."),
        "lacks": described(
            {"type": ["array", "null"], "items": {"type": "string", "pattern": _PERIOD}},
            "Days between the two of which no file told.",
        ),
        "known_as": described(
            {"type": ["array", "null"], "items": TEXT}, "Other names that exports have had for it."
        ),
    }
    yield "source.note", record_of(properties, required=("value", *_ORIGIN))


def _provenance_row() -> Schema:
    number: Json = described(TEXT, "The platform's number of it.")
    note: Json = {"if": {"type": "null"}, "else": ref("source.note")}
    return {"type": ["object", "null"], "properties": {"platform_id": number}, "additionalProperties": note}


def _rows() -> Schema:
    return {"type": ["object", "null"], "additionalProperties": _provenance_row()}


_AS_OF = "The day of the review; without it, the day on which it is asked for. The command line wins over it."


def state_schema(playbook: RuleBase) -> Schema:
    """The schema of a state, as a JSON value."""
    return {
        "$schema": DRAFT,
        "description": f"A freelancer, as the playbook {playbook.name} asks for one.",
        **state_record(playbook),
        "definitions": dict(state_definitions(playbook)),
    }


def state_record(playbook: RuleBase) -> dict[str, Json]:
    """The mapping at the top of a state; needs `state_definitions`."""
    sections: dict[str, Json] = {
        section: described(row_or_rows(entity), _about(entity))
        for section, entity in Shape.of(playbook).sections.items()
    }
    policy: dict[str, Json] = {name: parameter_value(each) for name, each in playbook.policy.items()}
    properties: dict[str, Json] = {
        "as_of": described(value(FieldType.DATE, blank=True), _AS_OF),
        **sections,
        POLICY: {
            **record_of(policy),
            "type": ["object", "null"],
            "description": "Parameters with another value.",
        },
        SOURCES: sources_schema(Shape.of(playbook).sections.values()),
    }
    return record_of(properties)


def state_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Definitions for what an entity may hold; `ENTITY.row`, and `ENTITY.named`, whose key is given."""
    yield from sources_definitions()
    yield "action", known({action.id: action.title.text for action in playbook.actions.values()}, "action")
    for entity in playbook.vocabulary.entities.values():
        for field in entity.fields.values():
            yield f"{entity.name}.{field.name}", _value(playbook, entity, field)
        for link, target in entity.links.items():
            said = f"The id of {a(target)}."
            yield f"{entity.name}.{link}", described({"type": ["string", "number", "boolean", "null"]}, said)
        row = _row(playbook, entity)
        yield f"{entity.name}.row", {**row, "required": [entity.key]} if entity.key else row
        yield f"{entity.name}.named", row


def members_of(entity: Entity) -> dict[str, Json]:
    """References to the definitions of what may be said of an entity: its fields and its links."""
    return {name: ref(f"{entity.name}.{name}") for name in (*entity.fields, *entity.links)}


def children_of(playbook: RuleBase, entity: Entity) -> tuple[Entity, ...]:
    """The entities that are listed inside this one."""
    return tuple(each for each in playbook.vocabulary.entities.values() if each.belongs_to == entity.name)


def row_or_rows(entity: Entity) -> Schema:
    """What stands under the section of an entity: one of it, or a list."""
    if entity.single:
        return {"if": {"type": "null"}, "else": ref(f"{entity.name}.row")}
    return {"type": ["array", "null"], "items": ref(f"{entity.name}.row")}


def parameter_value(parameter: Parameter) -> Schema:
    """A value for a parameter, which may not be unknown."""
    said = f"{parameter.note} Usually {speak(parameter.value, parameter.kind)}.".strip()
    return described(value(parameter.kind), said)


def _about(entity: Entity) -> str:
    if entity.single:
        return f"What is known about the {entity.called or entity.name}."
    return f"The {entity.section.replace('_', ' ')}; the list is complete."


def _row(playbook: RuleBase, entity: Entity) -> Schema:
    children: dict[str, Json] = {
        child.section: described(row_or_rows(child), _about(child)) for child in children_of(playbook, entity)
    }
    return record_of({**members_of(entity), **children})


def _value(playbook: RuleBase, entity: Entity, field: Field) -> Schema:
    if field.name == entity.key:
        return described({**TEXT, "minLength": 1}, "A short name that no other one has.")
    if field.kind is FieldType.ACTION:
        found: Schema = {"anyOf": [ref("action"), {"type": ["string", "null"], "pattern": BLANK}]}
    else:
        found = value(field.kind, field.choices, blank=True)
    return described(found, about(field))
