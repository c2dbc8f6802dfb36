"""JSON Schema of playbook files, made from a playbook: what an editor offers, and what it underlines.

A file on top of a playbook may name what the playbook declares. What the file itself declares is known once
the schema is made again, with its folder among those of the playbook.
"""

from collections.abc import Iterator

from advisor.playbook.grammar import (
    DEADLINE,
    DISABLED_RULE,
    DOCUMENT,
    FILE,
    IN_FORCE,
    OVERRIDDEN_PARAMETER,
    OVERRIDE,
    PLAYBOOK,
    RULE,
)
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.playbook.types import FieldType, speak
from advisor.playbook.vocabulary import Entity
from advisor.schemas.conditions import conclusions_of, condition_definitions
from advisor.schemas.values import (
    DRAFT,
    NAME,
    TEXT,
    Schema,
    described,
    known,
    mapping_of,
    offered,
    one_or_more,
    re_escape,
    record_of,
    ref,
    value,
    value_pattern,
)
from advisor.schemas.vocabulary import (
    actions,
    by_id,
    citation,
    claims,
    entities,
    field_definition,
    groups,
    policy,
    vocabulary_definitions,
)
from advisor.source.json_text import Json

_ON_ACTIONS = tuple(verb for verb in Verb if verb is not Verb.CONCLUDE)
_CONCLUSION: Schema = {
    "type": "string",
    "pattern": f"^{NAME}$",
    "patternErrorMessage": "Expected a name in lower-case letters, digits and _.",
}
_ONE_VERB = f"A rule has one verb: {', '.join(Verb)}."


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
        yield f"deadline.{entity.name}", _deadline(entity)
    yield "plus", _plus(playbook)
    yield "rule", _rule(playbook)


def _rule(playbook: RuleBase) -> Schema:
    named = one_or_more({"type": "string"})
    given: dict[str, Schema] = {
        "when": {"type": "object"},
        **dict.fromkeys(map(str, Verb), named),
        "deadline": record_of({"field": {"type": "string"}, "plus": ref("plus")}, ["field"]),
        "claims": {"allOf": [ref("claims")], "minItems": 1},
        "in_force": mapping_of(IN_FORCE, minProperties=1),
    }
    subjects = [_subject(entity) for entity in playbook.vocabulary.entities]
    one_verb: Json = [{"required": [str(verb)], "errorMessage": _ONE_VERB} for verb in Verb]
    together: Json = {"advise": ["priority"], "priority": ["advise"], "deadline": ["advise"]}
    return mapping_of(RULE, given, dependencies=together, oneOf=one_verb, allOf=subjects)


def _subject(entity: str) -> Schema:
    """What a rule for this kind of subject may hold."""
    actions: dict[str, Json] = {str(verb): one_or_more(ref(f"action.{entity}")) for verb in _ON_ACTIONS}
    then: dict[str, Json] = {
        "when": ref(f"when.{entity}"),
        "conclude": one_or_more(ref(f"conclusion.{entity}")),
        **actions,
        "deadline": ref(f"deadline.{entity}"),
    }
    return {
        "if": {"properties": {"for": {"const": entity}}, "required": ["for"]},
        "then": {"properties": then},
    }


def _deadline(entity: Entity) -> Schema:
    """A date field, near or far, and a time after it."""
    dates = "|".join(field.name for field in entity.fields.values() if field.kind is FieldType.DATE)
    field: Schema = {"type": "string", "pattern": rf"^\s*(?:{dates}|.*\..*)\s*$"}
    field = {**field, "patternErrorMessage": "Expected a date field.", "allOf": [ref(f"date.{entity.name}")]}
    return mapping_of(DEADLINE, {"field": field})


def _plus(playbook: RuleBase) -> Schema:
    periods = {
        f"policy.{parameter.name}": f"{speak(parameter.value, parameter.kind)}. {parameter.note}"
        for parameter in playbook.policy.values()
        if parameter.kind is FieldType.DAYS
    }
    named = "|".join(map(re_escape, periods))
    return {
        "type": ["integer", "string"],
        "pattern": rf"^\s*(?:{value_pattern(FieldType.DAYS)}{'|' + named if named else ''})\s*$",
        "patternErrorMessage": 'Expected a duration such as "14 days", or a known parameter in days.',
        **offered(periods),
    }


def playbook_schema(playbook: RuleBase) -> Schema:
    """The schema of a playbook file, as a JSON value."""
    return {
        "$schema": DRAFT,
        "description": f"A file of the playbook {playbook.name}, or of one on top of it.",
        **mapping_of(FILE, _sections(playbook), dependencies={"rules": ["ruleset"]}),
        "definitions": dict(_definitions(playbook)),
    }


def _sections(playbook: RuleBase) -> dict[str, Schema]:
    titles = {ruleset.id: ruleset.title for ruleset in playbook.rulesets.values()}
    return {
        "playbook": mapping_of(PLAYBOOK, {"extends": one_or_more(TEXT)}),
        "entities": entities(playbook),
        "policy": policy(),
        "groups": groups(),
        "actions": actions(playbook),
        "documents": by_id(mapping_of(DOCUMENT)),
        "claims": claims(playbook),
        "ruleset": {**TEXT, **offered(titles)},
        "rules": {"type": ["array", "null"], "items": ref("rule")},
        "override": _override(playbook),
    }


def _override(playbook: RuleBase) -> Schema:
    """`override:`; only what another playbook declares can be overridden, and this one's are offered too."""
    parameters: dict[str, Json] = {
        parameter.name: described(
            mapping_of(OVERRIDDEN_PARAMETER, {"value": value(parameter.kind)}),
            f"{parameter.note} Now {speak(parameter.value, parameter.kind)}.".strip(),
        )
        for parameter in playbook.policy.values()
    }
    rules: dict[str, Json] = {
        rule.id: described(ref("disabled"), rule.because.text) for rule in rules_of(playbook)
    }
    return mapping_of(OVERRIDE, {"policy": record_of(parameters), "rules": record_of(rules)})


def rules_of(playbook: RuleBase) -> tuple[Rule, ...]:
    """All rules, those included that the playbook disables."""
    return (*playbook.rules, *(each.rule for each in playbook.disabled))


def _definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    nouns = {entity.name: entity.called for entity in playbook.vocabulary.entities.values()}
    yield "entity", known(nouns, "entity")
    yield "claim", citation(playbook)
    yield "claims", one_or_more(ref("claim"))
    yield "disabled", mapping_of(DISABLED_RULE)
    yield "field", field_definition()
    yield from vocabulary_definitions(playbook)
    yield from condition_definitions(playbook)
    yield from rule_definitions(playbook)
