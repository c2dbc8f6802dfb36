"""JSON Schema of playbook files, made from a playbook: what an editor offers, and what it underlines.

A file on top of a playbook may name what the playbook declares. What the file itself declares is known once
the schema is made again, with its folder among those of the playbook.
"""

from collections.abc import Iterable, Iterator

from advisor.playbook import grammar
from advisor.playbook.model import WRITES_TO_SUBJECT, RuleBase
from advisor.playbook.parse_histories import is_worded_only
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import EVENT, Entity
from advisor.schemas.conditions import condition_definitions
from advisor.schemas.overrides import override_definitions, override_schema
from advisor.schemas.rules import rule_definitions
from advisor.schemas.texts import TEXTS, messages_schema, texts_by_subject, variant_definitions
from advisor.schemas.values import (
    DRAFT,
    TEXT,
    Schema,
    described,
    known,
    list_of,
    mapping_of,
    offered,
    one_or_more,
    record_of,
    ref,
    value,
    where,
)
from advisor.source.json_text import Json

_DAY = r"^\s*\d{4}-\d{2}-\d{2}\s*$"
_STRING: Schema = {"type": "string"}
_SAYS: Schema = {
    "if": {"type": "object"},
    "then": {"type": "object", "additionalProperties": TEXT},
    "else": TEXT,
    "description": "How a test of it is told: words for the value, or for each word that it may be.",
}


def playbook_schema(playbook: RuleBase) -> Schema:
    """The schema of a playbook file, as a JSON value."""
    return {
        "$schema": DRAFT,
        "description": f"A file of the playbook {playbook.name}, or of one on top of it.",
        **mapping_of(grammar.FILE, _sections(playbook), dependencies={"rules": ["ruleset"]}),
        "definitions": dict(_definitions(playbook)),
    }


def _sections(playbook: RuleBase) -> dict[str, Schema]:
    rulesets = {ruleset.id: ruleset.title for ruleset in playbook.rulesets.values()}
    groups = {group.id: group.title for group in playbook.groups.values()}
    documents = {document.id: document.title for document in playbook.documents.values()}
    units = playbook.words.units
    amounts = {kind: value(kind, units=units) for kind in grammar.PARAMETERS}
    parameters = [
        where("type", str(kind), {"value": amount, "values": {"additionalProperties": amount}})
        for kind, amount in amounts.items()
    ]
    one_value: Json = [{"required": ["value"]}, {"required": ["values"]}]
    after = record_of({"after": value(FieldType.DAYS)}, ["after"])
    action: dict[str, Schema] = {
        **TEXTS,
        "stake": {**_STRING, **offered(_stakes(playbook))},
        "group": known(groups, "group"),
        "repeat": {"anyOf": [{"enum": ["never", "after_activity"]}, after]},
        "writes_to": {**_STRING, **offered(_addressees(playbook))},
    }
    placed: Json = {"group": ["rung"], "rung": ["group"], "writes_to": ["message"]}
    rungs: Schema = {"type": "array", "items": value(FieldType.COUNT)}
    number: Schema = {"type": ["number", "string"]}
    dated: Schema = {"type": "object", "minProperties": 1, "propertyNames": {"pattern": _DAY}}
    values = {"value": number, "values": dated}
    actions = mapping_of(grammar.ACTION, action, dependencies=placed, allOf=texts_by_subject(playbook))
    return {
        "words": _words(),
        "playbook": mapping_of(grammar.PLAYBOOK, {"extends": one_or_more(TEXT)}),
        "entities": _entities(playbook),
        "policy": _by_id(mapping_of(grammar.PARAMETER, values, allOf=parameters, oneOf=one_value)),
        "groups": _by_id(mapping_of(grammar.GROUP, {"shared_rungs": rungs})),
        "actions": _by_id(actions),
        "messages": messages_schema(),
        "documents": _by_id(mapping_of(grammar.DOCUMENT)),
        "claims": _by_id(mapping_of(grammar.CLAIM, {"document": known(documents, "document")})),
        "ruleset": {**TEXT, **offered(rulesets)},
        "rules": list_of(ref("rule")),
        "constraints": list_of(ref("constraint")),
        "override": override_schema(playbook),
    }


