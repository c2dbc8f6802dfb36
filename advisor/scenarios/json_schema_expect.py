"""JSON Schema of `expect:`, what the advice of a scenario must hold."""

from collections.abc import Iterator

from advisor.advice.model import SetAsideReason
from advisor.facts.json_schema import children_of
from advisor.playbook.json_schema_values import (
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
    words,
)
from advisor.playbook.model import Priority, RuleBase
from advisor.playbook.quantities import FieldType
from advisor.playbook.vocabulary import Entity

_ITEM = 'An action and its subject, such as "check-in@c-1"; the action alone for the profile.'
_EXPECTED = "Expected a known action with its subject, ACTION@ID; the action alone for the profile."
_EVENT = r".+\..+"


def expectation_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """Definitions of `expect`, and of what it names: rules, facts, actions with their subjects."""
    yield "rule", known({rule.id: rule.because.text for rule in playbook.rules}, "rule")
    yield "item", _short_form(playbook)
    facts: Schema = {
        "type": "string",
        "pattern": rf"^\s*(?:{'|'.join(_paths(playbook))})\s*$",
        "patternErrorMessage": "Expected the path of a fact, such as profile.FIELD or contracts.ID.FIELD.",
    }
    yield "fact", facts
    yield "expect", _expectation()


def _expectation() -> Schema:
    cause: Schema = {"anyOf": [ref("rule"), {"type": "string", "pattern": _EVENT}]}
    recommended = _item(
        {
            "rank": described(
                {**value(FieldType.COUNT), "minimum": 1}, "Its place among the recommendations."
            ),
            "priority": described(words(Priority), "How urgent it is."),
            "deadline": described(value(FieldType.DATE), "By when."),
            "by": described(one_or_more(ref("rule")), "Rules among those that advise or move it."),
        },
    )
    set_aside = _item(
        {
            "reason": described(words(SetAsideReason), "Why it is set aside."),
            "by": described(cause, "A rule, or an event such as contracts.c-1.history.0, counted by date."),
        },
    )
    properties: dict[str, Json] = {
        "recommended": _list(recommended, "What must be recommended."),
        "not_recommended": _list(ref("item"), "What must not be recommended."),
        "set_aside": _list(set_aside, "What must be set aside."),
        "next_steps": _list(ref("item"), "What must be a next step, in this order for one subject."),
        "asked": _list(ref("fact"), "Facts that must be asked for."),
        "not_asked": _list(ref("fact"), "Facts that must not be asked for."),
        "exact": described(value(FieldType.FLAG), "Whether nothing else may be recommended."),
    }
    return record_of(properties)


def _list(item: Schema, text: str) -> Schema:
    return {"description": text, "type": ["array", "null"], "items": item}


def _short_form(playbook: RuleBase) -> Schema:
    """`action@subject`, with snippets for the editors that know them."""
    alone: list[str] = []
    about: list[str] = []
    snippets: list[Json] = []
    for action in playbook.actions.values():
        entity = playbook.vocabulary.entities[action.entity]
        (alone if entity.single else about).append(re_escape(action.id))
        body = action.id if entity.single else f"{action.id}@${{1:ID}}"
        label = action.id if entity.single else f"{action.id}@"
        snippets.append({"label": label, "description": action.title.text, "body": body})
    single = [rf"(?:{'|'.join(alone)})(?:\s*@.*)?"] if alone else []
    others = [rf"(?:{'|'.join(about)})\s*@\s*\S.*"] if about else []
    return {
        "type": "string",
        "description": _ITEM,
        "pattern": rf"^\s*(?:{'|'.join([*single, *others])})\s*$",
        "patternErrorMessage": _EXPECTED,
        "defaultSnippets": snippets,
    }


def _item(more: dict[str, Json]) -> Schema:
    """The short form, or a mapping that says more."""
    properties: dict[str, Json] = {
        "action": described(ref("action"), "The action."),
        "subject": described(TEXT, "The id of its subject; left out for the profile."),
        **more,
    }
    return {
        "if": {"type": "object"},
        "then": record_of(properties, ["action"]),
        "else": ref("item"),
    }


def _paths(playbook: RuleBase) -> Iterator[str]:
    for entity in playbook.vocabulary.entities.values():
        if not entity.belongs_to:
            section = re_escape(entity.section)
            yield from _facts(playbook, entity, section if entity.single else rf"{section}\..+")


def _facts(playbook: RuleBase, entity: Entity, stem: str) -> Iterator[str]:
    names = [*entity.fields, *entity.links]
    if names:
        yield rf"{stem}\.(?:{'|'.join(names)})"
    for child in children_of(playbook, entity):
        yield from _facts(playbook, child, rf"{stem}\.{re_escape(child.section)}\.\d+")
