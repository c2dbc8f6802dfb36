"""JSON Schema of the texts of actions, and of what no message may say."""

from collections.abc import Iterator

from advisor.playbook import grammar
from advisor.playbook.model import RuleBase
from advisor.schemas.values import TEXT, Schema, list_of, mapping_of, one_or_more, ref, where
from advisor.source.json_text import Json

TEXTS: dict[str, Schema] = {
    "steps": {"type": "array"},
    "message": {"type": ["string", "number", "boolean", "array"]},
}
"""Steps and message as they are for every subject; `texts_by_subject` has the conditions."""


def texts_by_subject(playbook: RuleBase) -> list[Json]:
    """The steps and the message of an action, by the subject that their conditions are about."""
    return [
        where(
            "for",
            entity,
            {
                "steps": {"items": {"if": {"type": "object"}, "then": _variant(entity), "else": TEXT}},
                "message": {"if": {"type": "array"}, "then": {"items": _variant(entity), "minItems": 1}},
            },
        )
        for entity in playbook.vocabulary.entities
    ]


def variant_definitions(playbook: RuleBase) -> Iterator[tuple[str, Schema]]:
    """A text with its condition, for each kind of subject."""
    for entity in playbook.vocabulary.entities:
        yield f"variant.{entity}", mapping_of(grammar.VARIANT, {"when": ref(f"when.{entity}")})


def _variant(entity: str) -> Schema:
    return ref(f"variant.{entity}")


def messages_schema() -> Schema:
    """`messages:`; what patterns are made of, `advisor check` says."""
    patterns = one_or_more(TEXT)
    never = mapping_of(grammar.NEVER, dict.fromkeys(("any_of", "near", "but_not"), patterns))
    lists: Schema = {"type": "object", "additionalProperties": patterns}
    return mapping_of(grammar.MESSAGES, {"lists": lists, "never": list_of(never)})
