"""A last payment is none where hours were billed, or will be, behind it."""

import pytest

from advisor.upwork.exports.merged import merge_exports
from tests.upwork.exports.importing import day
from tests.upwork.exports.pieces import REPORT, WEEKLY, contract, export


def last_payment(weekly: str, paid: str = "", kind: str = "hourly", bills: str = "", billed: str = "") -> str:
    """What is known of one contract, of which a summary has `weekly` days and a report days of `bills`."""
    known = ", ".join(f"{day(text)} 100" for text in weekly.split())
    facts = f"kind {kind}, last_activity {weekly.rsplit(maxsplit=1)[-1]}" + (
        f", last_payment {paid}" if paid else ""
    )
    exports = [export("w", WEEKLY, contract("5||Menu", facts=facts, days=known, precedence="latest"))]
    if bills:
        days = ", ".join(f"{day(text)} 100" for text in bills.split())
        told = contract("|ACME|Menu", facts=f"last_payment {billed}", days=days, precedence="latest")
        exports.append(export("t", REPORT, told))
    (known_as,) = merge_exports(exports, []).contracts
    return next((fact.value or "none" for fact in known_as.facts if fact.field == "last_payment"), "")


@pytest.mark.parametrize(
    ("weekly", "paid", "kind", "expected"),
    [
        (
            "2026-03-18 2026-03-20 2026-11-17",
            "2026-03-20",
            "hourly",
            "",
        ),
        ("2026-03-18 2026-03-20 2026-10-06 2026-11-17", "2026-03-20", "hourly", "none"),
        ("2026-03-18 2026-11-20", "2026-11-20", "hourly", "2026-11-20"),
        ("2026-03-18 2026-11-20", "2026-03-18", "fixed", "2026-03-18"),
    ],
)
def test_a_bonus_before_later_hours_is_not_the_last_payment(
    weekly: str, paid: str, kind: str, expected: str
) -> None:
    assert last_payment(weekly, paid, kind) == expected


def test_a_report_that_ends_before_hours_were_paid_does_not_tell_the_last_payment() -> None:
    hours = "2026-03-18 2026-06-02 2026-11-17"

    assert last_payment(hours, bills="2026-04-01 2026-05-01", billed="2026-05-01") == "none"
    assert last_payment(hours, bills="2026-04-01 2026-06-15", billed="2026-06-15") == "2026-06-15"
