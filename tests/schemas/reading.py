"""JSON Schemas of the shipped playbook and of others, and what they find in a text, as an editor would."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.schemas.playbook import playbook_schema
from advisor.schemas.scenario import scenario_schema
from advisor.schemas.state import state_schema
from advisor.schemas.values import Schema
from advisor.shipped import shipped_playbook
from advisor.source.reader import parse_tree
from tests.as_editors_read import as_editor

KINDS = {"playbook": playbook_schema, "state": state_schema, "scenario": scenario_schema}


@cache
def shipped() -> RuleBase:
    """The shipped playbook."""
    playbook = load_playbook((shipped_playbook(),)).playbook
    assert playbook is not None
    return playbook


@cache
def validator(kind: str) -> Draft7Validator:
    """The validator of a kind of file, under the shipped playbook."""
    return Draft7Validator(KINDS[kind](shipped()))


def content(kind: str) -> Any:
    """That schema itself."""
    return validator(kind).schema


def wrong(kind: str, text: str) -> list[str]:
    """Where the text is underlined ("rules.0.when"), with the key where it is a key; in order."""
    return underlined(validator(kind), text)


def underlined(checker: Draft7Validator, text: str) -> list[str]:
    """The same, with any schema."""
    node, problems = parse_tree(text, "it.yaml")
    assert node is not None
    assert not problems
    return sorted({_where_wrong(error) for error in checker.iter_errors(as_editor(node))})


def of(schema: Schema) -> Draft7Validator:
    """A validator of a schema that is itself sound."""
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _where_wrong(error: ValidationError) -> str:
    place = ".".join(map(str, error.absolute_path))
    if error.validator == "additionalProperties":
        keys = ", ".join(_extra(error))
        return f"{place}: {keys} is not known"
    return f"{place}: {error.message}" if error.validator in ("required", "dependencies") else place


def _extra(error: Any) -> Sequence[str]:
    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    return [
        key for key in error.instance if key not in known and not any(re.search(p, key) for p in patterns)
    ]
