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

from advisor.source.record import record
from advisor.upwork.exports.cells import A_DAY, AN_AMOUNT, cents, day
from advisor.upwork.exports.daily_totals import DailyTotals
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, Note
from advisor.upwork.exports.table import Row, Table, shown
from advisor.upwork.exports.transaction_types import PAYMENTS, Sense, TypeCount

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


_NAMED = 3  # contracts that a note names
_MOST_NAMES = 1_000


class Remarks:
    """What came up while a report was read, told as notes at its end.

    `aside` holds the types that are about contracts and are not counted, `mixed` the titles under which
    hourly and fixed-price payments stand together.
    """

    def __init__(self) -> None:
        self.aside: tuple[tuple[str, int], ...] = ()
        self.mixed: list[str] = []
        self.is_of_client = False
        self.lacks_titles = False
        self._freelancers: set[str] = set()
        self._repeated = _Rows()
        self._unclear = _Rows()

    def of_freelancer(self, row: Row, column: int | None) -> None:
        """Whose row it is, where the report says so."""
        name = "" if column is None else row.cells[column].casefold()
        if name and len(self._freelancers) < _MOST_NAMES:
            self._freelancers.add(name)

    def repeated(self, number: int) -> None:
        """A row that came before."""
        self._repeated.add(number)

    def unclear_refund(self, number: int) -> None:
        """A refund above 0, of which nobody knows to whom it went."""
        self._unclear.add(number)

    def notes(self) -> tuple[Note, ...]:
        """Everything that is worth telling, as whole sentences."""
        told = [*self._of_whole(), *self._of_rows()]
        if self.mixed:
            titles = ", ".join(f'"{shown(title)}"' for title in self.mixed[:_NAMED])
            more = f" and {len(self.mixed) - _NAMED:,} more" if len(self.mixed) > _NAMED else ""
            text = f"Hourly and fixed-price payments share one client and title: {titles}{more}."
            told.append(Note(f"{text} They may be of several contracts, which no report tells apart."))
        return tuple(told)

    def _of_whole(self) -> list[Note]:
        told = []
        if self.is_of_client:
            told.append(Note("All payments are below 0, as in the report of a client: none is counted."))
        if self.lacks_titles:
            text = "The report does not name contracts: a payment is known by its client alone."
            told.append(Note(text))
        if len(self._freelancers) > 1:
            count = len(self._freelancers)
            told.append(Note(f"The report has rows of {count:,} freelancers; all of them are counted."))
        return told

    def _of_rows(self) -> list[Note]:
        told = []
        for rows, one, several in (
            (self._repeated, "row repeats an earlier one and is", "rows repeat earlier ones and are"),
            (self._unclear, "refund is above 0 and is", "refunds are above 0 and are"),
        ):
            if rows.count:
                verb = one if rows.count == 1 else several
                told.append(Note(f"{rows.count:,} {verb} not counted.", rows.place))
        if self.aside:
            count = sum(rows for _, rows in self.aside)
            names = ", ".join(f'"{name}"' for name, _ in self.aside)
            rest = "row is not counted, as it need" if count == 1 else "rows are not counted, as they need"
            told.append(Note(f"{count:,} {rest} not be pay for work: {names}."))
        return told


class _Rows:
    """Rows by their numbers: how many, and the last one."""

    def __init__(self) -> None:
        self.count = self._last = 0

    def add(self, number: int) -> None:
        self.count += 1
        self._last = max(self._last, number)

    @property
    def place(self) -> str:
        one = f"row {self._last}"
        return one if self.count == 1 else f"{self.count:,} rows, the last is {one}"


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
        self._tallies: dict[tuple[str, str], DailyTotals] = {}
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
        return Export(file, ExportKind.TRANSACTIONS, self._rows, (), contracts, notes, first, last, told)

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
        self._tallies.setdefault((client, title), DailyTotals()).add(sense, on, amount, row.number)
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
