"""What of an import is left to a person, and what is not taken, on the page and as JSON."""

import json
from dataclasses import replace

from advisor.reports.terminal.style import TerminalStyle
from advisor.upwork.exports.model import Assertion, ImportChange, ImportConflict, ImportOutcome, ImportResult
from advisor.upwork.report.as_json import import_json
from advisor.upwork.report.as_text import import_text
from tests.upwork.report.sample_imports import API, QUIET, WEEKLY, sample


def test_the_money_that_is_not_told_one_by_one_is_summed() -> None:
    [first, _] = sample().account.unplaced
    view = replace(QUIET, changed=True, account=ImportResult(unplaced=(first,) * 10))

    page = import_text(view, TerminalStyle())

    assert page.splitlines()[:3] == [
        "1 file imported into laura.yaml",
        "No new facts: the files hold none.",
        "Left to you: 40 rows of money that belong to no contract.",
    ]
    assert "\n … and 2 more: $600.00 earned and $41.00 refunded\nIf a contract is missing" in page


def test_what_is_gone_is_told_as_none() -> None:
    path = "contracts.a.milestone_submitted"
    changes = (
        ImportChange(path, ImportOutcome.CHANGED, "2026-11-10", "", (API,)),
        ImportChange("contracts.b.milestone_submitted", ImportOutcome.CHANGED, "null", "2026-11-12", (API,)),
        ImportChange("contracts.c.milestone_submitted", ImportOutcome.YOURS, "2026-11-10", "", (API,)),
    )
    conflict = ImportConflict(
        path, (Assertion("milestone_submitted", "", API), Assertion("milestone_submitted", "2026-11-01", API))
    )
    view = replace(QUIET, changed=True, account=ImportResult(changes=changes, conflicts=(conflict,)))

    page, report = import_text(view, TerminalStyle()), json.loads(import_json(view))

    assert [line for line in page.splitlines() if "none" in line] == [
        "   none: api.json, data.contractList.contracts[0].status",
        "   milestone submitted: none → 12 November 2026 (api.json)",
        "   milestone submitted: 10 November 2026 → none (api.json)",
        "   milestone submitted: you wrote 10 November 2026, and api.json says none",
    ]
    assert [(entry["state"], entry["exports"]) for entry in report["facts"]] == [
        ("2026-11-10", None),
        (None, "2026-11-12"),
        ("2026-11-10", None),
    ]
    assert [entry["value"] for entry in report["contradictions"][0]["values"]] == [None, "2026-11-01"]


def test_facts_that_are_not_taken_are_told_by_their_reason() -> None:
    refused = tuple(
        ImportChange(
            f"contracts.{name}.ended",
            ImportOutcome.REFUSED,
            "",
            "2026-12-01",
            (API, WEEKLY),
            "It is to come.",
        )
        for name in "abcdef"
    )

    page = import_text(replace(QUIET, account=ImportResult(changes=refused)), TerminalStyle())

    left_out = page.partition("Not imported\n\n")[2].partition("\n\nWhat to do")[0]
    assert left_out.splitlines() == [
        " • It is to come.",
        "   contracts.a: ended: 1 December 2026 (api.json; weekly.csv, row 80)",
        "   contracts.b: ended: 1 December 2026 (api.json; weekly.csv, row 80)",
        "   contracts.c: ended: 1 December 2026 (api.json; weekly.csv, row 80)",
        "   contracts.d: ended: 1 December 2026 (api.json; weekly.csv, row 80)",
        "   … and 2 more facts",
    ]
