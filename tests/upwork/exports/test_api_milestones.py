"""Milestones: escrow, what waits for release, and what came last."""

from typing import Any

import pytest

from tests.upwork.exports.json_answers import facts, read

NONE_LEFT = {"escrow": "0.00", "milestone_submitted": "", "milestone_due": ""}


def facts_of(*milestones: Any, **more: Any) -> dict[str, str]:
    return facts({"id": "1", "title": "T", "milestones": list(milestones), **more})


def usd(amount: str) -> dict[str, str]:
    return {"rawValue": amount, "currency": "USD", "displayValue": f"${amount}"}


@pytest.mark.parametrize(
    ("milestones", "escrow"),
    [
        ([{"state": "Active", "currentEscrowAmount": usd("100.5")}, {"state": "Paid"}], "100.50"),
        ([{"state": "Paid"}, {"state": "NotFunded"}, {"state": "CancelledByClient"}], "0.00"),
        ([{"state": "Submitted", "fundedAmount": usd("80"), "paid": usd("30")}], "50.00"),
        ([{"state": "Rejected", "fundedAmount": usd("80")}], "80.00"),
        ([{"state": "Active"}], None),
        ([{"state": "Mystery"}, {"state": "Paid"}], None),
        ([{"state": "Mystery", "currentEscrowAmount": usd("7")}], "7.00"),
        ([{"state": "Active", "fundedAmount": usd("5"), "paid": usd("9")}], None),
        ([{"state": "Active", "currentEscrowAmount": usd("5")}, None], None),
        ([{"state": "Active", "currentEscrowAmount": {"rawValue": "5", "currency": "EUR"}}], None),
        ([], None),
    ],
)
def test_escrow_is_told_where_every_milestone_is_known(milestones: list[Any], escrow: str | None) -> None:
    assert facts_of(*milestones).get("escrow") == escrow


def test_escrow_is_summed_over_all_terms() -> None:
    terms = [
        {"milestones": [{"state": "Active", "currentEscrowAmount": usd(amount)}]} for amount in ("5", "7.5")
    ]

    assert facts_of(terms={"fixedPriceTerms": terms})["escrow"] == "12.50"
    assert "escrow" not in facts_of(terms={"fixedPriceTerms": [*terms, {"milestones": None}]})


def test_of_submitted_milestones_the_first_one_counts() -> None:
    assert facts_of(
        {"state": "Submitted", "lastSubmissionCreatedTime": "2026-11-12"},
        {"state": "Submitted", "lastSubmissionCreatedTime": "2026-11-10"},
        {"state": "Paid", "lastSubmissionCreatedTime": "2026-11-14"},
    ) == {"milestone_submitted": "2026-11-10", "last_activity": "2026-11-14"}


def test_the_due_date_is_that_of_money_in_escrow() -> None:
    assert facts_of(
        {"state": "Paid", "dueDateTime": "2026-12-01"},
        {"state": "Active", "dueDateTime": "2026-11-01"},
        {"state": "Submitted", "dueDateTime": "2026-11-02"},
        {"state": "NotFunded", "dueDateTime": "2026-12-24"},
    ) == {"milestone_due": "2026-11-02"}


def test_what_was_set_or_paid_last() -> None:
    assert facts_of(
        {"state": "Paid", "createdDateTime": "2026-10-01", "modifiedDateTime": "2026-11-03"},
        {"state": "NotFunded", "createdDateTime": "2026-11-01", "modifiedDateTime": "2026-11-09"},
        {"state": "InOffer", "createdDateTime": "2026-11-08"},
    ) == NONE_LEFT | {"last_milestone": "2026-11-03", "last_activity": "2026-11-03"}


def test_a_cancelled_contract_that_was_paid_began() -> None:
    assert facts_of({"state": "PaidByUpwork"}, status="CANCELLED") == NONE_LEFT | {
        "cancelled": "true",
        "status": "ended",
    }


@pytest.mark.parametrize(
    ("milestones", "none"),
    [
        ([{"state": "Paid"}, {"state": "NotFunded"}], {"milestone_submitted", "milestone_due"}),
        ([{"state": "Active", "currentEscrowAmount": usd("5")}], {"milestone_submitted"}),
        ([{"state": "Submitted", "currentEscrowAmount": usd("0")}], {"milestone_due"}),
        ([{"state": "Mystery", "currentEscrowAmount": usd("0")}], {"milestone_due"}),
        ([{"state": "Paid"}, {"state": "Mystery"}], set()),
        ([{"state": "Paid"}, None], set()),
        ([], set()),
    ],
)
def test_that_there_is_none_is_told_where_it_is_certain(milestones: list[Any], none: set[str]) -> None:
    assert {field for field, value in facts_of(*milestones).items() if not value} == none


def test_an_amount_in_dollars_or_in_cents_is_not_guessed() -> None:
    shown = {"rawValue": "4912", "currency": "USD", "displayValue": "$49.12"}

    export = read(
        {"contracts": [{"id": "1", "milestones": [{"state": "Active", "currentEscrowAmount": shown}]}]}
    )

    assert [fact.field for fact in export.contracts[0].facts] == ["milestone_submitted"]
    assert [note.text for note in export.notes] == [
        "An amount is left out, as its raw value is a hundred times what it is shown as."
    ]
