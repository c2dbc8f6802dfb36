"""JSON Schema of `override:`: what a playbook may change in those below it."""

from collections.abc import Iterator

from advisor.playbook import grammar
from advisor.playbook.model import RuleBase
from advisor.schemas.texts import TEXTS
from advisor.schemas.values import TEXT, Schema, described, mapping_of, record_of, ref, value
from advisor.source.json_text import Json

_RULE, _ACTION, _CHOICE = "override.rule", "override.action", "override.choice"


def override_schema(playbook: RuleBase) -> Schema:
    """`override:`; only what another playbook declares can be overridden, and this one's are offered too."""
    units = playbook.words.units
    parameters: dict[str, Json] = {
        parameter.name: described(
            mapping_of(grammar.OVERRIDDEN_PARAMETER, {"value": value(parameter.kind, units=units)}),
            f"{parameter.note} Now {playbook.spoken(parameter.name)}.".strip(),
        )
        for parameter in playbook.policy.values()
    }
    actions = {name: described(ref(_ACTION), one.title.text) for name, one in playbook.actions.items()}
    rules = {rule.id: described(ref(_RULE), rule.because.text) for rule in playbook.all_rules}
    given = {
        "policy": record_of(parameters),
        "rules": record_of(rules),
        "actions": record_of(actions),
        "choices": record_of({name: described(ref(_CHOICE), about) for name, about in _choices(playbook)}),
    }
    return mapping_of(grammar.OVERRIDE, given)


def override_definitions() -> Iterator[tuple[str, Schema]]:
    """What stands under the name of a rule, of an action and of a choice."""
    either: Json = [{"required": ["disabled"]}, {"required": ["set"]}]
    in_rule = mapping_of(grammar.SET_IN_RULE, minProperties=1)
    yield _RULE, mapping_of(grammar.OVERRIDDEN_RULE, {"set": in_rule}, anyOf=either)
    in_action = mapping_of(grammar.SET_IN_ACTION, TEXTS, minProperties=1)
    yield _ACTION, mapping_of(grammar.OVERRIDDEN_ACTION, {"set": in_action})
    words: Schema = {"type": "array", "items": TEXT, "minItems": 1}
    clauses: Schema = {"type": "object", "additionalProperties": TEXT, "minProperties": 1}
    yield _CHOICE, mapping_of(grammar.EXTENDED_CHOICE, {"add": words, "says": clauses})


def _choices(playbook: RuleBase) -> Iterator[tuple[str, str]]:
    """Every choice as "contract.status", with its words."""
    for entity in playbook.vocabulary.entities.values():
        for field in entity.fields.values():
            if field.choices:
                yield f"{entity.name}.{field.name}", f"Now {', '.join(field.choices)}."
