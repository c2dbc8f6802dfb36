"""Transaction reports: what clients paid and took back, in every generation of the report that is known.

What a report holds of a contract, and why no more:

- Earned is what bears a type that only a client's payment for work bears: hourly, fixed price, milestone and
  bonus.  Expenses, adjustments and miscellaneous rows may be something else; they are noted and not added.
  Amounts are before fees; fees, taxes and withdrawals have rows of their own, which say nothing of contracts.
- Refunded is what a refund took, or a payment below 0.  A refund names no payment: it belongs to the client
  and the title in its own row.
- The last payment, which is the last activity too, is the day of its row.  The week that an hourly payment is
  for is not used: no report has the days of it on which work was done.
- A contract has no number here, only the client's team and, since there is a summary, a title.  Older reports
  describe a payment by its week or its milestone; neither is taken for a title.
- No balance: a report does not say whether its balance holds pending payments.

An agency's report has rows of several freelancers.  All of them are counted, and a note says so.

The words for types differ from one generation of the report to the next ("Fixed Price", "Fixed-price"), and
no list of them is published.  A word that is not listed here is passed through and counted, never an error.
"""

import re
from enum import Enum, auto
from functools import lru_cache

from advisor.facts.provenance import Origin
from advisor.upwork.exports.cells import A_DAY, AN_AMOUNT, cents, day, excerpt
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, Note
from advisor.upwork.exports.table import Row, Table
from advisor.upwork.exports.tallies import ContractTally, RowCount, TypeCount

_BETWEEN = re.compile(r"[\s_\-\u2010-\u2015]+")
_NAMED = 3  # contracts that a note names
_MOST_FREELANCERS = 1_000


class Sense(Enum):
    """What a row means for a contract."""

    HOURLY = auto()
    FIXED = auto()
    PAID = auto()  # a bonus, which does not show the kind of contract
    REFUND = auto()
    ASIDE = auto()  # about a contract, but perhaps no pay for work: an expense, a correction, "miscellaneous"
    OTHER = auto()  # between the freelancer and the platform: fees, taxes, connects, withdrawals
    UNKNOWN = auto()


_PAYMENTS = frozenset({Sense.HOURLY, Sense.FIXED, Sense.PAID})
_KINDS = {Sense.FIXED: "fixed", Sense.HOURLY: "hourly"}

_SENSES = {
    "hourly": Sense.HOURLY,
    "fixed price": Sense.FIXED,
    "milestone": Sense.FIXED,
    "bonus": Sense.PAID,
    "refund": Sense.REFUND,
    "refund to client": Sense.REFUND,
    "miscellaneous": Sense.ASIDE,
    "adjustment": Sense.ASIDE,
    "expense": Sense.ASIDE,
    "salary": Sense.ASIDE,
    "service fee": Sense.OTHER,
    "service fee refund": Sense.OTHER,
    "processing fee": Sense.OTHER,
    "payment": Sense.OTHER,
}

# Types of which more are in use than are listed anywhere, such as "VAT (KE)" or "Withdrawal Fee", by their
# first word.
_FAMILIES = frozenset(
    {"connects", "gst", "membership", "subscription", "vat", "wht", "withdrawal", "withholding"}
)


@lru_cache(maxsize=1024)
def sense_of(name: str) -> Sense:
    """What rows of this type are; letter case, blanks and hyphens make no difference."""
    plain = _plain(name)
    if plain.partition(" ")[0] in _FAMILIES:
        return Sense.OTHER
    return _SENSES.get(plain, Sense.UNKNOWN)


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return _BETWEEN.sub(" ", name).strip().casefold()


class TransactionTypes:
    """The types of the rows so far, and apart those that are about contracts and are not counted."""

    def __init__(self) -> None:
        self._all, self._aside = TypeCount(), TypeCount()

    def add(self, name: str) -> Sense:
        """Count a row of this type, and say what it is."""
        sense = sense_of(name)
        is_known, matters = sense is not Sense.UNKNOWN, sense not in (Sense.OTHER, Sense.UNKNOWN)
        self._all.add(_plain(name), name or "(no type)", is_known=is_known, matters=matters)
        if sense is Sense.ASIDE:
            self._aside.add(_plain(name), name, is_known=True, matters=True)
        return sense

    def types(self) -> tuple[tuple[str, int, bool], ...]:
        return self._all.types()

    def aside(self) -> tuple[tuple[str, int], ...]:
        """The types whose rows are about contracts and are not counted, with their rows."""
        return tuple((name, rows) for name, rows, _ in self._aside.types())


# Columns that are known and hold nothing that we ask for.  The account's name is not taken for the client, as
# nothing says whose account it is; a balance not for the freelancer's, as pending payments may be missing.
_PASSED = (
    *("Transaction summary details", "Description", "Description 1", "Description 2", "Description 3"),
    *("Entered description", "Account name", "PO", "Enhanced PO number", "AWS study name - number"),
    *("Amount in local currency", "Currency", "Payment method"),
)
_IDS = ("Transaction ID", "Ref ID")
_PASSED_ALIASES = (
    ("Agency team", "Agency"),
    ("ExchangeRate", "Exchange rate"),
    ("Current balance $", "Current balance", "Balance $", "Balance"),
)


def read_transactions(table: Table) -> Export:
    """All that a transaction report holds, or several one behind the other, which may overlap.

    Raises ExportError with every problem of the file.
    """
    reading = _Reading(table)
    for row in table.rows():
        reading.take(row)
    return reading.export()


