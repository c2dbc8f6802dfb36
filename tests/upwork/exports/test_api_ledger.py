"""Transactions and days of work in answers of the API: money by the day, each kind an export of its own."""

import json
from pathlib import Path
from typing import Any

from advisor.upwork.exports.merged import merge_exports
from advisor.upwork.exports.model import Export, ExportKind
from advisor.upwork.import_exports import read_exports
from tests.upwork.exports.export_text import text_of
from tests.upwork.exports.importing import OPENING, after
from tests.upwork.exports.json_answers import as_text, read, refused

ROWS = "data.transactionHistory.transactionDetail.transactionHistoryRow"


def transaction(number: int, subtype: str, cents: str, **others: Any) -> dict[str, Any]:
    amount = {"rawValue": cents, "currency": "USD"}
    row = {"recordId": str(number), "accountingSubtype": subtype, "transactionAmount": amount}
    return {**row, "transactionCreationDate": "2026-11-04T00:00:00+0000", **others}


def history(*rows: Any) -> dict[str, Any]:
    return {"data": {"transactionHistory": {"transactionDetail": {"transactionHistoryRow": list(rows)}}}}


def hours(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"contractTimeReport": {"edges": [{"node": node} for node in nodes]}}}


def placed(*exports: Export) -> list[str]:
    merged = merge_exports([part for export in exports for part in export.parts], [])
    known = [
        f"{contract.key.id}|{contract.key.client}|{contract.key.title}: "
        + ", ".join(f"{fact.field} {fact.value}" for fact in contract.facts)
        for contract in merged.contracts
    ]
    return known + [f"? {money.earned} {money.refunded}: {money.why}" for money in merged.unplaced]


ELM = {"assignmentCompanyName": "Elm Books", "relatedAssignment": 40112233}
PAID = history(
    transaction(1, "Hourly", "250.00", **ELM),
    transaction(2, "Service Fee", "-25.00", **ELM),
    transaction(3, "Refund", "-50", **ELM, fullyPaidDate="2026-11-12", transactionCreationDate=None),
    transaction(4, "Withdrawal", "-175.00"),
    transaction(5, "Odd thing", "3", **ELM),
    transaction(1, "Hourly", "250.00", **ELM),
    transaction(7, "Refund", "5", **ELM),
)


def test_a_history_of_transactions_is_a_report_without_titles() -> None:
    assert as_text(PAID) == (
        "transaction report, 7 rows, 2026-11-04 to 2026-11-12\n"
        f"client 'Elm Books' ({ROWS}[2])\n"
        f"  kind: hourly (exact, {ROWS}[0])\n"
        f"  last_activity: 2026-11-04 (latest, {ROWS}[0])\n"
        f"  last_payment: 2026-11-04 (latest, {ROWS}[0])\n"
        "  2026-11-04: 25000 earned, 0 refunded (1 rows, the last is row 1)\n"
        "  2026-11-12: 0 earned, 5000 refunded (1 rows, the last is row 3)\n"
        "known: 1 Hourly\n"
        "unknown: 1 Odd thing, 3.00\n"
        "known: 2 Refund\n"
        "known: 1 Service Fee\n"
        "known: 1 Withdrawal\n"
        f"note: A transaction repeats an earlier one and is not counted. [{ROWS}[5]]\n"
        f"note: A refund is above 0 and is not counted. [{ROWS}[6]]\n"
    )


def test_an_assignment_is_the_number_of_a_contract_that_has_it() -> None:
    contracts = [{"id": "40112233", "title": "Copy", "status": "ACTIVE", "startDate": "2026-09-01"}]
    known = read({"data": {"contractList": {"contracts": contracts}}})
    late = read({"data": {"contractList": {"contracts": [contracts[0] | {"startDate": "2026-11-20"}]}}})

    assert placed(read(PAID), known) == [
        "40112233|Elm Books|Copy: earned 250.00, kind hourly, last_activity 2026-11-04, "
        "last_payment 2026-11-04, refunded 50.00, started 2026-09-01, status active"
    ]
    assert placed(read(PAID)) == ["? 25000 5000: The file names no contract, and none of Elm Books is known."]
    assert placed(read(PAID), late)[1:] == [
        "? 25000 5000: The file names no contract, and none of Elm Books is known."
    ]


