"""Weekly summaries: hours worked and payments by contract, with the platform's number of each contract.

Columns: Date, Contract (the title, with the contract's number in parentheses behind it), Hours, Amount
(before fees), Payment type.  An hourly row has hours and no payment type; the others name their type.

- A row of a type that is not known here is counted, and nothing else is made of it: it may be a fee or a tax,
  and a sum that is silently wrong is worse than one that is known to lack a row.
- The day of an hourly row is a day of work, which is paid later: it is the last activity.  Only the other
  payments are the last payment, and are activity too.
- Hours make a contract an hourly one, whatever fixed sums were paid on it besides.
- An amount below 0 counts as refunded, and is no activity.
- Two files put one behind the other are refused: rows have no number of their own, so that a second payment
  looks like the same payment in both files.
"""

import re
from functools import lru_cache

from advisor.facts.provenance import Origin
from advisor.upwork.exports.cells import A_DAY, AN_AMOUNT, HOURS, cents, day, hours
from advisor.upwork.exports.model import Export, ExportKind, Key
from advisor.upwork.exports.table import Row, Table
from advisor.upwork.exports.tallies import LONGEST_TYPE, ContractTally, TypeCount

# The number is too long to be a year: "Website (2024)" is a title.
_CONTRACT = re.compile(r"(.*?)\s*\((\d{5,20})\)", re.ASCII | re.DOTALL)
_A_CONTRACT = 'a title and a number such as "Logo for a bakery (35695275)"'
_HOURLY, _FIXED, _BONUS = "hourly", "fixed", "bonus"
_PAYMENTS = {
    "hourly": _HOURLY,
    "fixed price payment": _FIXED,
    "fixed price": _FIXED,
    "bonus": _BONUS,
}
_WORK = "Hourly"  # how rows of hours without a type are called
_NO_TYPE = "(no payment type)"
_APART = "the header stands here again, as if two files were put one behind the other"


def read_weekly(table: Table) -> Export:
    """All that a weekly summary holds.  Raises ExportError with every problem of the file."""
    reading = _Reading(table)
    for row in table.rows():
        reading.take(row)
    return reading.export()


_Title = tuple[int, str, int]
"""The newest day has the title of today: the day, the title, and the row that has it."""


class _Reading:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._day = table.need("Date")
        self._contract = table.need("Contract")
        self._amount = table.need("Amount")
        self._type = table.need("Payment type")
        self._hours = table.column("Hours")
        self._contracts: dict[tuple[str, str], tuple[_Title, ContractTally]] = {}  # by number, else by title
        self._types = TypeCount()
        self._days: set[int] = set()

    def take(self, row: Row) -> None:
        """Add a row to its contract; what cannot be read becomes a problem of the table."""
        table = self._table
        if table.is_header(row):
            hint = "import the two files as two"
            table.problems.add("export-row", (row.line, 1), f"row {row.number}: {_APART}", hint)
            return
        on = table.read(row, self._day, day, A_DAY)
        amount = table.read(row, self._amount, cents, AN_AMOUNT)
        minutes = self._minutes(row)
        contract = self._tally_of(row, on)
        payment = self._payment(row, minutes)
        if on is None or amount is None or contract is None:
            return
        self._days.add(on)
        if payment is None:
            return
        if payment != _BONUS:
            contract.add_kind(payment, row.number)
        if amount > 0 or minutes:
            contract.add_day("last_activity", on, row.number)
        if amount > 0 and payment != _HOURLY:
            contract.add_day("last_payment", on, row.number)
        if amount:
            contract.add_money(on, amount, row.number)

    def export(self) -> Export:
        table, contracts = self._table, []
        for key, ((_, title, row), tally) in sorted(self._contracts.items()):
            kind = _HOURLY if _HOURLY in tally.kinds else _FIXED
            origin = Origin(table.short, f"row {row}")
            contracts.append(tally.contract(Key(id=key[0], title=title), origin, [kind]))
        first, last = min(self._days, default=None), max(self._days, default=None)
        notes, types = table.notes(), self._types.types()
        return Export(
            table.short, ExportKind.WEEKLY, table.count, (), tuple(contracts), notes, first, last, types
        )

    def _minutes(self, row: Row) -> int | None:
        if self._hours is None or not row.cells[self._hours]:
            return None
        return self._table.read(row, self._hours, hours, HOURS)

    def _tally_of(self, row: Row, on: int | None) -> ContractTally | None:
        cell = self._table.text(row, self._contract)
        if not cell:
            self._table.refuse(row, self._contract, _A_CONTRACT)
            return None
        title, number = _parts(cell)
        key, titled = (number, "" if number else title), (on or 0, title, row.number)
        before, tally = self._contracts.get(key) or (titled, ContractTally())
        self._contracts[key] = max(before, titled), tally
        return tally

    def _payment(self, row: Row, minutes: int | None) -> str | None:
        """What the row pays for, counted by its type; None where that is not known."""
        name = row.cells[self._type]
        payment = _payment_of(name)
        if not name and (minutes is not None or self._hours is None):
            name, payment = _WORK, _HOURLY
        is_known, name = payment is not None, name or _NO_TYPE
        self._types.add(name[:LONGEST_TYPE].casefold(), name, is_known=is_known, matters=is_known)
        return payment


@lru_cache(maxsize=1024)
def _parts(cell: str) -> tuple[str, str]:
    match = _CONTRACT.fullmatch(cell)
    return (match[1], match[2]) if match else (cell, "")


@lru_cache(maxsize=256)
def _payment_of(name: str) -> str | None:
    return _PAYMENTS.get(" ".join(name.replace("-", " ").split()).casefold())
