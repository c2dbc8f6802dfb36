"""Weekly summaries: hours worked and payments by contract, with the platform's number of each contract.

Columns: Date, Contract (the title, with the contract's number in parentheses behind it), Hours, Amount
(before fees), Payment type.  An hourly row has hours and no payment type; the others name their type.

- A row of a type that is not known here is counted, and nothing else is made of it: it may be a fee or a tax,
  and a sum that is silently wrong is worse than one that is known to lack a row.
- The day of an hourly row is a day of work, which is paid later.  It tells the last activity; only the other
  payments tell the last payment, and are activity too.
- An amount below 0 counts as refunded, and is no activity.
- Two files put one behind the other are refused: rows have no number of their own, so that nothing would tell
  a second payment from the same payment told twice.
"""

import re
from functools import lru_cache

from advisor.facts.exports.cells import A_DAY, AN_AMOUNT, HOURS, cents, day, hours
from advisor.facts.exports.model import Export, Kind
from advisor.facts.exports.table import Row, Table
from advisor.facts.exports.weekly_contract import Payment, WeeklyContract

# The number is too long to be a year: "Website (2024)" is a title.
_CONTRACT = re.compile(r"(.*?)\s*\((\d{5,20})\)", re.ASCII | re.DOTALL)
A_CONTRACT = 'a title and a number such as "Logo for a bakery (35695275)"'
_TYPES = {
    "hourly": Payment.HOURLY,
    "fixed price payment": Payment.FIXED,
    "fixed price": Payment.FIXED,
    "bonus": Payment.BONUS,
}
_WORK = "Hourly"  # how rows of hours without a type are called
_NO_TYPE = "(no payment type)"
_REST = "(further types)"
_MOST = 100  # types told apart
_LONGEST = 60  # characters of a type's name
_APART = "the header stands here again, as if two files were put one behind the other"


def read_weekly(table: Table) -> Export:
    """All that a weekly summary says.  Raises ExportError with every problem of the file."""
    reading = _Reading(table)
    for row in table.rows():
        reading.take(row)
    return reading.export()


class _Reading:
    """The summary so far."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._day = table.need("Date")
        self._contract = table.need("Contract")
        self._amount = table.need("Amount")
        self._type = table.need("Payment type")
        self._hours = table.column("Hours")
        self._contracts: dict[tuple[str, str], WeeklyContract] = {}
        self._types: dict[str, tuple[str, int, bool]] = {}
        self._days: tuple[int, int] | None = None  # the first and the last

    def take(self, row: Row) -> None:
        """Add a row to its contract; what cannot be read becomes a problem of the table."""
        table = self._table
        if table.is_header(row):
            place = (row.line, 1)
            hint = "import the two files as two"
            table.problems.add("export-row", place, f"row {row.number}: {_APART}", hint)
            return
        on = table.read(row, self._day, day, A_DAY)
        amount = table.read(row, self._amount, cents, AN_AMOUNT)
        minutes = self._minutes(row)
        contract = self._contract_of(row, on)
        payment = self._payment(row, minutes)
        if on is None or amount is None or contract is None:
            return
        first, last = self._days or (on, on)
        self._days = min(first, on), max(last, on)
        if payment is not None:
            contract.add(payment, on, amount, minutes or 0, row.number)

    def export(self) -> Export:
        """What was read."""
        table = self._table
        first, last = self._days or (None, None)
        told = tuple(self._contracts[key].told(table.short) for key in sorted(self._contracts))
        types = tuple(sorted(self._types.values()))
        return Export(table.short, Kind.WEEKLY, table.count, (), told, table.notes(), first, last, types)

    def _minutes(self, row: Row) -> int | None:
        """The time worked; None where no hours are told."""
        if self._hours is None or not row.cells[self._hours]:
            return None
        return self._table.read(row, self._hours, hours, HOURS)

    def _contract_of(self, row: Row, on: int | None) -> WeeklyContract | None:
        cell = self._table.text(row, self._contract)
        if not cell:
            self._table.refuse(row, self._contract, A_CONTRACT)
            return None
        title, number = _parts(cell)
        key = (number, "" if number else title)
        contract = self._contracts.get(key)
        if contract is None:
            contract = self._contracts[key] = WeeklyContract(number)
        contract.call(title, on or 0, row.number)
        return contract

    def _payment(self, row: Row, minutes: int | None) -> Payment | None:
        """What the row pays for, counted by its type; None where that is not known."""
        name = row.cells[self._type]
        payment = _payment_of(name)
        if not name and (minutes is not None or self._hours is None):
            name, payment = _WORK, Payment.HOURLY
        self._tally(name[:_LONGEST] or _NO_TYPE, payment is not None)
        return payment

    def _tally(self, name: str, is_known: bool) -> None:
        plain = name.casefold()
        if len(self._types) >= _MOST and plain not in self._types and not is_known:
            name = plain = _REST
        before = self._types.get(plain, (name, 0, is_known))
        self._types[plain] = min(before[0], name), before[1] + 1, is_known


@lru_cache(maxsize=1024)
def _parts(cell: str) -> tuple[str, str]:
    """The title and the number in a cell of contracts; "" where there is no number."""
    found = _CONTRACT.fullmatch(cell)
    return (found[1], found[2]) if found else (cell, "")


@lru_cache(maxsize=256)
def _payment_of(name: str) -> Payment | None:
    return _TYPES.get(" ".join(name.replace("-", " ").split()).casefold())
