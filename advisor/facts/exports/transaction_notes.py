"""What a transaction report leaves to be said: rows that are not counted, and why a person may wonder."""

from advisor.facts.exports.model import Note
from advisor.facts.exports.table import Row, shown

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
