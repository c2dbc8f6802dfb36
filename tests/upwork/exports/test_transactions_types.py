"""Types of transactions: the words of all generations, and words that nobody has seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.upwork.exports.transactions import Sense, TransactionTypes, sense_of

SENSES = {
    Sense.HOURLY: "Hourly HOURLY hourly",
    Sense.FIXED: "Fixed-Price Fixed-price fixed_price FIXED\u2013PRICE Milestone",
    Sense.PAID: "Bonus",
    Sense.REFUND: "Refund Refund-to-client",
    Sense.ASIDE: "Adjustment Expense Miscellaneous Salary",
    Sense.OTHER: "Service-Fee Service-fee-refund Processing-Fee Payment Connects Connects-refund Subscription"
    " GST VAT WHT VAT-(KE) Membership-Fee Withdrawal Withdrawal-Fee Withholding-Tax-(IN)",
    Sense.UNKNOWN: "Hourlyish Bonus-points Re-fund Vatican",
}


@pytest.mark.parametrize("sense", SENSES)
def test_a_type_means(sense: Sense) -> None:
    assert {word: sense_of(word) for word in SENSES[sense].split()} == dict.fromkeys(
        SENSES[sense].split(), sense
    )


def test_blanks_and_hyphens_are_one() -> None:
    assert {sense_of(word) for word in ("Fixed Price", " fixed  price ", "Fixed - price", "FIXED_PRICE")} == {
        Sense.FIXED
    }


def test_types_are_counted_as_the_file_spells_them() -> None:
    count = TransactionTypes()
    for name in ("Hourly", "Fixed-price", "", "Fixed Price", "HOURLY", "Lucky draw", "Expense"):
        count.add(name)
    assert count.types() == (
        ("(no type)", 1, False),
        ("Expense", 1, True),
        ("Fixed Price", 2, True),
        ("HOURLY", 2, True),
        ("Lucky draw", 1, False),
    )
    assert count.aside() == (("Expense", 1),)


def test_no_file_can_fill_the_memory_with_types() -> None:
    count = TransactionTypes()
    for number in range(5_000):
        count.add(f"type {number} {'x' * 1_000}")
        count.add(f"VAT {number}")
    assert (count.add("Hourly"), count.add("Refund")) == (Sense.HOURLY, Sense.REFUND)
    types = count.types()
    assert len(types) == 104
    assert max(len(name) for name, _, _ in types) == 60
    assert [entry for entry in types if entry[0] == "(further types)"] == [
        ("(further types)", 4_950, False),
        ("(further types)", 4_950, True),
    ]
    assert sum(rows for _, rows, _ in types) == 10_002


@given(st.permutations(["Hourly", "hourly", "Bonus", "?", "Fixed Price", "fixed-price", "VAT", "vat"]))
def test_the_order_of_rows_makes_no_difference(names: list[str]) -> None:
    count = TransactionTypes()
    for name in names:
        count.add(name)
    assert count.types() == (
        ("?", 1, False),
        ("Bonus", 1, True),
        ("Fixed Price", 2, True),
        ("Hourly", 2, True),
        ("VAT", 2, True),
    )
