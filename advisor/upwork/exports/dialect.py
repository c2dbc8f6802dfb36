"""How a file writes days and amounts, as its own cells show: spreadsheets change all of a column alike.

A file is read as the platform writes it.  Where that fails, what the cells showed meanwhile tells whether
there is one other dialect in which the file makes sense; then it is read again in that.
"""

from dataclasses import dataclass

from advisor.source.record import record
from advisor.upwork.exports.cells import day
from advisor.upwork.exports.model import Note

UTF_8 = "utf-8-sig"
_CP1252 = "cp1252"


@record
class Dialect:
    """`first` is which of "day" and "month" stands first between slashes; "" where no such day is read."""

    encoding: str = UTF_8
    first: str = ""
    comma: bool = False

    def notes(self) -> tuple[Note, ...]:
        """What a reader of the import should check."""
        notes = []
        if self.encoding != UTF_8:
            name = "Windows-1252" if self.encoding == _CP1252 else self.encoding[:6].upper()
            notes.append(f"The file is {name} text, not UTF-8: see that names are right.")
        if self.first:
            example = "31/12/2026" if self.first == "day" else "12/31/2026"
            notes.append(f"Days are read with the {self.first} first, as in {example}.")
        if self.comma:
            notes.append("Amounts are read with a decimal comma, as in 12,50.")
        return tuple(Note(text) for text in notes)


@dataclass
class Clues:
    """What was seen in a file that is read in one dialect, and speaks for another one."""

    undecoded: bool = False
    decoded: bool = False  # text that is not ASCII, and makes sense
    day_first: bool = False
    month_first: bool = False
    commas: bool = False
    points: bool = False

    def saw_day(self, cell: str) -> None:
        """Take in a cell that is no day as it stands."""
        day_first, month_first = (day(cell, first) is not None for first in ("day", "month"))
        self.day_first |= day_first and not month_first
        self.month_first |= month_first and not day_first

    def saw_number(self, with_point: int | None, with_comma: int | None) -> None:
        """Take in a number as it is read with a decimal point, and with a decimal comma."""
        self.points |= with_point is not None and with_comma is None
        self.commas |= with_comma is not None and with_point is None

    def other(self, dialect: Dialect) -> Dialect:
        """The dialect in which the file makes more sense; the same one where none is shown.

        What was decided once stays, so that another one comes a few times at most.
        """
        encoding = _CP1252 if self.undecoded and not self.decoded else dialect.encoding
        first = dialect.first
        if not first and self.day_first is not self.month_first:
            first = "day" if self.day_first else "month"
        return Dialect(encoding, first, dialect.comma or (self.commas and not self.points))
