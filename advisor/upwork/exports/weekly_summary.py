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
from enum import IntEnum, auto
from functools import lru_cache

from advisor.facts.provenance import Origin
from advisor.playbook.types import iso_date
from advisor.upwork.exports.cells import A_DAY, AN_AMOUNT, HOURS, cents, day, hours
from advisor.upwork.exports.model import Assertion, Contract, Export, ExportKind, Key, Money, Precedence
from advisor.upwork.exports.table import Row, Table


class Payment(IntEnum):
    """What a row pays for: hours of work, a milestone of a fixed price, or more than was agreed."""

    HOURLY = auto()
    FIXED = auto()
    BONUS = auto()


class WeeklyContract:
    """The rows of one contract.  Memory hangs on days, not on rows; `number` is the platform's, or ""."""

    def __init__(self, number: str) -> None:
        self._number = number
        self._titled = (-1, "", 0)  # the day, the title, and the row that has it
        self._active: tuple[int, int] | None = None  # a day, and the row that tells it
        self._paid: tuple[int, int] | None = None
        self._kinds: dict[Payment, int] = {}  # and the first row that shows it
        self._days: dict[int, list[int]] = {}  # earned, refunded, rows, last row

    def call(self, title: str, day: int, row: int) -> None:
        """Take in how a row calls the contract: the newest day has the title of today."""
        self._titled = max(self._titled, (day, title, row))

    def add(self, payment: Payment, day: int, cents: int, minutes: int, row: int) -> None:
        """Take in a row; what is below 0 went back to the client."""
        if payment is not Payment.BONUS:
            self._kinds[payment] = min(row, self._kinds.get(payment, row))
        if cents > 0 or minutes:
            self._active = max(self._active or (day, row), (day, row))
        if cents > 0 and payment is not Payment.HOURLY:
            self._paid = max(self._paid or (day, row), (day, row))
        if cents:
            money = self._days.get(day)
            if money is None:
                money = self._days[day] = [0, 0, 0, 0]
            money[0 if cents > 0 else 1] += abs(cents)
            money[2] += 1
            money[3] = max(money[3], row)

    def told(self, file: str) -> Contract:
        """The contract as the summary tells it."""
        _, title, row = self._titled
        key = Key(id=self._number, title=title)
        days = tuple(Money(day, *money) for day, money in sorted(self._days.items()))
        return Contract(key, Origin(file, f"row {row}"), tuple(self._facts(file)), days)

    def _facts(self, file: str) -> list[Assertion]:
        """Hours make a contract an hourly one, whatever fixed sums were paid on it besides."""
        facts: list[Assertion] = []
        kinds = (Payment.HOURLY, "hourly"), (Payment.FIXED, "fixed")
        for payment, word in kinds:
            if payment in self._kinds and not facts:
                facts.append(Assertion("kind", word, Origin(file, f"row {self._kinds[payment]}")))
        for field, last in (("last_activity", self._active), ("last_payment", self._paid)):
            if last is not None:
                day = iso_date(last[0])
                facts.append(Assertion(field, day, Origin(file, f"row {last[1]}"), Precedence.LATEST))
        return facts


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
        return Export(
            table.short, ExportKind.WEEKLY, table.count, (), told, table.notes(), first, last, types
        )

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
