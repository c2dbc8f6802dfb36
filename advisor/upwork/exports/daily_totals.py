"""What was paid and returned on each contract, added up by the day while rows go by.

Memory hangs on contracts and days, not on rows.
"""

from advisor.facts.provenance import Origin
from advisor.playbook.types import iso_date
from advisor.upwork.exports.model import Assertion, Contract, Key, Money, Precedence
from advisor.upwork.exports.transaction_types import PAYMENTS, Sense

_KINDS = {Sense.FIXED: "fixed", Sense.HOURLY: "hourly"}


class DailyTotals:
    """The rows of one contract: days with money, the last payment, and whether it is paid by the hour."""

    def __init__(self) -> None:
        self._days: dict[int, list[int]] = {}  # earned, refunded, rows, last row
        self._kinds: dict[Sense, int] = {}  # and the first row that shows it
        self._paid: tuple[int, int] | None = None  # day and row of the last payment
        self._rows = 0
        self._last_row = 0

    def add(self, sense: Sense, day: int, cents: int, row: int) -> None:
        """Take in a payment or a refund; what is below 0 went back to the client."""
        self._rows += 1
        self._last_row = max(self._last_row, row)
        if sense in _KINDS:
            self._kinds[sense] = min(row, self._kinds.get(sense, row))
        if cents == 0:
            return
        if sense in PAYMENTS and cents > 0:
            self._paid = max(self._paid or (day, row), (day, row))
        money = self._days.setdefault(day, [0, 0, 0, 0])
        money[0 if cents > 0 else 1] += abs(cents)
        money[2] += 1
        money[3] = max(money[3], row)

    @property
    def is_mixed(self) -> bool:
        """Whether hourly and fixed-price payments stand side by side, as no single contract has them."""
        return len(self._kinds) > 1

    def contract(self, key: Key, file: str) -> Contract:
        """The contract as the export tells it.

        Where the export names no contract, both kinds are told if both are there, so that nobody takes the
        client's rows for one contract unawares.
        """
        rows = f"{self._rows:,} rows, the last is row {self._last_row}"
        place = rows if self._rows > 1 else f"row {self._last_row}"
        days = tuple(Money(day, *money) for day, money in sorted(self._days.items()))
        return Contract(key, Origin(file, place), tuple(self._facts(file, key)), days)

    def _facts(self, file: str, key: Key) -> list[Assertion]:
        facts = []
        for sense in (Sense.FIXED, Sense.HOURLY):
            if sense in self._kinds and not (self.is_mixed and key.title):
                place = Origin(file, f"row {self._kinds[sense]}")
                facts.append(Assertion("kind", _KINDS[sense], place))
        if self._paid is not None:
            day, row = self._paid
            for field in ("last_activity", "last_payment"):
                told = iso_date(day)
                facts.append(Assertion(field, told, Origin(file, f"row {row}"), Precedence.LATEST))
        return facts
