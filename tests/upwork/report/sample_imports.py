"""An import as values, with one of everything that a report tells."""

from dataclasses import replace

from advisor.facts.provenance import Origin
from advisor.facts.schema import Schema
from advisor.upwork.exports.model import (
    Assertion,
    Export,
    ExportKind,
    ImportChange,
    ImportConflict,
    ImportOutcome,
    ImportResult,
    Key,
    NewRow,
    Note,
    RowType,
    UnplacedMoney,
)
from advisor.upwork.report.missing_facts import MissingFacts
from advisor.upwork.report.view import ImportView
from tests.reports.samples import QUESTIONS
from tests.schemas.reading import shipped

WEEKLY = Origin("weekly.csv", "row 80")
REPORT = Origin("report.csv", "14 rows, the last is row 90")
API = Origin("api.json", "data.contractList.contracts[0].status")
DAY = 739941  # 21 November 2026

WEEKLY_FILE = Export(
    file="weekly.csv",
    kind=ExportKind.WEEKLY,
    rows=252,
    first=DAY - 300,
    last=DAY - 1,
    notes=(Note("1 column is passed over: Activity ID"), Note("its cell begins like a formula", "row 7")),
    types=(
        RowType("Hourly", 240, True, 900000),
        RowType("Tip", 2, False, 1500),
        RowType("Gift", 10, False, -250),
    ),
)
API_FILE = Export(file="api.json", kind=ExportKind.API, rows=1)
CHANGES = (
    ImportChange("profile.job_success", ImportOutcome.CHANGED, "93", "88", (API,)),
    ImportChange(
        "contracts.c-101.earned",
        ImportOutcome.CHANGED,
        "200",
        "1234.50",
        (REPORT, WEEKLY),
        "What was imported before, $200, is of other days, and is added.",
    ),
    ImportChange("contracts.c-101.kind", ImportOutcome.YOURS, "fixed", "hourly", (WEEKLY,)),
    ImportChange("contracts.c-101.client_mood", ImportOutcome.YOURS, "null", "happy", (WEEKLY, API)),
    ImportChange("contracts.c-101.status", ImportOutcome.SAME, "active", "active", (API,)),
    ImportChange("contracts.40112233.kind", ImportOutcome.ADDED, "", "hourly", (WEEKLY,)),
    ImportChange("contracts.40112233.last_activity", ImportOutcome.ADDED, "", "2026-11-17", (WEEKLY,)),
    ImportChange(
        "contracts.40112233.last_payment",
        ImportOutcome.KEPT,
        "2026-11-18",
        "2026-10-01",
        (REPORT,),
        "An earlier import tells of a later day.",
    ),
    ImportChange(
        "contracts.40112233.feedback_received",
        ImportOutcome.REFUSED,
        "",
        "7",
        (API,),
        "A rating is at most 5.",
    ),
)
RESULT = ImportResult(
    clients=(NewRow("clients.acme-tools", "ACME Tools", platform_id="881"),),
    contracts=(NewRow("contracts.40112233", "Logo", "ACME Tools", "40112233"),),
    changes=CHANGES,
    conflicts=(
        ImportConflict(
            "contracts.c-101.ended",
            (
                Assertion("ended", "2026-11-01", API),
                Assertion("ended", "2026-11-02", Origin("wh.json", "items[3]")),
            ),
        ),
    ),
    unplaced=(
        UnplacedMoney(Key(client="ACME Tools"), 30000, 2050, 4, "report.csv", "ACME Tools has 2 contracts."),
        UnplacedMoney(Key(), 100, 0, 1, "report.csv", "Its rows name nobody."),
    ),
    notes=(Note("2 contracts are joined by their title alone: Logo, Menu", "row 3"),),
    lacking=(("escrow", 3), ("started", 1)),
)
MISSING = (
    MissingFacts("profile", "weekly_capacity", 1, 1, 1),
    MissingFacts("contract", "status", 2, 3, 2),
    MissingFacts("contract", "escrow", 3, 3, 1),
    MissingFacts("contract", "ended", 3, 3),
    MissingFacts("contract", "client_mood", 3, 3, 0),
    MissingFacts("contract", "fault", 1, 3, 1),
)


def sample() -> ImportView:
    """One of everything."""
    return ImportView(
        file="laura.yaml",
        day=DAY,
        written=True,
        changed=True,
        exports=(WEEKLY_FILE, replace(WEEKLY_FILE, file="old.csv", rows=1, notes=(), types=(), last=None)),
        account=RESULT,
        schema=Schema.of(shipped()),
        labels={
            "profile": "your profile",
            "contracts.c-101": "Landing page copy (Café)",
            "contracts.40112233": "Logo (ACME Tools)",
            "clients.acme-tools": "ACME Tools",
        },
        missing_facts=MISSING,
        asked=4,
        first=QUESTIONS[0],
        command="advisor ask laura.yaml",
    )


QUIET = replace(
    sample(),
    changed=False,
    exports=(Export(file="api.json", kind=ExportKind.API, rows=1),),
    account=ImportResult(
        changes=(ImportChange("contracts.a.status", ImportOutcome.SAME, "active", "active", (API,)),)
    ),
    missing_facts=(),
    asked=0,
    first=None,
)
