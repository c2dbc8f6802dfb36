"""The columns of a transaction report, in all generations that are known of it.

The header changed at least four times, and one thing bears several names: "Team" became "Client team", "Type"
became "Transaction type".  The title of the contract came with "Transaction summary"; older reports lack it.
No column is told by its place.
"""

from advisor.facts.exports.table import Table
from advisor.source.record import record

# Columns that are known and hold nothing that we ask for.  The account's name is not taken for the client, as
# nothing says whose account it is; a balance not for the freelancer's, as pending payments may be missing.
_PASSED = (
    ("Transaction summary details",),
    ("Description",),
    ("Description 1",),
    ("Description 2",),
    ("Description 3",),
    ("Entered description",),
    ("Agency team", "Agency"),
    ("Account name",),
    ("PO",),
    ("Enhanced PO number",),
    ("AWS study name - number",),
    ("Amount in local currency",),
    ("ExchangeRate", "Exchange rate"),
    ("Currency",),
    ("Current balance $", "Current balance", "Balance $", "Balance"),
    ("Payment method",),
)


@record
class Columns:
    """Where each column stands that the reader uses; None where the report does not have it."""

    day: int
    type: int
    amount: int
    client: int | None
    title: int | None
    freelancer: int | None
    ids: tuple[int, ...]


def find_columns(table: Table) -> Columns:
    """The columns of the report; what is needed and missing becomes a problem of the table."""
    for aliases in _PASSED:
        table.column(*aliases)
    ids = (table.column("Transaction ID"), table.column("Ref ID"))
    return Columns(
        day=table.need("Date"),
        type=table.need("Transaction type", "Type"),
        amount=table.need("Amount $", "Amount"),
        client=table.column("Client team", "Team"),
        title=table.column("Transaction summary"),
        freelancer=table.column("Freelancer"),
        ids=tuple(column for column in ids if column is not None),
    )
