"""Types of rows: the words of all generations and of both reports, and words that nobody has seen."""

import pytest

from advisor.upwork.exports.transaction_types import Sense, sense_of

SENSES = {
    Sense.HOURLY: "Hourly HOURLY hourly Hourly-payment",
    Sense.FIXED: "Fixed-Price Fixed-price fixed_price FIXED\u2013PRICE Milestone Fixed-Price-Payment",
    Sense.PAID: "Bonus",
    Sense.REFUND: "Refund Refund-to-client Partial-refund",
    Sense.CHARGEBACK: "Chargeback Charge-back",
    Sense.ASIDE: "Adjustment Expense Miscellaneous Salary Reimbursement",
    Sense.OTHER: "Service-Fee Service-fee-refund Processing-Fee Payment Connects Connects-refund Subscription"
    " GST VAT WHT VAT-(KE) Membership-Fee Withdrawal Withdrawal-Fee Withholding-Tax-(IN) Chargeback-fee"
    " Sales-tax TDS",
    Sense.UNKNOWN: "Hourlyish Bonus-points Re-fund Vatican Feet Taxi",
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
