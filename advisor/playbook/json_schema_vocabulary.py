"""JSON Schema of the vocabulary and the policy: where a playbook declares what can be known."""

from collections.abc import Iterator, Mapping

from advisor.playbook.functions import registered_functions
from advisor.playbook.json_schema_actions import by_id
from advisor.playbook.json_schema_values import (
    TEXT,
    Json,
    Schema,
    described,
    offered,
    one_or_more,
    record_of,
    ref,
    value,
    words,
)
from advisor.playbook.model import RuleBase
from advisor.playbook.parse_fields import DECLARABLE
from advisor.playbook.parse_formulas import FORMULAS
from advisor.playbook.parse_policy import PARAMETERS
from advisor.playbook.quantities import FieldType
from advisor.playbook.vocabulary import Entity

_IF_UNKNOWN = "Words that stand for the value in a sentence while it is unknown."
_SAYS: Schema = {
    "if": {"type": "object"},
    "then": {"type": "object", "additionalProperties": TEXT},
    "else": TEXT,
    "description": "How a test of it is told: words for the value, or for each word that it may be.",
}


def entities(playbook: RuleBase) -> Schema:
    """`entities:`; those that are known offer what they hold already."""
    known: dict[str, Json] = {
        entity.name: _entity(playbook, entity) for entity in playbook.vocabulary.entities.values()
    }
    return {
        "description": "The vocabulary: what can be known about a freelancer.",
        "type": "object",
        "properties": known,
        "additionalProperties": _entity(playbook, None),
    }


def policy() -> Schema:
    """`policy:`."""
    properties: dict[str, Json] = {
        "type": described(words(PARAMETERS), "What kind of number it is."),
        "value": described({"type": ["number", "string"]}, "The number."),
        "note": described(TEXT, "What it means."),
        "claims": described(ref("claims"), "What the number rests on."),
    }
    kinds = [_where_type(kind, {"value": value(kind)}) for kind in PARAMETERS]
    parameter = record_of(properties, ["type", "value"], allOf=kinds)
    return by_id(parameter, "Numbers that rules refer to by name, as policy.NAME.")


def _entity(playbook: RuleBase, entity: Entity | None) -> Schema:
    """An entity; None stands for one that is not known yet."""
    names = playbook.vocabulary.entities
    target = ref("entity")
    member: Schema = ref(f"member.{entity.name}") if entity else {"type": "string"}
    properties: dict[str, Json] = {
        "single": described(value(FieldType.FLAG), "There is exactly one."),
        "key": described(TEXT, "The field that names one."),
        "called": described(TEXT, "The noun in sentences."),
        "label": described(TEXT, "How one of them is shown. {path} stands for a value."),
        "links": _links(),
        "belongs_to": described(target, "The entity inside which these are listed."),
        "as": described(TEXT, "The key under which a state lists them."),
        "points": described(member, "The field with the job-success points at stake."),
        "activity": described(one_or_more(member), "Dates that tell when it last moved."),
        "fields": by_id(
            ref("field"), "What a freelancer may say of one. Fields already there stay as they are."
        ),
        "computed": by_id(_computed(entity, bool(names)), "Fields whose value follows from others."),
    }
    return described(record_of(properties), f"What can be known about each {entity.name}." if entity else "")


def vocabulary_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Names of members of each entity, and of its dates, for an editor to offer."""
    for entity in playbook.vocabulary.entities.values():
        fields = entity.fields.values()
        members = {field.name: field.ask for field in fields} | dict.fromkeys(entity.computed, "")
        dates = {field.name: field.ask for field in fields if field.kind is FieldType.DATE}
        yield f"member.{entity.name}", {"type": "string", **offered(members)}
        yield f"date.{entity.name}", {"type": "string", **offered(dates)}


def _links() -> Schema:
    return by_id(ref("entity"), "Fields that refer to another entity by its key.")


def field_definition() -> Schema:
    """One field of `fields:`."""
    scalar: Schema = {"type": ["string", "number", "boolean"]}
    properties: dict[str, Json] = {
        "type": described(words(DECLARABLE), "What the field holds."),
        "of": {"description": "The words of a choice.", "type": "array", "items": scalar, "minItems": 1},
        "ask": described(TEXT, "The question that brings the value."),
        "find": described(TEXT, "Where to look for it."),
        "if_unknown": described(TEXT, _IF_UNKNOWN),
        "default": described(scalar, "The value where nothing is said; only where that is safe."),
        "says": _SAYS,
        "past": described(
            value(FieldType.FLAG), "Of a date: it tells of what has happened, and cannot be a day to come."
        ),
    }
    kinds = [_where_type(kind, {"default": value(kind)}) for kind in DECLARABLE]
    choice: Schema = {**_where_type(FieldType.CHOICE, {}), "then": {"required": ["of"]}}
    return record_of(properties, ["type"], allOf=[*kinds, choice])


def _computed(entity: Entity | None, related: bool) -> Schema:
    functions: Mapping[str, str] = {}
    if entity is not None:
        registered = registered_functions().items()
        functions = {name: "" for name, function in registered if function.entity == entity.name}
    block = ref(f"related.{entity.name}") if entity is not None and related else {"type": "object"}
    date: Schema = ref(f"date.{entity.name}") if entity is not None else {"type": "string"}
    formulas: dict[str, Json] = {
        "days_since": described(date, "Days from a date to the day of the review."),
        "days_until": described(date, "Days from the day of the review to a date."),
        "count": described(block, "How many related entities the block holds of."),
        "sum": described(
            record_of({"of": TEXT, "over": block}, ["of", "over"]), "The sum of a number over them."
        ),
        "function": described(
            {"type": "string", **offered(functions)}, "A function that is written in Python."
        ),
    }
    properties: dict[str, Json] = {
        **formulas,
        "if_unknown": described(TEXT, _IF_UNKNOWN),
        "claims": described(ref("claims"), "What the formula rests on."),
        "says": _SAYS,
    }
    return record_of(properties, oneOf=[{"required": [formula]} for formula in FORMULAS])


def _where_type(kind: FieldType, properties: Mapping[str, Json]) -> Schema:
    return {
        "if": {"properties": {"type": {"const": str(kind)}}, "required": ["type"]},
        "then": {"properties": properties},
    }
