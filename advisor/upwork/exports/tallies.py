"""What rows add up to while they go by: money by contract and day, and rows by their type.

Memory hangs on contracts, days and types, not on rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from types import MappingProxyType

from advisor.facts.provenance import Origin
from advisor.upwork.exports.cells import spoken_dollars
from advisor.upwork.exports.model import (
    Contract,
    Export,
    ExportKind,
    Key,
    Money,
    Note,
    RowType,
    with_days,
)
from advisor.upwork.exports.transaction_types import PAYMENTS, Sense, plain_type

Parts = tuple[str, ...]
"""The parts of a `Key`, in its order; the last ones may be missing."""

Places = Mapping[int, str]
"""Where rows stand, by their numbers, in a file that has no rows."""

_SIGNS = ("hourly", "fixed", "paid", "hours", "chargeback")
_HOURLY, _FIXED, _PAID, _HOURS, _CHARGEBACK = range(len(_SIGNS))
_KINDS = 2  # of the signs: the first row that shows one counts, of the others the last
_MOST = 100  # types that are told apart in one file
_LONGEST = 60  # characters of a type
_THE_REST = "(further types)"


class _Day:
    """The rows of a contract on a day; `shown` has the row that shows each of `_SIGNS`, 0 for none."""

    __slots__ = ("earned", "last", "refunded", "rows", "shown")

    def __init__(self) -> None:
        self.earned = self.refunded = self.rows = self.last = 0
        self.shown = [0] * len(_SIGNS)

    def show(self, sign: int, row: int) -> None:
        before = self.shown[sign]
        self.shown[sign] = min(row, before or row) if sign < _KINDS else max(row, before)


class RowCount:
    """How many rows there are of some sort, and the last of them."""

    def __init__(self) -> None:
        self.rows = self.last = 0

    def count(self, row: int) -> None:
        self.rows, self.last = self.rows + 1, max(self.last, row)

    @property
    def place(self) -> str:
        """Where they are, for an `Origin`."""
        last = f"row {self.last}"
        return last if self.rows == 1 else f"{self.rows:,} rows, the last is {last}"

    def note(self, one: str, many: str) -> list[Note]:
        """That they are not counted; none where there are none."""
        text = f"{self.rows:,} {one if self.rows == 1 else many} not counted."
        return [Note(text, self.place)] if self.rows else []


class ContractRows(RowCount):
    """The rows of one contract."""

    def __init__(self) -> None:
        super().__init__()
        self.days: dict[int, _Day] = {}
        self.titled = (0, "", 0)  # the newest day, which has the title of today, and the row that has it

    def add(self, sense: Sense, on: int, cents: int, row: int, minutes: int | None = None) -> None:
        """Take a row in; what is below 0 went back to the client.

        `minutes` are hours of work, which are paid later.
        """
        self.count(row)
        day = self.days.get(on)
        if day is None:
            day = self.days[on] = _Day()
        if sense is Sense.HOURLY:
            day.show(_HOURLY, row)
        elif sense is Sense.FIXED:
            day.show(_FIXED, row)
        if minutes or (cents > 0 and sense in PAYMENTS):
            day.show(_PAID if minutes is None else _HOURS, row)
        elif sense is Sense.CHARGEBACK and cents:
            day.show(_CHARGEBACK, row)
        if cents > 0:
            day.earned += cents
        else:
            day.refunded -= cents
        if cents:
            day.rows, day.last = day.rows + 1, max(day.last, row)

    def absorb(self, other: "ContractRows") -> None:
        """Take in the rows of another one."""
        self.rows, self.last = self.rows + other.rows, max(self.last, other.last)
        for on, theirs in other.days.items():
            day = self.days.setdefault(on, _Day())
            day.earned, day.refunded = day.earned + theirs.earned, day.refunded + theirs.refunded
            day.rows, day.last = day.rows + theirs.rows, max(day.last, theirs.last)
            for sign, row in enumerate(theirs.shown):
                if row:
                    day.show(sign, row)

    @property
    def kinds(self) -> set[str]:
        """What is paid for: "hourly" work, or a "fixed" price."""
        return {_SIGNS[kind] for day in self.days.values() for kind in range(_KINDS) if day.shown[kind]}

    def contract(self, key: Key, origin: Origin, places: Places = MappingProxyType({})) -> Contract:
        days = []
        for on, day in sorted(self.days.items()):
            signs = tuple(pair for pair in zip(_SIGNS, day.shown, strict=True) if pair[1])
            if signs or day.rows:
                place = places.get(day.last or self.last, "")
                days.append(Money(on, day.earned, day.refunded, day.rows, day.last, signs, place))
        return with_days(Contract(key, origin), tuple(days))


class TypeTally:
    """How many rows of each type a file has, and their sums, by the first spelling in the order of letters.

    Types that matter little share one count from the hundredth on, as nobody would read more.
    """

    def __init__(self) -> None:
        self._types: dict[str, tuple[str, int, Sense, int]] = {}

    def add(self, name: str, sense: Sense, cents: int) -> None:
        key, name = plain_type(name), name[:_LONGEST]
        if len(self._types) >= _MOST and key not in self._types and sense in (Sense.OTHER, Sense.UNKNOWN):
            key, name = f"{_THE_REST} {sense}", _THE_REST
        first, rows, _, total = self._types.get(key, (name, 0, sense, 0))
        self._types[key] = min(first, name), rows + 1, sense, total + cents

    def types(self) -> tuple[RowType, ...]:
        """The types as an `Export` holds them, in the order of their names."""
        all_of_them = sorted(self._types.values(), key=itemgetter(0, 1, 3))
        return tuple(
            RowType(name, rows, sense is not Sense.UNKNOWN, cents) for name, rows, sense, cents in all_of_them
        )

    def notes(self) -> list[Note]:
        """What is about contracts and not counted, with its sums."""
        types = self._types.values()
        aside = sorted((name, rows, cents) for name, rows, sense, cents in types if sense is Sense.ASIDE)
        if not aside:
            return []
        number = sum(rows for _, rows, _ in aside)
        names = ", ".join(f'"{name}" ({spoken_dollars(cents)})' for name, _, cents in aside)
        rest = "row is not counted, as it need" if number == 1 else "rows are not counted, as they need"
        return [Note(f"{number:,} {rest} not be pay for work: {names}.")]


class Ledger:
    """The rows of one kind in a file so far."""

    def __init__(self) -> None:
        self.rows = 0
        self.types = TypeTally()
        self.contracts: dict[Parts, ContractRows] = {}
        self.days: set[int] = set()
        self.freelancers: set[str] = set()
        self.places: dict[int, str] = {}
        self._signs: set[bool] = set()  # whether payments were above 0

    def rows_of(self, key: Parts) -> ContractRows:
        rows = self.contracts.get(key)
        if rows is None:
            rows = self.contracts[key] = ContractRows()
        return rows

    def add_transaction(self, key: Parts, sense: Sense, on: int, cents: int, row: int) -> None:
        """Take in a payment, or what went back."""
        if sense in PAYMENTS and cents:
            self._signs.add(cents > 0)
        self.rows_of(key).add(sense, on, cents, row)

    @property
    def is_of_client(self) -> bool:
        """Whether all payments are below 0, as they are for the one who pays; refunds alone say nothing."""
        return self._signs == {False}

    def kept(self, file: str, contracts: Iterable[tuple[Parts, ContractRows]]) -> Iterator[Contract]:
        """The contracts; who works on one tells nothing where one does all."""
        keyed: dict[Key, ContractRows] = {}
        for parts, rows in () if self.is_of_client else contracts:
            key = Key(*parts) if len(self.freelancers) > 1 else replace(Key(*parts), freelancer="")
            if keyed.setdefault(key, rows) is not rows:
                keyed[key].absorb(rows)
        for key, rows in keyed.items():
            origin = Origin(file, self.places.get(rows.last, rows.place))
            yield rows.contract(key, origin, self.places)

    def export(
        self, file: str, kind: ExportKind, contracts: tuple[Contract, ...], notes: list[Note]
    ) -> Export:
        first, last = min(self.days, default=None), max(self.days, default=None)
        types = self.types.types()
        return Export(file, kind, self.rows, (), contracts, tuple(notes), first, last, types)
