"""JSON Schema of playbook files, made from a playbook: what an editor offers, and what it underlines.

A file on top of a playbook may name what the playbook declares. What the file itself declares is known once
the schema is made again, with its folder among those of the playbook.
"""

from collections.abc import Iterator

from advisor.playbook.json_schema_actions import actions, citation, claims, documents, groups
from advisor.playbook.json_schema_conditions import condition_definitions
from advisor.playbook.json_schema_rules import rule_definitions
from advisor.playbook.json_schema_values import (
    DRAFT,
    TEXT,
    Json,
    Schema,
    described,
    known,
    offered,
    one_or_more,
    record_of,
    ref,
    value,
)
from advisor.playbook.json_schema_vocabulary import entities, field_definition, policy, vocabulary_definitions
from advisor.playbook.model import Rule, RuleBase
from advisor.playbook.quantities import FieldType, speak

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
