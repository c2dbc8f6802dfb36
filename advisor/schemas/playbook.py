"""JSON Schema of playbook files, made from a playbook: what an editor offers, and what it underlines.

A file on top of a playbook may name what the playbook declares. What the file itself declares is known once
the schema is made again, with its folder among those of the playbook.
"""

from collections.abc import Iterator

from advisor.playbook.model import Priority, Rule, RuleBase, Verb
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
    offered,
    one_or_more,
    re_escape,
    record_of,
    ref,
    value,
    value_pattern,
    words,
)
from advisor.schemas.vocabulary import (
    actions,
    citation,
    claims,
    documents,
    entities,
    field_definition,
    groups,
    policy,
    vocabulary_definitions,
)
from advisor.source.json_text import Json

_VERBS = {
    Verb.ADVISE: "Makes the action a candidate.",
    Verb.FORBID: "Sets the action aside; no advice outranks that.",
    Verb.RAISE: "Moves the priority of the action up one step.",
    Verb.LOWER: "Moves the priority of the action down one step.",
}
_CONCLUSION: Schema = {
    "type": "string",
    "pattern": f"^{NAME}$",
    "patternErrorMessage": "Expected a name in lower-case letters, digits and _.",
}
_ONE_VERB = f"A rule has one verb: {', '.join(Verb)}."
_IN_FORCE = "When the rule holds; a day that is left out is open."


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
    deadline = record_of({"field": {"type": "string"}, "plus": ref("plus")}, ["field"])
    named = one_or_more({"type": "string"})
    properties: dict[str, Json] = {
        "id": described(TEXT, "A name that no other rule has."),
        "for": described(ref("entity"), "The kind of subject."),
        "when": {"description": "What must hold for the rule to fire.", "type": "object"},
        "conclude": described(named, "Draws a conclusion, which other rules read as a field that is true."),
        **{str(verb): described(named, said) for verb, said in _VERBS.items()},
        "priority": described(words(Priority), "How urgent the advice is."),
        "deadline": described(deadline, "A date, and maybe a time after it."),
        "because": described(TEXT, "Why, in a sentence for the freelancer. {path} stands for a value."),
        "claims": {**described(ref("claims"), "What the rule rests on."), "minItems": 1},
        "in_force": described(_in_force(), _IN_FORCE),
        "note": described(TEXT, "For other authors."),
    }
    subjects = [_subject(entity) for entity in playbook.vocabulary.entities]
    one_verb: Json = [{"required": [str(verb)], "errorMessage": _ONE_VERB} for verb in Verb]
    return record_of(
        properties,
        ["id", "for", "when", "because", "claims"],
        dependencies={"advise": ["priority"], "priority": ["advise"], "deadline": ["advise"]},
        oneOf=one_verb,
        allOf=subjects,
    )


def _subject(entity: str) -> Schema:
    """What a rule for this kind of subject may hold."""
    actions: dict[str, Json] = {str(verb): one_or_more(ref(f"action.{entity}")) for verb in _VERBS}
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
    properties = {"field": described(field, "A date."), "plus": described(ref("plus"), "A time after it.")}
    return record_of(properties, ["field"])


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


def _in_force() -> Schema:
    day = value(FieldType.DATE)
    return record_of(
        {
            "from": described(day, "The first day on which the rule holds."),
            "until": described(day, "The first day on which it no longer holds."),
        },
        minProperties=1,
    )


_BECAUSE = described(TEXT, "The reason, for those who read the playbook.")
_EXTENDS = 'The playbook below this one: a folder, seen from this file, or "package:NAME"; or a list of them.'


def playbook_schema(playbook: RuleBase) -> Schema:
    """The schema of a playbook file, as a JSON value."""
    return {
        "$schema": DRAFT,
        "description": f"A file of the playbook {playbook.name}, or of one on top of it.",
        **record_of(_sections(playbook), dependencies={"rules": ["ruleset"]}),
        "definitions": dict(_definitions(playbook)),
    }


def _sections(playbook: RuleBase) -> dict[str, Json]:
    titles = {ruleset.id: ruleset.title for ruleset in playbook.rulesets.values()}
    head = record_of(
        {
            "name": described(TEXT, "The name that advice shows."),
            "extends": described(one_or_more(TEXT), _EXTENDS),
        }
    )
    rules: Schema = {"description": "The rules of the set.", "type": ["array", "null"], "items": ref("rule")}
    return {
        "playbook": described(head, "What this playbook is."),
        "entities": entities(playbook),
        "policy": policy(),
        "groups": groups(),
        "actions": actions(playbook),
        "documents": documents(),
        "claims": claims(playbook),
        "ruleset": described({**TEXT, **offered(titles)}, "The name of the rule set in this file."),
        "title": described(TEXT, "What the rule set is about."),
        "rules": rules,
        "override": _override(playbook),
    }


def _override(playbook: RuleBase) -> Schema:
    """`override:`; only what another playbook declares can be overridden, and this one's are offered too."""
    parameters: dict[str, Json] = {
        parameter.name: described(
            record_of({"value": value(parameter.kind), "because": _BECAUSE}, ["value", "because"]),
            f"{parameter.note} Now {speak(parameter.value, parameter.kind)}.".strip(),
        )
        for parameter in playbook.policy.values()
    }
    rules: dict[str, Json] = {
        rule.id: described(ref("disabled"), rule.because.text) for rule in rules_of(playbook)
    }
    properties: dict[str, Json] = {
        "policy": described(record_of(parameters), "Parameters that have another value here."),
        "rules": described(record_of(rules), "Rules that are not used here."),
    }
    return described(record_of(properties), "What this playbook changes in those below it, with the reasons.")


def rules_of(playbook: RuleBase) -> tuple[Rule, ...]:
    """All rules, those included that the playbook disables."""
    return (*playbook.rules, *(each.rule for each in playbook.disabled))


def _definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    nouns = {entity.name: entity.called for entity in playbook.vocabulary.entities.values()}
    yield "entity", known(nouns, "entity")
    yield "claim", citation(playbook)
    yield "claims", one_or_more(ref("claim"))
    flag = value(FieldType.FLAG)
    yield "disabled", record_of({"disabled": flag, "because": _BECAUSE}, ["disabled", "because"])
    yield "field", field_definition()
    yield from vocabulary_definitions(playbook)
    yield from condition_definitions(playbook)
    yield from rule_definitions(playbook)
