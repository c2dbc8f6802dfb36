"""One contract of a weekly summary, added up by the day while rows go by."""

from enum import IntEnum, auto

from advisor.facts.exports.model import Contract, Key, Money, Strength, Told
from advisor.facts.sources import Origin
from advisor.playbook.quantities import iso_date


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

    def _facts(self, file: str) -> list[Told]:
        """Hours make a contract an hourly one, whatever fixed sums were paid on it besides."""
        facts: list[Told] = []
        kinds = (Payment.HOURLY, "hourly"), (Payment.FIXED, "fixed")
        for payment, word in kinds:
            if payment in self._kinds and not facts:
                facts.append(Told("kind", word, Origin(file, f"row {self._kinds[payment]}")))
        for field, last in (("last_activity", self._active), ("last_payment", self._paid)):
            if last is not None:
                day = iso_date(last[0])
                facts.append(Told(field, day, Origin(file, f"row {last[1]}"), Strength.LATEST))
        return facts