def _constraint(playbook: RuleBase) -> Schema:
    """One of `constraints:`; which fields there are hangs on what it is for."""
    given: dict[str, Schema] = {"holds": {"type": "object", "minProperties": 1}}
    subjects: list[Json] = [
        where("for", entity, {"holds": ref(f"when.{entity}")}) for entity in playbook.vocabulary.entities
    ]
    events: list[Json] = [ref(f"when.{event}") for event in playbook.vocabulary.events]
    if events:
        subjects.append(where("for", EVENT, {"holds": {"allOf": events}}))
        given["for"] = known(_nouns(playbook) | {EVENT: "What stands in a history."}, "entity")
    return mapping_of(grammar.CONSTRAINT, given, allOf=subjects)


def _nouns(playbook: RuleBase) -> dict[str, str]:
    return {entity.name: entity.called for entity in playbook.vocabulary.entities.values()}


def _stakes(playbook: RuleBase) -> dict[str, str]:
    """What an action may have at stake: the points of the score, and fields of money."""
    entities = playbook.vocabulary.entities.values()
    fields = (field for entity in entities for field in entity.fields.values())
    amounts = {field.name: field.ask for field in fields if field.kind is FieldType.MONEY}
    return {grammar.SCORE_STAKE: f"Points of your {playbook.words.score}.", **amounts}


def _addressees(playbook: RuleBase) -> dict[str, str]:
    """Whom an action may write to: what its subject links to, or the subject itself."""
    entities = playbook.vocabulary.entities
    links = {name: entities[to].called for entity in entities.values() for name, to in entity.hops.items()}
    return {**links, WRITES_TO_SUBJECT: "The subject of the action."}


def _words() -> Schema:
    currency: Schema = {"anyOf": [TEXT, mapping_of(grammar.CURRENCY)]}
    score: Schema = {"anyOf": [TEXT, mapping_of(grammar.SCORE)]}
    return mapping_of(grammar.WORDS, {"currency": currency, "score": score})


def _by_id(item: Schema) -> Schema:
    """A mapping of ids to items; which ids there are, its author says here."""
    return {"type": "object", "additionalProperties": item}


def _definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    yield "entity", known(_nouns(playbook), "entity")
    yield "claim", known({claim.id: claim.says for claim in playbook.claims.values()}, "claim")
    yield "claims", one_or_more(ref("claim"))
    yield "constraint", _constraint(playbook)
    yield from override_definitions()
    yield "field", _field(playbook.words.units)
    yield from _member_definitions(playbook)
    yield from condition_definitions(playbook)
    yield from variant_definitions(playbook)
    yield from rule_definitions(playbook)


def _entities(playbook: RuleBase) -> Schema:
    """`entities:`; those that are known offer what they hold already."""
    known = {entity.name: _entity(entity) for entity in playbook.vocabulary.entities.values()}
    return {"type": "object", "properties": known, "additionalProperties": _entity(None)}


def _entity(entity: Entity | None) -> Schema:
    """An entity; None stands for one that is not known yet."""
    member = ref(f"member.{entity.name}") if entity else _STRING
    given: dict[str, Schema] = {
        "links": _by_id({"anyOf": [ref("entity"), mapping_of(grammar.LINK)]}),
        "points": member,
        "score": member,
        "money": mapping_of(grammar.MONEY, dict.fromkeys(grammar.MONEY.names, member)),
        "activity": one_or_more(member),
        **_intake(entity, member),
        "fields": _by_id(ref("field")),
        "computed": _by_id(_computed(entity)),
    }
    if entity is not None and entity.is_standard:
        given["fields"] = {**given["fields"], **_worded(entity.fields)}
        given["computed"] = {**given["computed"], **_worded(entity.computed)}
    description = f"What can be known about each {entity.name}." if entity else ""
    return described(mapping_of(grammar.ENTITY, given), description)


