"""JSON Schema of the vocabulary and the policy: where a playbook declares what can be known."""

from collections.abc import Iterator, Mapping

from advisor.playbook.extensions import registered_functions
from advisor.playbook.model import Authority, Effort, RuleBase
from advisor.playbook.parse_fields import DECLARABLE, FORMULAS
from advisor.playbook.parse_policy import CLAIM_KINDS, PARAMETERS
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity
from advisor.schemas.values import (
    TEXT,
    Schema,
    described,
    known,
    offered,
    one_or_more,
    record_of,
    ref,
    value,
    words,
)
from advisor.source.json_text import Json

_COUNT = value(FieldType.COUNT)
_REPEAT = 'When a done action may come again: never (the default), after_activity, or {after: "30 days"}.'
_PLACEHOLDERS = "{path} stands for a value."


def groups() -> Schema:
    """`groups:`."""
    properties: dict[str, Json] = {
        "title": described(TEXT, "What the group is about."),
        "shared_rungs": {
            "description": "Rungs on which more than one action may stand.",
            "type": "array",
            "items": _COUNT,
        },
    }
    return by_id(record_of(properties, ["title"]), "Groups: of each, a subject gets one action at a time.")


def actions(playbook: RuleBase) -> Schema:
    """`actions:`."""
    names = {group.id: group.title for group in playbook.groups.values()}
    after = record_of({"after": value(FieldType.DAYS)}, ["after"])
    repeat: Schema = {"anyOf": [{"enum": ["never", "after_activity"]}, after]}
    properties: dict[str, Json] = {
        "for": described(ref("entity"), "The kind of subject."),
        "title": described(TEXT, f"Something to do today. {_PLACEHOLDERS}"),
        "steps": {"description": f"How to do it. {_PLACEHOLDERS}", "type": "array", "items": TEXT},
        "message": described(TEXT, f"A draft to make one's own. {_PLACEHOLDERS}"),
        "effort": described(words(Effort), "What the action asks of the freelancer."),
        "group": described(
            known(names, "group"), "The actions of a group exclude each other for one subject."
        ),
        "rung": described(_COUNT, "The place in the group: the lowest candidate is recommended first."),
        "repeat": described(repeat, _REPEAT),
        "claims": described(ref("claims"), "What its steps or its message rest on."),
        "note": described(TEXT, "For other authors."),
    }
    together: Json = {"group": ["rung"], "rung": ["group"]}
    action = record_of(properties, ["for", "title", "effort"], dependencies=together)
    return by_id(action, "What can be recommended.")


def documents() -> Schema:
    """`documents:`."""
    properties: dict[str, Json] = {
        "title": described(TEXT, "What the source is called."),
        "authority": described(
            words(Authority), "Who says so: a coach's document (the default), or the platform."
        ),
        "author": described(TEXT, "Who wrote it."),
        "year": described(TEXT, "When it was written."),
        "note": described(TEXT, "For other authors."),
    }
    return by_id(record_of(properties, ["title"]), "The sources that claims come from.")


def claims(playbook: RuleBase) -> Schema:
    """`claims:`."""
    titles = {document.id: document.title for document in playbook.documents.values()}
    properties: dict[str, Json] = {
        "document": described(known(titles, "document"), "The source."),
        "section": described(TEXT, "Where in the source."),
        "kind": described(words(CLAIM_KINDS), "What sort of statement it is."),
        "says": described(TEXT, "What the source says, in our own words."),
        "date": described(TEXT, "Since when it holds, or when it was seen."),
        "sure": described(TEXT, "How sure this is."),
        "not_carried": described(TEXT, "Why no rule can act on it; then nothing may cite it."),
        "note": described(TEXT, "For other authors."),
    }
    return by_id(record_of(properties, ["document", "section", "kind", "says"]), "What the sources say.")


def citation(playbook: RuleBase) -> Schema:
    """The id of a claim."""
    return known({claim.id: claim.says for claim in playbook.claims.values()}, "claim")


def by_id(item: Schema, text: str) -> Schema:
    """A mapping of ids to items; which ids there are, its author says here."""
    return {"description": text, "type": "object", "additionalProperties": item}


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
