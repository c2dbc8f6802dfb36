"""JSON Schema of `advisor.yaml`, made from a playbook: what it can leave out."""

from advisor.playbook.model import RuleBase, names_of
from advisor.playbook.parse_project import PROJECT
from advisor.schemas.values import (
    DRAFT,
    TEXT,
    Schema,
    known,
    one_or_more,
    properties_of,
    record_of,
)


def project_schema(playbook: RuleBase) -> Schema:
    """The schema of a project's file, as a JSON value."""
    left_out = known(dict.fromkeys(names_of(playbook), ""), "rule set or folder")
    given = {"rules": one_or_more(TEXT), "scenarios": one_or_more(TEXT), "without": one_or_more(left_out)}
    properties = properties_of(PROJECT, given)
    return {
        "$schema": DRAFT,
        "description": f"Where a project with the playbook {playbook.name} has its parts.",
        **record_of(properties),
        "minProperties": 1,
    }