class _Reading:
    """The report so far; its tallies are by client and title."""

    def __init__(self, table: Table) -> None:
        self._table = table
        for aliases in (*((name,) for name in _PASSED), *_PASSED_ALIASES):
            table.column(*aliases)
        self._ids = [column for name in _IDS if (column := table.column(name)) is not None]
        self._day = table.need("Date")
        self._type = table.need("Transaction type", "Type")
        self._amount = table.need("Amount $", "Amount")
        self._client = table.column("Client team", "Team")
        self._title = table.column("Transaction summary")
        self._freelancer = table.column("Freelancer")
        self._types = TransactionTypes()
        self._tallies: dict[tuple[str, str], tuple[ContractTally, RowCount]] = {}
        self._seen: set[int] = set()  # a hash of each payment that has a number
        self._days: set[int] = set()
        self._rows = 0
        self._signs: set[bool] = set()  # whether payments were above 0
        self._freelancers: set[str] = set()
        self._repeated, self._unclear = RowCount(), RowCount()

    def take(self, row: Row) -> None:
        if self._table.is_header(row):
            return
        self._rows += 1
        sense = self._types.add(row.cells[self._type])
        on = self._table.read(row, self._day, day, A_DAY)
        amount = self._amount_of(row, sense)
        if on is None or amount is None:
            return
        self._days.add(on)
        name = "" if self._freelancer is None else row.cells[self._freelancer].casefold()
        if name and len(self._freelancers) < _MOST_FREELANCERS:
            self._freelancers.add(name)
        if sense not in _PAYMENTS and sense is not Sense.REFUND:
            return
        if self._repeats(row):
            self._repeated.add(row.number)
        elif sense is Sense.REFUND and amount > 0:
            self._unclear.add(row.number)  # nobody knows to whom it went
        else:
            self._add(row, sense, on, amount)

    def export(self) -> Export:
        contracts = () if self._is_of_client() else self._contracts()
        first, last = min(self._days, default=None), max(self._days, default=None)
        notes = (*self._notes(bool(contracts)), *self._table.notes())
        file, types = self._table.short, self._types.types()
        return Export(file, ExportKind.TRANSACTIONS, self._rows, (), contracts, notes, first, last, types)

    def _contracts(self) -> tuple[Contract, ...]:
        contracts, mixed = [], set(self._mixed())
        for (client, title), (tally, rows) in sorted(self._tallies.items()):
            # Rows without a title bear both kinds, so that nobody takes them for one contract unawares.
            kinds = () if (client, title) in mixed else _KINDS.values()
            origin = Origin(self._table.short, rows.place)
            contracts.append(tally.contract(Key(client=client, title=title), origin, kinds))
        return tuple(contracts)

    def _add(self, row: Row, sense: Sense, on: int, amount: int) -> None:
        client, title = (
            "" if column is None else self._table.text(row, column) for column in (self._client, self._title)
        )
        if (client, title) not in self._tallies:
            self._tallies[client, title] = ContractTally(), RowCount()
        tally, rows = self._tallies[client, title]
        rows.add(row.number)
        if sense in _KINDS:
            tally.add_kind(_KINDS[sense], row.number)
        if amount:
            tally.add_money(on, amount, row.number)
        if sense in _PAYMENTS and amount:
            self._signs.add(amount > 0)
            if amount > 0:
                tally.add_day("last_activity", on, row.number)
                tally.add_day("last_payment", on, row.number)

    def _amount_of(self, row: Row, sense: Sense) -> int | None:
        """The row's amount; it may be missing only where nothing is made of it."""
        is_needed = sense in _PAYMENTS or sense is Sense.REFUND or row.cells[self._amount]
        return self._table.read(row, self._amount, cents, AN_AMOUNT) if is_needed else 0

    def _repeats(self, row: Row) -> bool:
        """Whether the same row came before, its number included."""
        if not any(row.cells[column] for column in self._ids):
            return False
        mark, before = hash(row.cells), len(self._seen)
        self._seen.add(mark)
        return len(self._seen) == before

    def _is_of_client(self) -> bool:
        """Whether all payments are below 0, as they are for the one who pays; refunds alone say nothing."""
        return self._signs == {False}

    def _mixed(self) -> list[tuple[str, str]]:
        """The titles with hourly and fixed-price payments, as no single contract has them; client first."""
        return sorted(key for key, (tally, _) in self._tallies.items() if key[1] and len(tally.kinds) > 1)

    def _notes(self, has_contracts: bool) -> list[Note]:
        notes = []
        if self._is_of_client():
            notes.append(Note("All payments are below 0, as in the report of a client: none is counted."))
        if self._title is None and has_contracts:
            notes.append(Note("The report does not name contracts: a payment is known by its client alone."))
        if len(self._freelancers) > 1:
            count = f"{len(self._freelancers):,} freelancers"
            notes.append(Note(f"The report has rows of {count}; all of them are counted."))
        for rows, one, several in (
            (self._repeated, "row repeats an earlier one and is", "rows repeat earlier ones and are"),
            (self._unclear, "refund is above 0 and is", "refunds are above 0 and are"),
        ):
            if rows.count:
                verb = one if rows.count == 1 else several
                notes.append(Note(f"{rows.count:,} {verb} not counted.", rows.place))
        if aside := self._types.aside():
            number = sum(rows for _, rows in aside)
            names = ", ".join(f'"{name}"' for name, _ in aside)
            rest = "row is not counted, as it need" if number == 1 else "rows are not counted, as they need"
            notes.append(Note(f"{number:,} {rest} not be pay for work: {names}."))
        mixed = self._mixed()
        if mixed and has_contracts:
            titles = ", ".join(f'"{excerpt(title)}"' for _, title in mixed[:_NAMED])
            more = f" and {len(mixed) - _NAMED:,} more" if len(mixed) > _NAMED else ""
            text = f"Hourly and fixed-price payments share one client and title: {titles}{more}."
            notes.append(Note(f"{text} They may be of several contracts, which no report tells apart."))
        return notes
