"""A table of an export, row by row: the header by alias, and every bad row and cell named."""

import re
from collections.abc import Iterator
from typing import Protocol

from advisor.playbook.types import FieldType, speak
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.upwork.exports.cells import A_DAY, AN_AMOUNT, HOURS, cents, day, excerpt, hours, is_formula
from advisor.upwork.exports.csv_records import Row
from advisor.upwork.exports.dialect import Clues, Dialect
from advisor.upwork.exports.model import Note
from advisor.upwork.exports.problems import BadCells, FileProblems

LONGEST_CELL = 10_000  # characters
_NAMED = 3  # rows that a note names
_BLANK = re.compile(r"[\s_]+")
_MEND = "download the file again; if it is so there too, correct the row"
_BOTH = "import the file as it was downloaded, or write one of the days as 2026-11-17"


def plain_name(name: str) -> str:
    """A column's name as names are compared: without letter case, outer quotes, doubled blanks and "_"."""
    return _BLANK.sub(" ", name.replace(BYTE_ORDER_MARK, "")).strip(" \"'").casefold()


class Records(Protocol):
    """Where rows come from: `cut` is whether the file ended without a line end, `notes` are on the file."""

    cut: bool
    notes: tuple[Note, ...]

    def next(self) -> Row | None:
        """The next row that can be understood; None at the end."""

    def place(self, row: Row, column: int) -> tuple[int, int]:
        """Line and column of a cell."""


