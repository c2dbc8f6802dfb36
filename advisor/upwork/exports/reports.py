"""The platform's reports: what their columns are called, and what their rows add up to.

All that differs between two reports stands in the two tables below: a new name of a column goes there, a new
word for a type into `transaction_types.py`.

- Earned is what bears a type that only a client's payment for work bears.  Expenses, adjustments and
  miscellaneous rows may be something else; they are told with their sums and not added, and so is what bears
  a type that nobody knows, as a sum that is silently wrong is worse than one that is known to lack a row.
- Amounts are before fees; fees, taxes and withdrawals have rows of their own, which say nothing of contracts.
- Refunded is what a refund took, or a payment below 0.  A refund names no payment: it belongs to the contract
  of its own row.
- The day of hours is a day of work, which is paid later: it is the last activity, and no payment.  The week
  that a payment is for is not used: no report has the days of it on which work was done.
- A transaction report has no number of a contract, only the client's team and, since there is a summary, a
  title.  Older ones describe a payment by its week or its milestone; neither is taken for a title.
- No balance: a report does not say whether its balance holds pending payments.
- Rows that are alike, the numbers of both included, are one row in two downloads, one put behind the other.
  Rows of a weekly summary have no number of their own, so that two downloads in one file are refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from advisor.facts.provenance import Origin
from advisor.source.record import record
from advisor.upwork.exports.cells import excerpt
from advisor.upwork.exports.csv_records import Row
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, Note
from advisor.upwork.exports.table import Table, plain_name
from advisor.upwork.exports.tallies import Ledger, RowCount
from advisor.upwork.exports.transaction_types import PAYMENTS, RETURNS, Sense, sense_of

Names = tuple[str, ...]
"""What a column is called, in one generation of a report or another; the first that is there counts."""


@record
class Columns:
    """The columns of a report by what they hold.

    `need` must be there, `may` may.  `passed` are known and hold nothing that we ask for: the account's name
    is not taken for the client, as nothing says whose account it is.  `differ` may differ between two
    downloads of one row.
    """

    need: Mapping[str, Names]
    may: Mapping[str, Names]
    passed: tuple[Names, ...] = ()
    differ: tuple[Names, ...] = ()


WEEKLY = Columns(
    need={
        "day": ("Date",),
        "contract": ("Contract",),
        "amount": ("Amount",),
        "type": ("Payment type",),
    },
    may={"hours": ("Hours",)},
)
TRANSACTIONS = Columns(
    need={
        "day": ("Date",),
        "type": ("Transaction type", "Type"),
        "amount": ("Amount $", "Amount ($)", "Amount USD", "Amount (USD)", "Amount"),
    },
    may={
        "client": ("Client team", "Team", "Client"),
        "title": ("Transaction summary",),
        "freelancer": ("Freelancer",),
        "id": ("Transaction ID",),
        "reference": ("Ref ID",),
    },
    passed=(
        *(("Transaction summary details",), ("Description",), ("Description 1",), ("Description 2",)),
        *(("Description 3",), ("Entered description",), ("Account name",), ("PO",), ("Enhanced PO number",)),
        *(("AWS study name - number",), ("Amount in local currency",), ("Currency",), ("Payment method",)),
        *(("Agency team", "Agency"), ("ExchangeRate", "Exchange rate")),
    ),
    differ=(("Current balance $", "Current balance", "Balance $", "Balance"),),
)
_WORK = "Hourly"  # how rows of hours without a type are called
_A_WEEK = {"date", "hours", "amount", "payment type"}
# Columns of a transaction report that no bank and no other market place has all at once.
_OURS = {"agency", "agency team", "freelancer", "team", "client team", "client", "ref id", "description 1"}
_OURS |= {"transaction summary", "transaction summary details"}
# The number is too long to be a year: "Website (2024)" is a title.
_CONTRACT = re.compile(r"(.*)\((\d{5,20})\)", re.ASCII | re.DOTALL)
_A_CONTRACT = 'a title and a number such as "Logo for a bakery (35695275)"'
_APART = "the header stands here again, as if two files were put one behind the other"
_NAMED = 3  # contracts that a note names
_MOST_FREELANCERS = 1_000


def kind_of(header: tuple[str, ...]) -> ExportKind | None:
    """The kind of report that has such a header, in any order; columns may be missing or more.

    A bank's table may have a date, a type and an amount as well, but none of the columns that only ours have.
    """
    names = {plain_name(name) for name in header}
    if "contract" in names and len(names & _A_WEEK) >= 2:
        return ExportKind.WEEKLY
    ours = len(names & _OURS)
    typed = bool(names & {"type", "transaction type"})
    if typed and ours and (ours > 1 or ("date" in names and names & {"amount", "amount $"})):
        return ExportKind.TRANSACTIONS
    return None


def read_report(table: Table, kind: ExportKind) -> Export:
    """All that a report of this kind holds, or several one behind the other, which may overlap.

    Raises ExportError with every problem of the file.
    """
    reading = _Weekly(table) if kind is ExportKind.WEEKLY else _Transactions(table)
    for row in table.rows():
        reading.take(row)
    return reading.made()


class _Reading(Ledger):
    """A report so far."""

    kind: ExportKind
    columns: Columns

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        for names in self.columns.passed:
            table.column(*names)
        self.differ = {table.column(*names) for names in self.columns.differ}
        self.need = {what: table.need(*names) for what, names in self.columns.need.items()}
        self.may = {what: table.column(*names) for what, names in self.columns.may.items()}
        self.unclear = RowCount()  # the refunds that are above 0

    def text(self, row: Row, what: str) -> str:
        column = self.may[what]
        return "" if column is None else self.table.text(row, column)

    def counts(self, row: Row, sense: Sense, amount: int) -> bool:
        """Whether it is a payment or a return, and it is known to whom the money went."""
        is_unclear = sense in RETURNS and amount > 0
        if is_unclear:
            self.unclear.count(row.number)
        return not is_unclear and (sense in PAYMENTS or sense in RETURNS)

    def finished(self, contracts: tuple[Contract, ...], notes: Iterable[Note] = ()) -> Export:
        """What the report holds, and what it has to tell besides `notes`."""
        unclear = self.unclear.note("refund is above 0 and is", "refunds are above 0 and are")
        told = [*notes, *unclear, *self.types.notes(), *self.table.notes()]
        return self.export(self.table.short, self.kind, contracts, told)


class _Weekly(_Reading):
    """Hours worked and payments, with the platform's number behind the title of each contract."""

    kind, columns = ExportKind.WEEKLY, WEEKLY

    def take(self, row: Row) -> None:
        table, need = self.table, self.need
        if table.is_header(row):
            hint = "import the two files as two"
            table.problems.add("export-row", (row.line, 1), f"row {row.number}: {_APART}", hint)
            return
        self.rows += 1
        on, amount = table.day(row, need["day"]), table.cents(row, need["amount"])
        column = self.may["hours"]
        minutes = table.hours(row, column) if column is not None and row.cells[column] else None
        cell, name = table.text(row, need["contract"]), row.cells[need["type"]]
        if not cell:
            table.refuse(row, need["contract"], _A_CONTRACT)
        sense = sense_of(name)
        if not name and (minutes is not None or column is None):
            name, sense = _WORK, Sense.HOURLY
        self.types.add(name or "(no payment type)", sense, amount or 0)
        if on is None or amount is None or not cell:
            return
        self.days.add(on)
        title, number = _parts(cell)
        rows = self.rows_of((number, "" if number else title))
        rows.titled = max(rows.titled, (on, title, row.number))
        if self.counts(row, sense, amount):
            rows.add(sense, on, amount, row.number, (minutes or 0) if sense is Sense.HOURLY else None)

    def made(self) -> Export:
        contracts = []
        for (number, _), rows in sorted(self.contracts.items()):
            _, title, row = rows.titled
            contracts.append(rows.contract(Key(number, title=title), Origin(self.table.short, f"row {row}")))
        return self.finished(tuple(contracts))


