"""An import as JSON for other programs."""

import json
import re
from dataclasses import replace

from advisor.upwork.exports.model import Note
from advisor.upwork.report.as_json import import_json
from tests.house.tree import read
from tests.upwork.report.sample_imports import API_FILE, DAY, sample


def test_it_holds_all_that_stands_on_the_page() -> None:
    view = replace(sample(), exports=(*sample().exports[:1], API_FILE))
    api = "data.contractList.contracts[0].status"

    report = json.loads(import_json(view))

    assert {key: report[key] for key in ("schema_version", "state", "as_of", "changed", "written")} == {
        "schema_version": 1,
        "state": "laura.yaml",
        "as_of": "2026-11-21",
        "changed": True,
        "written": True,
    }
    assert report["files"] == [
        {
            "file": "weekly.csv",
            "kind": "weekly summary",
            "rows": 252,
            "from": "2026-01-25",
            "to": "2026-11-20",
            "types": [
                {"type": "Hourly", "rows": 240, "known": True, "sum": 9000.0},
                {"type": "Tip", "rows": 2, "known": False, "sum": 15.0},
                {"type": "Gift", "rows": 10, "known": False, "sum": -2.5},
            ],
            "notes": [
                {"text": "1 column is passed over: Activity ID", "place": None},
                {"text": "its cell begins like a formula", "place": "row 7"},
            ],
        },
        {
            "file": "api.json",
            "kind": "API answer",
            "rows": 1,
            "from": None,
            "to": None,
            "types": [],
            "notes": [],
        },
    ]
    assert report["new_clients"] == [
        {"path": "clients.acme-tools", "name": "ACME Tools", "platform_id": "881"}
    ]
    assert report["new_contracts"] == [
        {
            "path": "contracts.40112233",
            "name": "Logo",
            "platform_id": "40112233",
            "client": "ACME Tools",
        }
    ]
    assert [entry["outcome"] for entry in report["facts"]] == [
        "changed",
        "changed",
        "yours",
        "yours",
        "same",
        "added",
        "added",
        "kept",
        "refused",
    ]
    assert report["facts"][1] == {
        "path": "contracts.c-101.earned",
        "label": "Landing page copy (Café)",
        "outcome": "changed",
        "state": "200",
        "exports": "1234.50",
        "sources": [
            {"file": "report.csv", "place": "14 rows, the last is row 90"},
            {"file": "weekly.csv", "place": "row 80"},
        ],
        "why": "What was imported before, $200, is of other days, and is added.",
    }
    assert report["contradictions"] == [
        {
            "path": "contracts.c-101.ended",
            "label": "Landing page copy (Café)",
            "values": [
                {"value": "2026-11-01", "source": {"file": "api.json", "place": api}},
                {"value": "2026-11-02", "source": {"file": "wh.json", "place": "items[3]"}},
            ],
        }
    ]
    assert report["unplaced"][0] == {
        "client": "ACME Tools",
        "title": None,
        "platform_id": None,
        "earned": 300.0,
        "refunded": 20.5,
        "rows": 4,
        "file": "report.csv",
        "because": "ACME Tools has 2 contracts.",
    }
    assert report["notes"] == [
        {"text": "2 contracts are joined by their title alone: Logo, Menu", "place": "row 3"}
    ]
    assert report["no_field"] == [{"field": "escrow", "facts": 3}, {"field": "started", "facts": 1}]
    assert report["unknown"][1] == {
        "entity": "contract",
        "field": "status",
        "lacking": 2,
        "of": 3,
        "asked": 2,
        "told_by": ["API answer", "work history"],
    }
    assert (report["questions"], report["first_question"]["path"]) == (4, "contracts.c-1.fixable")
    assert DAY == 739941


def test_the_page_on_output_has_every_key() -> None:
    page = read("docs/output.md")
    [section] = re.findall(r"^## An import\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    report = json.loads(import_json(sample()))

    assert [key for key in report if f"`{key}`" not in section] == []


def test_signs_that_act_are_escaped() -> None:
    account = replace(sample().account, notes=(Note("Caf\u00e9 \u202eesrever"),))

    text = import_json(replace(sample(), account=account))

    assert "\u202e" not in text
    assert json.loads(text)["notes"][0]["text"] == "Caf\u00e9 \u202eesrever"
    assert import_json(replace(sample(), account=account), ascii_only=True).isascii()