class Table:
    """Records with a header, written in some dialect.  Raises ExportError without a header.

    `problems` call the file by its path, origins call it `short`.  Problems are collected: `rows` raises
    those of the header before the first row, and those of rows after the last one.
    """

    def __init__(
        self,
        records: Records,
        problems: FileProblems,
        short: str = "",
        dialect: Dialect | None = None,
        clues: Clues | None = None,
    ) -> None:
        self.problems, self.short = problems, short or problems.file
        self._dialect, self._clues = dialect or Dialect(), clues or Clues()
        self._bad = BadCells(self.problems)
        self.count = 0  # the whole rows that were read so far
        self._last = 0  # the number of the last one
        self._records = records
        header = self._records.next()
        if header is None:
            self.problems.check()
            self.problems.add("export-empty", (1, 1), "the file is empty", "download it again")
        self.problems.check()
        assert header is not None
        self.header = header.cells
        self._header_place, self._header_row = (header.line, 1), header.number
        self._names = [plain_name(name) for name in self.header]
        self._longest = self.header.index(max(self.header, key=len, default=""))
        self._asked: set[int] = set()
        self._needed = len(self.header)  # the last column that is needed; beyond all while none is
        self._formulas: dict[int, tuple[int, list[int]]] = {}

    def column(self, *aliases: str) -> int | None:
        """The index of the first of these columns that is there; one that stands twice is a problem."""
        for alias in aliases:
            indexes = [index for index, name in enumerate(self._names) if name == plain_name(alias)]
            if len(indexes) > 1:
                message = f'the column "{self._title(indexes[0])}" stands twice'
                self._refuse_header(message, "download the file again, or delete the column that is too much")
            if indexes:
                self._asked.update(indexes)
                return indexes[0]
        return None

    def need(self, *aliases: str) -> int:
        """As `column`; where there is none, a problem that `rows` raises, and -1."""
        index = self.column(*aliases)
        if index is not None:
            self._needed = index if len(self.header) == self._needed else max(index, self._needed)
            return index
        columns = ", ".join(excerpt(name) for name in self.header)
        message = f'there is no column "{aliases[0]}"; the columns are {columns}'
        self._refuse_header(message, "download the file again with all columns")
        return -1

    def rows(self) -> Iterator[Row]:
        """Every good row, and after them all problems at once, as ExportError."""
        self.problems.check()
        while (row := self._records.next()) is not None:
            self._last = row.number
            fitted = row if len(row.cells) == len(self.header) else self._fitted(row)
            if fitted is not None and self._is_short(fitted):
                self.count += 1
                yield fitted
        self._bad.report()
        self.problems.check()

    def is_header(self, row: Row) -> bool:
        """Whether the header stands here again, as if two files were put one behind the other."""
        if row.cells[self._longest] != self.header[self._longest]:
            return False
        return [plain_name(cell) for cell in row.cells] == self._names

    def day(self, row: Row, column: int) -> int | None:
        """A cell as a day; None, with a problem, where it is empty or can be none, or two."""
        value = day(row.cells[column], self._dialect.first)
        if value is None:
            self._clues.saw_day(row.cells[column])
            self._refuse_day(row, column)
        return value

    def cents(self, row: Row, column: int) -> int | None:
        """A cell as an amount, as `day`."""
        cell, comma = row.cells[column], self._dialect.comma
        value = cents(cell, comma)
        if value is None or not (self._clues.points or comma):
            self._clues.saw_number(value, cents(cell, not comma))
        if value is None:
            self.refuse(row, column, AN_AMOUNT)
        return value

    def hours(self, row: Row, column: int) -> int | None:
        """A cell as hours, in minutes, as `day`."""
        cell, comma = row.cells[column], self._dialect.comma
        value = hours(cell, comma)
        if value is None:
            self._clues.saw_number(value, hours(cell, not comma))
            self.refuse(row, column, HOURS)
        return value

    def text(self, row: Row, column: int) -> str:
        """A cell as text; one that looks like a formula is kept as it is, and `notes` name its row."""
        cell = row.cells[column]
        if is_formula(cell):
            count, named = self._formulas.get(column, (0, []))
            self._formulas[column] = count + 1, named if len(named) == _NAMED else [*named, row.number]
        return cell

    def refuse(self, row: Row, column: int, expected: str, hint: str = "") -> None:
        """Record that a cell does not hold what it should; `expected` as in "an amount such as 12.50"."""
        cell = row.cells[column]
        content = f'"{excerpt(cell)}"' if cell else "nothing"
        place = (row.line, 1) if self._bad.is_known(column, cell) else self._place(row, column)
        message = f'row {row.number}: the column "{self._title(column)}" holds {content}'
        tail = expected if hint else f"{expected} was expected"
        self._bad.add(column, cell, place, message, tail=tail, hint=hint)

    def _refuse_day(self, row: Row, column: int) -> None:
        cell = row.cells[column]
        days = [found for first in ("day", "month") if (found := day(cell, first)) is not None]
        if len(set(days)) < 2:
            self.refuse(row, column, A_DAY)
            return
        one, other = (speak(found, FieldType.DATE) for found in days)
        both = f"it may be {one} or {other}, and no other day there tells which"
        self.refuse(row, column, both, _BOTH)

    def notes(self) -> tuple[Note, ...]:
        """What is worth telling once all rows are read: columns not looked at, formulas, a broken end."""
        notes = []
        for column, (count, named) in sorted(self._formulas.items()):
            are = (
                "1 cell looks like a formula and is"
                if count == 1
                else f"{count:,} cells look like formulas and are"
            )
            more = f" and {count - len(named):,} more" if count > len(named) else ""
            place = f"{'row' if count == 1 else 'rows'} {', '.join(map(str, named))}{more}"
            notes.append(Note(f'In the column "{self._title(column)}" {are} kept as text.', place))
        unread = [name for index, name in enumerate(self.header) if index not in self._asked and name]
        if unread:
            names = ", ".join(f'"{excerpt(name)}"' for name in unread)
            noun = "column is" if len(unread) == 1 else "columns are"
            notes.append(Note(f"{len(unread)} {noun} not looked at: {names}.", f"row {self._header_row}"))
        if self._records.cut and self.count:
            text = "The last row has no line end: if the download broke off, its last cell may be cut short."
            notes.append(Note(text, f"row {self._last}"))
        return (*notes, *self._dialect.notes(), *self._records.notes)

    def _fitted(self, row: Row) -> Row | None:
        """The row as wide as the header, where only empty cells are missing or too many; else a problem.

        Spreadsheets leave the last ones of a row out where they are empty for many rows.
        """
        width, found = len(self.header), len(row.cells)
        if found > width and not any(row.cells[width:]):
            return Row(row.number, row.line, row.cells[:width])
        if self._needed < found < width and not self._records.cut:
            return Row(row.number, row.line, row.cells + ("",) * (width - found))
        noun = "cell" if found == 1 else "cells"
        message = f"row {row.number}: it has {found:,} {noun}; {width} were expected, as in the header"
        hint = "download the file again; a file that broke off ends so" if found < width else _MEND
        self.problems.add("export-row", (row.line, 1), message, hint)
        return None

    def _is_short(self, row: Row) -> bool:
        """Whether all cells are of honest length; a problem where one is not."""
        for column, cell in enumerate(row.cells):
            if len(cell) > LONGEST_CELL:
                length = f"{len(cell):,} characters; at most {LONGEST_CELL:,} are read"
                message = f'row {row.number}: the column "{self._title(column)}" holds {length}'
                self.problems.add("export-row", self._place(row, column), message, _MEND)
                return False
        return True

    def _place(self, row: Row, column: int) -> tuple[int, int]:
        return (row.line, 1) if self.problems.is_full else self._records.place(row, column)

    def _title(self, column: int) -> str:
        return excerpt(self.header[column])

    def _refuse_header(self, message: str, hint: str) -> None:
        self.problems.add("export-column", self._header_place, f"row {self._header_row}: {message}", hint)
