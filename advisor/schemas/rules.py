"""JSON Schema of rules: their consequences, and what these name for each kind of subject."""

from collections.abc import Iterator

from advisor.playbook import grammar
from advisor.playbook.model import ON_ACTIONS, RuleBase, Verb
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.schemas.conditions import conclusions_of
from advisor.schemas.values import (
    NAME,
    TEXT,
    WHOLE_NUMBER,
    Schema,
    known,
    mapping_of,
    offered,
    one_or_more,
    re_escape,
    record_of,
    ref,
    spelled,
    value_pattern,
    where,
)
from advisor.source.json_text import Json

_STRING: Schema = {"type": "string"}
_CONCLUSION: Schema = {
    "type": "string",
    "pattern": f"^{NAME}$",
    "patternErrorMessage": "Expected a name in lower-case letters, digits and _.",
}
_VERBS = ", ".join(Verb)
_ONE_VERB_OR_THEN = f"A rule has one verb, or several under then: {_VERBS}."
_ONE_VERB: list[Json] = [
    {"required": [str(verb)], "errorMessage": f"Expected one verb: {_VERBS}."} for verb in Verb
]
_OF_ADVICE: dict[str, Json] = {"priority": ["advise"], "deadline": ["advise"], "says": ["conclude"]}
_CLAUSES = "How a conclusion is told: a clause for where it is drawn, or one for each case."


def rule_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """A definition `rule`, and those that it needs for each kind of subject."""
    drawn = conclusions_of(playbook)
    for entity in playbook.vocabulary.entities.values():
        actions = {
            action.id: action.title.text
            for action in playbook.actions.values()
            if action.entity == entity.name
        }
        yield f"action.{entity.name}", known(actions, f"action for {entity.name}")
        names = {
            name: f"Drawn by {' and '.join(rules)}." for name, rules in drawn.get(entity.name, {}).items()
        }
        yield f"conclusion.{entity.name}", {**_CONCLUSION, **offered(names)}
        yield f"deadline.{entity.name}", _deadline(playbook, entity)
        yield f"span.{entity.name}", _span(playbook, entity)
        item = mapping_of(
            grammar.CONSEQUENCE, _consequence(entity.name), oneOf=_ONE_VERB, dependencies=_OF_ADVICE
        )
        yield f"consequence.{entity.name}", item
    yield "span", _span(playbook, None)
    yield "clauses", _clauses()
    yield "rule", _rule(playbook)


def _rule(playbook: RuleBase) -> Schema:
    given: dict[str, Schema] = {
        "when": {"type": "object"},
        "unless": {"type": "object", "minProperties": 1},
        **_any_consequence(),
        "then": {"type": "array", "minItems": 1},
        "claims": {"allOf": [ref("claims")], "minItems": 1},
        "in_force": mapping_of(grammar.IN_FORCE, minProperties=1),
    }
    subjects = [_subject(entity) for entity in playbook.vocabulary.entities]
    together: Json = {"advise": ["priority"], **_OF_ADVICE}
    one_consequence: Json = {"required": ["because"], "dependencies": together}
    reason: Schema = {"if": {"required": ["then"]}, "else": one_consequence}
    what_follows = [*_ONE_VERB, {"required": ["then"], "errorMessage": _ONE_VERB_OR_THEN}]
    return mapping_of(grammar.RULE_WITH_THEN, given, oneOf=what_follows, allOf=[*subjects, reason])


def _any_consequence() -> dict[str, Schema]:
    """Verbs and a deadline, whatever the subject."""
    named = one_or_more(_STRING)
    either = record_of({"field": _STRING, "plus": ref("span"), "minus": ref("span")}, ["field"])
    return {**dict.fromkeys(map(str, Verb), named), "says": ref("clauses"), "deadline": either}


def _subject(entity: str) -> Schema:
    """What a rule for this kind of subject may hold."""
    consequence = ref(f"consequence.{entity}")
    then: dict[str, Json] = {
        "when": ref(f"when.{entity}"),
        "unless": ref(f"when.{entity}"),
        **_consequence(entity),
        "then": {"items": consequence},
    }
    return where("for", entity, then)


def _consequence(entity: str) -> dict[str, Schema]:
    """What a consequence for this kind of subject may hold, but for its reason and its priority."""
    actions = {str(verb): one_or_more(ref(f"action.{entity}")) for verb in ON_ACTIONS}
    conclusions = one_or_more(ref(f"conclusion.{entity}"))
    return {"conclude": conclusions, **actions, "says": ref("clauses"), "deadline": ref(f"deadline.{entity}")}


def _clauses() -> Schema:
    """The clause for a conclusion that is drawn, or one for each case."""
    apart = mapping_of(grammar.CLAUSES)
    return {"if": {"type": "object"}, "then": apart, "else": TEXT, "description": _CLAUSES}


def _deadline(playbook: RuleBase, entity: Entity) -> Schema:
    """A date field, near or far, and a time after it, or before."""
    text = spelled(_near_or_far(playbook, entity, FieldType.DATE), "Expected a date field.")
    field: Schema = {**_STRING, **text, "allOf": [ref(f"date.{entity.name}")]}
    span = ref(f"span.{entity.name}")
    one: Json = {"required": ["plus", "minus"]}
    return mapping_of(grammar.DEADLINE, {"field": field, "plus": span, "minus": span}, **{"not": one})


def _near_or_far(playbook: RuleBase, entity: Entity, kind: FieldType) -> str:
    """A pattern for fields of a type, and for whatever is reached through others."""
    own = [field.name for field in entity.fields.values() if field.kind is kind]
    own += [field.name for field in entity.computed.values() if field.kind is kind]
    single = [other.name for other in playbook.vocabulary.entities.values() if other.single]
    far = "|".join(dict.fromkeys([*entity.hops, *single]))
    return "|".join([*own, *([rf"(?:{far})\..*"] if far else [])])


def _span(playbook: RuleBase, entity: Entity | None) -> Schema:
    """A duration, a parameter in days, or a field in days of the entity; None stands for any entity."""
    periods = {
        f"{POLICY}.{parameter.name}": f"{playbook.spoken(parameter.name)}. {parameter.note}"
        for parameter in playbook.policy.values()
        if parameter.kind is FieldType.DAYS
    }
    fields = r"[a-z_][a-z0-9_.]*" if entity is None else _near_or_far(playbook, entity, FieldType.DAYS)
    business = rf"{WHOLE_NUMBER} ?business days?"
    pattern = "|".join(
        filter(None, [value_pattern(FieldType.DAYS), business, *map(re_escape, periods), fields])
    )
    expected = 'Expected a duration such as "14 days" or "5 business days", or a known parameter in days.'
    return {"type": ["integer", "string"], **spelled(pattern, expected), **offered(periods)}