def _intake(entity: Entity | None, member: Schema) -> dict[str, Schema]:
    """What people are asked when they tell of one."""
    sets: Schema = {"type": "object"}
    told = {"set": sets, "ask": one_or_more(member), "also": one_or_more(TEXT)}
    option: Schema = {"type": "array", "minItems": 1}
    inner = mapping_of(grammar.TRIAGE_OPTION, {**told, "which": {"type": "object"}})
    which = mapping_of(grammar.WHICH, {"options": {**option, "items": inner}})
    options = {**option, "items": mapping_of(grammar.TRIAGE_OPTION, {**told, "which": which})}
    when: Schema = ref(f"when.{entity.name}") if entity else {"type": "object"}
    triage = mapping_of(grammar.TRIAGE, {"options": options, "recorded_in": member, "when": when})
    return {
        "also": one_or_more(TEXT),
        "first": one_or_more(_STRING),
        "triage": triage,
        "end": mapping_of(grammar.ENDING, {**told, "on": member}),
    }


def _worded(names: Iterable[str]) -> Schema:
    """Standard fields of a history, of which a playbook gives the words alone."""
    words = mapping_of(grammar.WORDING, {"says": _SAYS})
    return {"properties": {name: words for name in names if is_worded_only(name)}}


def _member_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Names of members of each entity, and of its dates, for an editor to offer."""
    for entity in playbook.vocabulary.entities.values():
        fields = entity.fields.values()
        members = {field.name: field.ask for field in fields} | dict.fromkeys(entity.computed, "")
        dates = {field.name: field.ask for field in fields if field.kind is FieldType.DATE}
        yield f"member.{entity.name}", {**_STRING, **offered(members)}
        yield f"date.{entity.name}", {**_STRING, **offered(dates)}


def _field(units: Units) -> Schema:
    words: Schema = {"type": "array", "items": TEXT, "minItems": 1}
    under_choices: Schema = {"type": "object", "additionalProperties": one_or_more(TEXT)}
    given: dict[str, Schema] = {
        "of": words,
        "default": TEXT,
        "says": _SAYS,
        "also": {"if": {"type": "object"}, "then": under_choices, "else": one_or_more(TEXT)},
        "means": {"type": "object", "additionalProperties": TEXT},
    }
    defaults = {kind: value(kind, units=units) for kind in grammar.DECLARABLE}
    kinds = [where("type", str(kind), {"default": default}) for kind, default in defaults.items()]
    listed: list[Json] = [
        {**where("type", kind, {}), "then": {"required": ["of"]}} for kind in ("choice", "choices")
    ]
    return mapping_of(grammar.FIELD, given, allOf=[*kinds, *listed])


def _computed(entity: Entity | None) -> Schema:
    """A computed field; None stands for one of an entity that is not known yet."""
    block = ref(f"related.{entity.name}") if entity else {"type": "object"}
    date = ref(f"date.{entity.name}") if entity else _STRING
    case: dict[str, Schema] = {
        "when": ref(f"when.{entity.name}") if entity else {"type": "object"},
        "is": {"type": ["string", "number"]},
    }
    cases, first = mapping_of(grammar.CASE, case), {**value(FieldType.COUNT), "minimum": 1}
    given: dict[str, Schema] = {
        "days_since": date,
        "days_until": date,
        "count": block,
        "business_days_since": date,
        "business_days_until": date,
        **dict.fromkeys(("sum", "max", "min", "average"), mapping_of(grammar.SUM, {"over": block})),
        **dict.fromkeys(("latest", "earliest"), mapping_of(grammar.DATED, {"over": block})),
        "list": mapping_of(grammar.LISTED, {"over": block, "first": first}),
        "value": {"type": ["string", "number", "array"], "items": cases, "minItems": 1},
        "function": _STRING,
        "says": _SAYS,
    }
    one_formula: Json = [{"required": [formula]} for formula in grammar.FORMULA.names]
    return mapping_of(grammar.COMPUTED, given, oneOf=one_formula)
