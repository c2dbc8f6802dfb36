"""JSON Schema of the section `sources` of a state, which imports write and nobody needs to type."""

from collections.abc import Iterable

from advisor.playbook.json_schema_values import TEXT, Json, Schema, described, record_of, ref, value
from advisor.playbook.quantities import FieldType
from advisor.playbook.vocabulary import Entity

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
    sections: dict[str, Json] = {entity.section: _row() if entity.single else _rows() for entity in entities}
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


def _row() -> Schema:
    number: Json = described(TEXT, "The platform's number of it.")
    note: Json = {"if": {"type": "null"}, "else": ref("source.note")}
    return {"type": ["object", "null"], "properties": {"platform_id": number}, "additionalProperties": note}


def _rows() -> Schema:
    return {"type": ["object", "null"], "additionalProperties": _row()}