class _Transactions(_Reading):
    """What clients paid and took back, in every generation of the report that is known."""

    kind, columns = ExportKind.TRANSACTIONS, TRANSACTIONS

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._seen: set[int] = set()  # a hash of each payment that has a number
        self._repeated = RowCount()

    def take(self, row: Row) -> None:
        table, need = self.table, self.need
        if table.is_header(row):
            return
        self.rows += 1
        name = row.cells[need["type"]]
        sense = sense_of(name)
        on = table.day(row, need["day"])
        # An amount may be missing only where nothing is made of it.
        is_needed = sense in PAYMENTS or sense in RETURNS or row.cells[need["amount"]]
        amount = table.cents(row, need["amount"]) if is_needed else 0
        is_repeated = sense is not Sense.OTHER and None not in (on, amount) and self._repeats(row)
        self.types.add(name or "(no type)", sense, 0 if is_repeated else amount or 0)
        if on is None or amount is None:
            return
        self.days.add(on)
        freelancer = self._cell(row, "freelancer").casefold()
        if freelancer and len(self.freelancers) < _MOST_FREELANCERS:
            self.freelancers.add(freelancer)
        if is_repeated:
            self._repeated.count(row.number)
        elif self.counts(row, sense, amount):
            key = "", self.text(row, "client"), self.text(row, "title"), "", freelancer
            self.add_transaction(key, sense, on, amount, row.number)

    def _cell(self, row: Row, what: str) -> str:
        column = self.may[what]
        return "" if column is None else row.cells[column]

    def _repeats(self, row: Row) -> bool:
        """Whether the same row came before, its number included; balances go their own way."""
        numbers = self._cell(row, "id"), self._cell(row, "reference")
        if not any(number and "E+" not in number for number in numbers):
            return False  # as in "9.0E+08", which a spreadsheet made of many numbers
        before = len(self._seen)
        self._seen.add(hash(tuple(cell for at, cell in enumerate(row.cells) if at not in self.differ)))
        return len(self._seen) == before

    def made(self) -> Export:
        contracts = tuple(self.kept(self.table.short, sorted(self.contracts.items())))
        return self.finished(contracts, self._notes(bool(contracts)))

    def _notes(self, has_contracts: bool) -> Iterator[Note]:
        if self.is_of_client:
            yield Note("All payments are below 0, as in the report of a client: none is counted.")
        if self.may["title"] is None and has_contracts:
            yield Note("The report does not name contracts: a payment is known by its client alone.")
        if len(self.freelancers) > 1:
            count = f"{len(self.freelancers):,} freelancers"
            yield Note(f"The report has rows of {count}; all of them are counted.")
        yield from self._repeated.note(
            "row repeats an earlier one and is", "rows repeat earlier ones and are"
        )
        mixed = self._mixed()
        if mixed and has_contracts:
            titles = ", ".join(f'"{excerpt(title)}"' for title in mixed[:_NAMED])
            more = f" and {len(mixed) - _NAMED:,} more" if len(mixed) > _NAMED else ""
            text = f"Hourly and fixed-price payments share one client and title: {titles}{more}."
            yield Note(f"{text} They may be of several contracts, which no report tells apart.")

    def _mixed(self) -> list[str]:
        """The titles with hourly and fixed-price payments, as no single contract has them."""
        kinds: dict[tuple[str, str], set[str]] = {}
        for (_, client, title, *_), rows in self.contracts.items():
            kinds.setdefault((client, title), set()).update(rows.kinds)
        return [title for (_, title), found in sorted(kinds.items()) if title and len(found) > 1]


@lru_cache(maxsize=1024)
def _parts(cell: str) -> tuple[str, str]:
    match = _CONTRACT.fullmatch(cell)
    return (match[1].rstrip(), match[2]) if match else (cell, "")
