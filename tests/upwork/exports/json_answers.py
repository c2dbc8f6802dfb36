"""JSON exports written in a test: an answer of the API, or any text."""

import json
from typing import Any

from advisor.source.errors import ExportError
from advisor.upwork.exports.json_exports import read_json
from advisor.upwork.exports.model import Export
from tests.upwork.exports.export_text import text_of


def read(value: Any) -> Export:
    """The export of a value as JSON."""
    return read_text(json.dumps(value))


def read_text(text: str) -> Export:
    """The export of a text."""
    return read_json(text, "x.json", "x.json")


def as_text(value: Any) -> str:
    """All that the export of a value says."""
    return text_of(read(value))


def facts(contract: dict[str, Any]) -> dict[str, str]:
    """The facts of the one contract of an answer, without their places."""
    contracts = read({"data": {"contractList": {"contracts": [contract]}}}).contracts
    return {fact.field: fact.value for entry in contracts for fact in entry.facts}


def refused(text: str) -> str:
    """Why a text is refused."""
    try:
        read_text(text)
    except ExportError as error:
        return str(error)
    raise AssertionError("it was read")
