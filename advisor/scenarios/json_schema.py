"""JSON Schema of scenario files, made from a playbook."""

from advisor.facts.json_schema import (
    children_of,
    members_of,
    parameter_value,
    row_or_rows,
    state_definitions,
    state_record,
)
from advisor.playbook.json_schema_values import (
    DRAFT,
    TEXT,
    Json,
    Schema,
    described,
    known,
    one_or_more,
    re_escape,
    record_of,
    ref,
    value,
)
from advisor.playbook.leaving_out import names_of
from advisor.playbook.model import RuleBase
from advisor.playbook.quantities import FieldType
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.scenarios.json_schema_expect import expectation_definitions

_ID = r"[^.]+"
_STATE = "A state, or the path of one from the folder of this file."
_WITH = "Changes to the state, by path; null makes a fact unknown, or gives it back its default."
_WITHOUT = "Rule sets and folders of the playbook to leave out."


def scenario_schema(playbook: RuleBase) -> Schema:
    """The schema of a scenario file, as a JSON value."""
    scenarios: Schema = {"type": "array", "items": ref("scenario"), "minItems": 1}
    return {
        "$schema": DRAFT,
        "description": f"Scenarios for the playbook {playbook.name}.",
        **record_of(
            {"scenarios": described(scenarios, "Freelancers on a day, and what the advice must be.")},
            ["scenarios"],
        ),
        "definitions": {
            "scenario": _scenario(playbook),
            "state": state_record(playbook),
            "with": _changes(playbook),
            **dict(expectation_definitions(playbook)),
            **dict(state_definitions(playbook)),
        },
    }


def _scenario(playbook: RuleBase) -> Schema:
    left_out = known(dict.fromkeys(names_of(playbook), ""), "rule set or folder")
    properties: dict[str, Json] = {
        "name": described(TEXT, "A sentence that no other scenario has."),
        "as_of": described(value(FieldType.DATE), "The day of the review."),
        "state": {"description": _STATE, "if": {"type": "string"}, "else": ref("state")},
        "with": described({"if": {"type": "null"}, "else": ref("with")}, _WITH),
        "without": described(one_or_more(left_out), _WITHOUT),
        "expect": described(ref("expect"), "What the advice must hold."),
    }
    return record_of(properties, ["name", "as_of", "state", "expect"])


def _changes(playbook: RuleBase) -> Schema:
    """Paths and their values: whole words where a path holds no id, patterns where it does."""
    plain: dict[str, Json] = {
        f"{POLICY}.{name}": parameter_value(parameter) for name, parameter in playbook.policy.items()
    }
    patterns: dict[str, Json] = {}
    for entity in playbook.vocabulary.entities.values():
        if entity.belongs_to:
            continue
        if entity.single:
            children = children_of(playbook, entity)
            plain |= {f"{entity.section}.{name}": found for name, found in members_of(entity).items()}
            plain |= {f"{entity.section}.{child.section}": row_or_rows(child) for child in children}
            patterns |= _inside(playbook, entity, re_escape(entity.section))
        else:
            stem = rf"{re_escape(entity.section)}\.{_ID}"
            patterns[f"^{stem}$"] = ref(f"{entity.name}.named")
            patterns |= {rf"^{stem}\.{name}$": found for name, found in members_of(entity).items()}
            patterns |= _inside(playbook, entity, stem)
    return record_of(plain, patternProperties=patterns)


def _inside(playbook: RuleBase, entity: Entity, stem: str) -> dict[str, Json]:
    """Paths to what is listed inside an entity: a list, one item of it, one fact of that."""
    found: dict[str, Json] = {}
    for child in children_of(playbook, entity):
        section = rf"{stem}\.{re_escape(child.section)}"
        found[f"^{section}$"] = row_or_rows(child)
        found[rf"^{section}\.\d+$"] = ref(f"{child.name}.row")
        found |= {rf"^{section}\.\d+\.{name}$": each for name, each in members_of(child).items()}
        found |= _inside(playbook, child, rf"{section}\.\d+")
    return found
