"""Export files of one freelancer: read and imported by the advisor, and looked up by the places it names."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from advisor.upwork.exports.model import Export, ImportResult
from advisor.upwork.exports.update_state import OPENING, update_state
from tests.exports.expected import plain, records
from tests.exports.freelancers import TODAY
from tests.exports.reading import read
from tests.facts.shipped import schema

Files = Mapping[str, bytes]
_ROW = re.compile(r"(?:[\d,]+ rows, the last is )?row ([\d,]+)")
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def exports_of(files: Files) -> list[Export]:
    """What the files say, in their order."""
    return [read(content, name) for name, content in files.items()]


def imported_from(files: Files, text: str = OPENING, day: int = TODAY) -> tuple[str, ImportResult]:
    """The text of a state with what the files say."""
    return update_state(text, "s.yaml", exports_of(files), schema(), day)


def values(text: str) -> dict[str, Any]:
    """A state as another program reads it, every value as text."""
    state = yaml.load(text, yaml.BaseLoader)
    assert isinstance(state, dict)
    return state


def contracts_of(text: str) -> list[dict[str, str]]:
    """The contracts of a state, each with its client's name instead of its id."""
    state = values(text)
    names = {row["id"]: row.get("name", "") for row in state.get("clients", [])}
    return [
        {key: names[value] if key == "client" else value for key, value in row.items()}
        for row in state.get("contracts", [])
    ]


def assert_places(text: str, files: Files) -> None:
    """Every value that an import wrote is noted with a place, and every place is there and is about it."""
    state = values(text)
    sources = state.get("sources", {})
    for contract in state.get("contracts", []):
        notes = sources["contracts"][contract["id"]]
        fields = {key for key in contract if key not in ("id", "client")}
        assert fields == set(notes) - {"platform_id"}
        for field in fields:
            assert notes[field]["value"] == contract[field]
            for note in (notes[field], *notes[field].get("also", [])):
                assert_place(note, contract, field, files)
    noted = sources.get("profile", {})
    assert {field: entry["value"] for field, entry in noted.items()} == state.get("profile", {})


def assert_place(note: Mapping[str, str], contract: Mapping[str, str], field: str, files: Files) -> None:
    """The place stands in the file and is about the contract."""
    content, place = files[note["file"]], note["place"]
    match = _ROW.fullmatch(place)
    if match:
        row = records(content)[int(match[1].replace(",", "")) - 1]
        names = {contract["id"], plain(contract.get("title", ""))}
        assert any(name and name in plain(cell) for name in names for cell in row), (place, row)
        return
    value = resolved(json_of(content), place)
    assert value is not None, place
    if isinstance(value, str) and re.match(r"\d{4}-", contract[field]):
        assert value.startswith(contract[field]), (place, value, contract[field])


def json_of(content: bytes) -> Any:
    """The value in a JSON file, or in the JavaScript around one."""
    text = content.decode("utf-8-sig").strip().removesuffix(";")
    return json.loads(text[min(at for at in (text.find("{"), text.find("[")) if at >= 0) :])


def resolved(value: Any, place: str) -> Any:
    """What stands at a place such as "data.contracts[3].endDate"."""
    for number, name in _steps(place):
        value = value[int(number)] if number else value[name]
    return value


def _steps(place: str) -> Iterable[tuple[str, str]]:
    steps = [(match[1] or "", match[2] or "") for match in _STEP.finditer(place)]
    assert "".join(f"[{number}]" if number else f".{name}" for number, name in steps).lstrip(".") == place
    return steps
