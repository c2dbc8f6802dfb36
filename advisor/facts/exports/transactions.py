"""Transaction reports: what clients paid and took back, in every generation of the report that is known.

What a report tells of a contract, and why no more:

- Earned is what bears a type that only a client's payment for work bears: hourly, fixed price, milestone and
  bonus.  Expenses, adjustments and miscellaneous rows may be something else; they are told of and not added.
  Amounts are before fees; fees, taxes and withdrawals have rows of their own, which say nothing of contracts.
- Refunded is what a refund took, or a payment below 0.  A refund names no payment: it belongs to the client
  and the title in its own row.
- The last payment is the day of the last payment's row.  It is the last activity as well, since a payment is
  activity.  The week that an hourly payment is for is not used: no report tells on which of its days work was
  done.
- A contract has no number here, only the client's team and, since there is a summary, a title.  Older reports
  describe a payment by its week or its milestone; neither is taken for a title.
- No balance: a report does not say whether its balance holds pending payments.

An agency's report has rows of several freelancers.  All of them are counted, and a note says so.
"""

from advisor.facts.exports.cells import A_DAY, AN_AMOUNT, cents, day
from advisor.facts.exports.model import Contract, Export, Key, Kind
from advisor.facts.exports.table import Row, Table
from advisor.facts.exports.tally import Tally
from advisor.facts.exports.transaction_columns import Columns, find_columns
from advisor.facts.exports.transaction_notes import Remarks
from advisor.facts.exports.transaction_types import PAYMENTS, Sense, TypeCount


def read_transactions(table: Table) -> Export:
    """All that a transaction report says.  Raises ExportError with every problem of the file.

    Reports that were put one behind the other may overlap: a row that repeats an earlier one in every cell,
    its number included, is counted once, and a header that stands again is skipped.
    """
    reading = _Reading(table, find_columns(table))
    for row in table.rows():
        reading.take(row)
    return reading.export()


class _Reading:
    """The report so far."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self._table, self._columns = table, columns
        self._types = TypeCount()
        self._remarks = Remarks()
        self._tallies: dict[tuple[str, str], Tally] = {}
        self._seen: set[int] = set()  # a hash of each payment that has a number
        self._days: tuple[int, int] | None = None  # the first and the last
        self._rows = 0
        self._signs: set[bool] = set()  # whether payments were above 0

    def take(self, row: Row) -> None:
        """Take in one row."""
        if self._table.is_header(row):
            return
        self._rows += 1
        sense = self._types.add(row.cells[self._columns.type])
        on = self._table.read(row, self._columns.day, day, A_DAY)
        amount = self._amount(row, sense)
        if on is None or amount is None:
            return
        first, last = self._days or (on, on)
        self._days = min(first, on), max(last, on)
        self._remarks.of_freelancer(row, self._columns.freelancer)
        if sense not in PAYMENTS and sense is not Sense.REFUND:
            return
        if self._repeats(row):
            self._remarks.repeated(row.number)
        elif sense is Sense.REFUND and amount > 0:
            self._remarks.unclear_refund(row.number)
        else:
            self._add(row, sense, on, amount)

    def export(self) -> Export:
        """What was read."""
        contracts = () if self._is_of_client() else self._contracts()
        remarks = self._remarks
        remarks.aside = self._types.aside()
        remarks.is_of_client = self._is_of_client()
        remarks.lacks_titles = self._columns.title is None and bool(contracts)
        first, last = self._days or (None, None)
        notes = (*remarks.notes(), *self._table.notes())
        file, told = self._table.short, self._types.told()
        return Export(file, Kind.TRANSACTIONS, self._rows, (), contracts, notes, first, last, told)

    def _contracts(self) -> tuple[Contract, ...]:
        contracts = []
        for (client, title), tally in sorted(self._tallies.items()):
            contracts.append(tally.contract(Key(client=client, title=title), self._table.short))
            if tally.is_mixed and title:
                self._remarks.mixed.append(title)
        return tuple(contracts)

    def _add(self, row: Row, sense: Sense, on: int, amount: int) -> None:
        columns, table = self._columns, self._table
        client = "" if columns.client is None else table.text(row, columns.client)
        title = "" if columns.title is None else table.text(row, columns.title)
        self._tallies.setdefault((client, title), Tally()).add(sense, on, amount, row.number)
        if sense in PAYMENTS and amount:
            self._signs.add(amount > 0)

    def _amount(self, row: Row, sense: Sense) -> int | None:
        """The row's amount; it may be missing only where nothing is made of it."""
        column = self._columns.amount
        is_needed = sense in PAYMENTS or sense is Sense.REFUND
        return self._table.read(row, column, cents, AN_AMOUNT) if is_needed or row.cells[column] else 0

    def _repeats(self, row: Row) -> bool:
        """Whether the same row came before, its number included."""
        if not any(row.cells[column] for column in self._columns.ids):
            return False
        mark, before = hash(row.cells), len(self._seen)
        self._seen.add(mark)
        return len(self._seen) == before

    def _is_of_client(self) -> bool:
        """Whether all payments are below 0, as they are for the one who pays; refunds alone say nothing."""
        return self._signs == {False}
