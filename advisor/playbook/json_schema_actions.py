"""JSON Schema of what rules recommend and rest on: groups, actions, documents and claims."""

from advisor.playbook.json_schema_values import (
    TEXT,
    Json,
    Schema,
    described,
    known,
    record_of,
    ref,
    value,
    words,
)
from advisor.playbook.model import Authority, Effort, RuleBase
from advisor.playbook.parse_policy import CLAIM_KINDS
from advisor.playbook.quantities import FieldType

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
