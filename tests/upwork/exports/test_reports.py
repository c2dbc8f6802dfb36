"""Every generation of the transaction report, and everything that is read of it."""

import pytest

from tests.upwork.exports.export_text import text_of
from tests.upwork.exports.reports import read_file

SAYS = {
    # A
    "statements_2023-11-01_2024-01-31.csv": """\
transaction report, 10 rows, 2023-11-10 to 2024-01-29
client 'Harbour Press' (2 rows, the last is row 7)
  kind: fixed (exact, row 7)
  last_activity: 2024-01-12 (latest, row 7)
  last_payment: 2024-01-12 (latest, row 7)
  2024-01-12: 100000 earned, 0 refunded (1 rows, the last is row 7)
  2024-01-22: 0 earned, 15000 refunded (1 rows, the last is row 4)
client 'Quill & Sons, Ltd.' (3 rows, the last is row 11)
  kind: hourly (exact, row 10)
  last_activity: 2024-01-15 (latest, row 5)
  last_payment: 2024-01-15 (latest, row 5)
  2023-11-10: 16000 earned, 0 refunded (1 rows, the last is row 11)
  2023-11-17: 28000 earned, 0 refunded (1 rows, the last is row 10)
  2024-01-15: 7500 earned, 0 refunded (1 rows, the last is row 5)
known: 1 Bonus
known: 1 Fixed Price
known: 2 Hourly
known: 1 Membership Fee
known: 1 Refund
known: 2 Service Fee
known: 1 Withdrawal
known: 1 Withdrawal Fee
note: The report does not name contracts: a payment is known by its client alone.
""",
    # A'
    "renamed_by_hand.csv": """\
transaction report, 3 rows, 2024-03-01 to 2024-03-04
client 'Harbour Press' (row 4)
  kind: fixed (exact, row 4)
  last_activity: 2024-03-01 (latest, row 4)
  last_payment: 2024-03-01 (latest, row 4)
  2024-03-01: 14000 earned, 0 refunded (1 rows, the last is row 4)
known: 1 Adjustment
known: 1 Milestone
known: 1 Service Fee
note: The report does not name contracts: a payment is known by its client alone.
note: 1 row is not counted, as it need not be pay for work: "Adjustment" ($12.00).
""",
    # A''
    "Upworks_may.csv": """\
transaction report, 2 rows, 2024-05-06 to 2024-05-06
client 'Tidewater Maps' (row 3)
  kind: hourly (exact, row 3)
  last_activity: 2024-05-06 (latest, row 3)
  last_payment: 2024-05-06 (latest, row 3)
  2024-05-06: 10000 earned, 0 refunded (1 rows, the last is row 3)
known: 1 Hourly
known: 1 VAT
note: The report does not name contracts: a payment is known by its client alone.
""",
    # B1
    "2025-09-30_transaction_report.csv": """\
transaction report, 6 rows, 2025-09-01 to 2025-09-20
client 'Harbour Press', title 'Proofreading, two novels' (2 rows, the last is row 7)
  kind: hourly (exact, row 4)
  last_activity: 2025-09-20 (latest, row 7)
  last_payment: 2025-09-20 (latest, row 7)
  2025-09-12: 24000 earned, 0 refunded (1 rows, the last is row 4)
  2025-09-20: 5000 earned, 0 refunded (1 rows, the last is row 7)
known: 1 Bonus
known: 1 Connects
known: 1 GST
known: 1 Hourly
known: 1 Payment
known: 1 Service Fee
""",
    # B2
    "2025-11-30_transaction_report.csv": """\
transaction report, 3 rows, 2025-11-03 to 2025-11-24
client 'Tidewater Maps', title 'Atlas of small ports' (row 2)
  kind: fixed (exact, row 2)
  last_activity: 2025-11-03 (latest, row 2)
  last_payment: 2025-11-03 (latest, row 2)
  2025-11-03: 125000 earned, 0 refunded (1 rows, the last is row 2)
known: 1 Fixed-price
known: 1 Service Fee
known: 1 Subscription
""",
    # B3
    "2026-10-02_transaction_report.csv": """\
transaction report, 9 rows, 2026-09-11 to 2026-10-01
client 'Harbour Press', title 'Letters to the editor' (3 rows, the last is row 6)
  kind: hourly (exact, row 2)
  last_activity: 2026-09-18 (latest, row 4)
  last_payment: 2026-09-18 (latest, row 4)
  2026-09-11: 24000 earned, 0 refunded (1 rows, the last is row 2)
  2026-09-18: 6000 earned, 0 refunded (1 rows, the last is row 4)
  2026-09-25: 0 earned, 6000 refunded (1 rows, the last is row 6)
client 'Tidewater Maps', title 'Atlas of small ports' (row 8)
  kind: fixed (exact, row 8)
  last_activity: 2026-09-28 (latest, row 8)
  last_payment: 2026-09-28 (latest, row 8)
  2026-09-28: 50000 earned, 0 refunded (1 rows, the last is row 8)
known: 1 Fixed-price
known: 2 Hourly
unknown: 1 Lucky draw, 5.00
known: 1 Refund to client
known: 3 Service Fee
known: 1 Service fee refund
""",
}


@pytest.mark.parametrize("name", SAYS)
def test_a_report_says(name: str) -> None:
    assert text_of(read_file(name)) == SAYS[name]
