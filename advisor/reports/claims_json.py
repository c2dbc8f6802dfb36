"""Claims as JSON for other programs; docs/output-for-coaches.md describes it for them."""

from collections.abc import Sequence

from advisor.playbook.model import Claim
from advisor.reports.claims import ClaimReport
from advisor.reports.json_report import Json, to_json
from advisor.source.location import Location


def claims_json(report: ClaimReport, claims: Sequence[Claim], *, ascii_only: bool = False) -> str:
    """An array with an object for each of the claims, in their order."""
    return to_json([_claim(report, claim) for claim in claims], ascii_only=ascii_only)


def _claim(report: ClaimReport, claim: Claim) -> Json:
    examples = None if report.examples is None else report.examples[claim.id]
    return {
        "id": claim.id,
        "document": claim.document,
        "section": claim.section,
        "kind": claim.kind,
        "says": claim.says,
        "date": claim.date or None,
        "sure": claim.sure or None,
        "carriers": [
            {"kind": each.kind.value, "name": each.name, **_place(each.location)}
            for each in report.carriers[claim.id]
        ],
        "not_carried": claim.not_carried or None,
        "scenarios": None
        if examples is None
        else [{"name": each.name, **_place(each.location)} for each in examples],
    }


def _place(location: Location) -> dict[str, Json]:
    return {"file": location.file, "line": location.line}
