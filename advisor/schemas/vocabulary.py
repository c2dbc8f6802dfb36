"""JSON Schema of the vocabulary and the policy: where a playbook declares what can be known."""

from collections.abc import Iterator, Mapping

from advisor.playbook.extensions import registered_functions
from advisor.playbook.grammar import (
    ACTION,
    CLAIM,
    COMPUTED,
    COUNT,
    DECLARABLE,
    ENTITY_KEYS,
    FIELD,
    FORMULA,
    GROUP,
    PARAMETER,
    PARAMETERS,
    SUM,
    TEXT,
)
from advisor.playbook.model import RuleBase
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity
from advisor.schemas.values import (
    Schema,
    described,
    known,
    mapping_of,
    offered,
    one_or_more,
    record_of,
    ref,
    value,
)
from advisor.source.json_text import Json


def groups() -> Schema:
    """`groups:`."""
    rungs: Schema = {"type": "array", "items": value(COUNT)}
    return by_id(mapping_of(GROUP, {"shared_rungs": rungs}))


def actions(playbook: RuleBase) -> Schema:
    """`actions:`."""
    names = {group.id: group.title for group in playbook.groups.values()}
    after = record_of({"after": value(FieldType.DAYS)}, ["after"])
    given: dict[str, Schema] = {
        "steps": {"type": "array", "items": value(TEXT)},
        "group": known(names, "group"),
        "repeat": {"anyOf": [{"enum": ["never", "after_activity"]}, after]},
    }
    return by_id(mapping_of(ACTION, given, dependencies={"group": ["rung"], "rung": ["group"]}))


def claims(playbook: RuleBase) -> Schema:
    """`claims:`."""
    titles = {document.id: document.title for document in playbook.documents.values()}
    return by_id(mapping_of(CLAIM, {"document": known(titles, "document")}))


def citation(playbook: RuleBase) -> Schema:
    """The id of a claim."""
    return known({claim.id: claim.says for claim in playbook.claims.values()}, "claim")


def by_id(item: Schema) -> Schema:
    """A mapping of ids to items; which ids there are, its author says here."""
    return {"type": "object", "additionalProperties": item}


_SAYS: Schema = {
    "if": {"type": "object"},
    "then": {"type": "object", "additionalProperties": value(TEXT)},
    "else": value(TEXT),
    "description": "How a test of it is told: words for the value, or for each word that it may be.",
}


def entities(playbook: RuleBase) -> Schema:
    """`entities:`; those that are known offer what they hold already."""
    known: dict[str, Json] = {
        entity.name: _entity(playbook, entity) for entity in playbook.vocabulary.entities.values()
    }
    return {"type": "object", "properties": known, "additionalProperties": _entity(playbook, None)}


def policy() -> Schema:
    """`policy:`."""
    kinds = [_where_type(kind, {"value": value(kind)}) for kind in PARAMETERS]
    return by_id(mapping_of(PARAMETER, {"value": {"type": ["number", "string"]}}, allOf=kinds))


def _entity(playbook: RuleBase, entity: Entity | None) -> Schema:
    """An entity; None stands for one that is not known yet."""
    member: Schema = ref(f"member.{entity.name}") if entity else {"type": "string"}
    given: dict[str, Schema] = {
        "links": by_id(ref("entity")),
        "points": member,
        "activity": one_or_more(member),
        "fields": by_id(ref("field")),
        "computed": by_id(_computed(entity)),
    }
    description = f"What can be known about each {entity.name}." if entity else ""
    return described(mapping_of(ENTITY_KEYS, given), description)


def vocabulary_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Names of members of each entity, and of its dates, for an editor to offer."""
    for entity in playbook.vocabulary.entities.values():
        fields = entity.fields.values()
        members = {field.name: field.ask for field in fields} | dict.fromkeys(entity.computed, "")
        dates = {field.name: field.ask for field in fields if field.kind is FieldType.DATE}
        yield f"member.{entity.name}", {"type": "string", **offered(members)}
        yield f"date.{entity.name}", {"type": "string", **offered(dates)}


def field_definition() -> Schema:
    """One field of `fields:`."""
    scalar = value(TEXT)
    given: dict[str, Schema] = {
        "of": {"type": "array", "items": scalar, "minItems": 1},
        "default": scalar,
        "says": _SAYS,
    }
    kinds = [_where_type(kind, {"default": value(kind)}) for kind in DECLARABLE]
    choice: Schema = {**_where_type(FieldType.CHOICE, {}), "then": {"required": ["of"]}}
    return mapping_of(FIELD, given, allOf=[*kinds, choice])


def _computed(entity: Entity | None) -> Schema:
    """A computed field; None stands for one of an entity that is not known yet."""
    functions: Mapping[str, str] = {}
    if entity is not None:
        registered = registered_functions().items()
        functions = {name: "" for name, function in registered if function.entity == entity.name}
    block = ref(f"related.{entity.name}") if entity is not None else {"type": "object"}
    date: Schema = ref(f"date.{entity.name}") if entity is not None else {"type": "string"}
    given: dict[str, Schema] = {
        "days_since": date,
        "days_until": date,
        "count": block,
        "sum": mapping_of(SUM, {"over": block}),
        "function": {"type": "string", **offered(functions)},
        "says": _SAYS,
    }
    return mapping_of(COMPUTED, given, oneOf=[{"required": [formula]} for formula in FORMULA.names])


def _where_type(kind: FieldType, properties: Mapping[str, Json]) -> Schema:
    return {
        "if": {"properties": {"type": {"const": str(kind)}}, "required": ["type"]},
        "then": {"properties": properties},
    }