def test_two_assignments_of_a_client_are_not_put_to_its_only_contract() -> None:
    menu = {"id": "9", "title": "Menu", "status": "ACTIVE", "clientOrganization": {"name": "Elm Books"}}
    known = read({"data": {"contractList": {"contracts": [menu]}}})
    one = transaction(1, "Bonus", "1", assignmentCompanyName="Elm Books", relatedAssignment=5)
    other = transaction(2, "Bonus", "2", assignmentCompanyName="Elm Books", relatedAssignment=6)
    why = "The file names no contract, has rows of several of Elm Books, and only one is known."

    assert placed(read(history(one)), known) == [
        "9|Elm Books|Menu: earned 1.00, last_activity 2026-11-04, last_payment 2026-11-04, status active"
    ]
    assert placed(read(history(one, other)), known)[1:] == [f"? 100 0: {why}", f"? 200 0: {why}"]


def test_the_history_of_a_client_counts_nothing() -> None:
    export = read(history(transaction(1, "Hourly", "-5", **ELM)))

    assert (export.contracts, [note.text for note in export.notes]) == (
        (),
        ["All payments are below 0, as in the report of a client: none is counted."],
    )


def test_wrong_transactions_are_told() -> None:
    wrong = history(
        {**transaction(1, "Hourly", "x"), "transactionCreationDate": "soon", "relatedAssignment": []}
    )

    assert [line.split(": ", 3)[2] for line in refused(json.dumps(wrong)).splitlines()[::2]] == [
        f"{ROWS}[0].{name}" for name in ("transactionCreationDate", "transactionAmount", "relatedAssignment")
    ] or len(refused(json.dumps(wrong)).splitlines()) == 6
    assert as_text(history({"recordId": "1", "accountingSubtype": "Hourly"})) == (
        "transaction report, 1 rows\n"
        "known: 1 Hourly\n"
        f"note: A transaction without day or amount is left out. [{ROWS}[0]]\n"
    )


NOTES = {"id": "7", "title": "Notes", "status": "ACTIVE", "clientTeam": {"name": "Oak Ltd"}}
WORK = hours(
    {"dateWorkedOn": "2026-11-03", "totalHoursWorked": 2.5, "totalCharges": 112.5, "contract": NOTES},
    {"dateWorkedOn": "20261105", "totalHoursWorked": 1, "totalCharges": 45, "contract": NOTES},
    {"dateWorkedOn": "2026-11-06", "totalHoursWorked": 0, "totalCharges": 0, "contract": NOTES},
    {"dateWorkedOn": "2026-11-07", "totalHoursWorked": 1, "totalCharges": 20},
)
EDGES = "data.contractTimeReport.edges"


def test_days_of_work_count_as_earned_like_those_of_a_weekly_summary() -> None:
    export = read(WORK)

    assert [part.kind for part in export.parts] == [ExportKind.API, ExportKind.WEEKLY]
    assert text_of(export.also[0]) == (
        "weekly summary, 4 rows, 2026-11-03 to 2026-11-07\n"
        f"id '7', client 'Oak Ltd', title 'Notes' ({EDGES}[1].node)\n"
        f"  kind: hourly (exact, {EDGES}[0].node)\n"
        f"  last_activity: 2026-11-05 (latest, {EDGES}[1].node)\n"
        "  2026-11-03: 11250 earned, 0 refunded (1 rows, the last is row 1)\n"
        "  2026-11-05: 4500 earned, 0 refunded (1 rows, the last is row 2)\n"
        f"nobody's ({EDGES}[3].node)\n"
        f"  kind: hourly (exact, {EDGES}[3].node)\n"
        f"  last_activity: 2026-11-07 (latest, {EDGES}[3].node)\n"
        "  2026-11-07: 2000 earned, 0 refunded (1 rows, the last is row 4)\n"
    )
    assert placed(export) == [
        "7|Oak Ltd|Notes: earned 157.50, kind hourly, last_activity 2026-11-05, status active",
        "? 2000 0: The file names neither a contract nor a client.",
    ]


def test_a_file_of_both_is_imported_whole_and_twice_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps({"data": {**WORK["data"], **PAID["data"]}}), "utf-8")
    exports = read_exports([str(file)])

    assert [export.kind for export in exports] == [ExportKind.API, ExportKind.WEEKLY, ExportKind.TRANSACTIONS]
    text = after(OPENING, *exports)
    assert "    earned: 157.50\n" in text
    assert after(text, *exports) == text
