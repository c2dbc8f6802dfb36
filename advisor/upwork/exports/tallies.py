"""What the rows of a table add up to while they go by: money by contract and day, and rows by their type.

Memory hangs on contracts, days and types, not on rows.
"""

from collections.abc import Iterable

from advisor.facts.provenance import Origin
from advisor.playbook.types import iso_date
from advisor.upwork.exports.model import Assertion, Contract, Key, Money, Precedence

_MOST = 100  # types that are told apart in one file
LONGEST_TYPE = 60  # characters
_THE_REST = "(further types)"


class ContractTally:
    """The rows of one contract; `kinds` are the kinds that rows show, each with the first row that does."""

    def __init__(self) -> None:
        self.kinds: dict[str, int] = {}
        self._days: dict[int, list[int]] = {}  # earned, refunded, rows, last row
        self._last: dict[str, tuple[int, int]] = {}  # by field, the last day and its row

    def add_kind(self, kind: str, row: int) -> None:
        self.kinds[kind] = min(row, self.kinds.get(kind, row))

    def add_day(self, field: str, day: int, row: int) -> None:
        """Take in that something happened on a day; `field` has the last such day."""
        self._last[field] = max(self._last.get(field, (day, row)), (day, row))

    def add_money(self, day: int, cents: int, row: int) -> None:
        """Take in a payment; what is below 0 went back to the client."""
        money = self._days.setdefault(day, [0, 0, 0, 0])
        money[0 if cents > 0 else 1] += abs(cents)
        money[2] += 1
        money[3] = max(money[3], row)

    def contract(self, key: Key, origin: Origin, kinds: Iterable[str]) -> Contract:
        """The contract, with those of these kinds that rows show."""
        facts = [
            Assertion("kind", kind, Origin(origin.file, f"row {self.kinds[kind]}"))
            for kind in kinds
            if kind in self.kinds
        ]
        for field, (day, row) in sorted(self._last.items()):
            place = Origin(origin.file, f"row {row}")
            facts.append(Assertion(field, iso_date(day), place, Precedence.LATEST))
        days = tuple(Money(day, *money) for day, money in sorted(self._days.items()))
        return Contract(key, origin, tuple(facts), days)


class RowCount:
    """How many rows there are of some sort, and the last of them."""

    def __init__(self) -> None:
        self.count = self._last = 0

    def add(self, row: int) -> None:
        self.count += 1
        self._last = max(self._last, row)

    @property
    def place(self) -> str:
        last = f"row {self._last}"
        return last if self.count == 1 else f"{self.count:,} rows, the last is {last}"


class TypeCount:
    """How many rows of each type a file has, by the first spelling in the order of letters.

    Types that matter little share one count from the hundredth on, as nobody would read more.
    """

    def __init__(self) -> None:
        self._counts: dict[str, tuple[str, int, bool]] = {}

    def add(self, key: str, name: str, *, is_known: bool, matters: bool) -> None:
        """Count a row of a type; its spellings have one key."""
        if len(self._counts) >= _MOST and key not in self._counts and not matters:
            key, name = f"{_THE_REST} {is_known}", _THE_REST
        name = name[:LONGEST_TYPE]
        first, rows, _ = self._counts.get(key, (name, 0, is_known))
        self._counts[key] = (min(first, name), rows + 1, is_known)

    def types(self) -> tuple[tuple[str, int, bool], ...]:
        """The types as an `Export` holds them, in the order of their names."""
        return tuple(sorted(self._counts.values()))
