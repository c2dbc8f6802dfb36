"""A CSV export as rows, one at a time: the header by alias, and every bad row and cell named.

A row's number is the one that a spreadsheet shows: every record counts, blank ones too, and the header is
row 1 where none stands above it.  A cell may hold line breaks, so that rows and lines are two numbers.
"""

from collections.abc import Callable, Iterator
from typing import TextIO

from advisor.facts.exports.bad_cells import BadCells
from advisor.facts.exports.cells import is_formula
from advisor.facts.exports.columns import place_of_cell, plain_name
from advisor.facts.exports.model import Note
from advisor.facts.exports.problems import FileProblems
from advisor.facts.exports.records import LONGEST_CELL, Records, Row

__all__ = ["Row", "Table", "shown"]

_SHOWN = 40  # characters of a cell in a message
_NAMED = 3  # rows that a note names
_MEND = "download the file again; if it is so there too, correct the row"


class Table:
    """A CSV text with a header; the stream as `Records` wants it.

    `file` is how problems call it, `short` how origins do.  Problems are collected: `rows` raises those of
    the header before the first row, and those of rows after the last one.  Raises ExportError at once where
    no header can be read.
    """

    def __init__(self, stream: TextIO, file: str, short: str = "") -> None:
        self.file = file
        self.short = short or file
        self.problems = FileProblems(file)
        self._bad = BadCells(self.problems)
        self.count = 0  # the whole rows that were read so far
        self._records = Records(stream, self.problems)
        header = self._records.next()
        self.problems.check()
        if header is None:
            self.problems.add("export-empty", (1, 1), "the file is empty", "download it again")
            self.problems.check()
        self.header: tuple[str, ...] = header.cells if header else ()
        self._header_place = (header.line if header else 1, 1)
        self._header_row = header.number if header else 1
        self._names = [plain_name(name) for name in self.header]
        self._longest = self.header.index(max(self.header, key=len, default=""))
        self._asked: set[int] = set()
        self._formulas: dict[int, tuple[int, list[int]]] = {}

    def column(self, *aliases: str) -> int | None:
        """The index of the column with one of these names, the first of them that is there, or None.

        Names compare as in `plain_name`.  One that stands twice is a problem, as either could be meant.
        """
        for alias in aliases:
            found = [index for index, name in enumerate(self._names) if name == plain_name(alias)]
            if len(found) > 1:
                message = f'the column "{shown(self.header[found[0]])}" stands twice'
                self._refuse_header(message, "download the file again, or delete the column that is too much")
            if found:
                self._asked.update(found)
                return found[0]
        return None

    def need(self, *aliases: str) -> int:
        """As `column`; where there is none, a problem that `rows` raises, and -1."""
        found = self.column(*aliases)
        if found is not None:
            return found
        columns = ", ".join(shown(name) for name in self.header)
        message = f'there is no column "{aliases[0]}"; the columns are {columns}'
        self._refuse_header(message, "download the file again with all columns")
        return -1

    def rows(self) -> Iterator[Row]:
        """Every good row, and after them all problems at once, as ExportError."""
        self.problems.check()
        while (row := self._records.next()) is not None:
            if self._is_whole(row):
                self.count += 1
                yield row
        self._bad.tell()
        self.problems.check()

    def is_header(self, row: Row) -> bool:
        """Whether the header stands here again, as if two files were put one behind the other."""
        if row.cells[self._longest] != self.header[self._longest]:
            return False
        return [plain_name(cell) for cell in row.cells] == self._names

    def read(self, row: Row, column: int, reader: Callable[[str], int | None], expected: str) -> int | None:
        """A cell as `reader` reads it; None, with a problem, where it is empty or cannot be read."""
        value = reader(row.cells[column])
        if value is None:
            self.refuse(row, column, expected)
        return value

    def text(self, row: Row, column: int) -> str:
        """A cell as text; one that looks like a formula is kept as it is, and `notes` name its row."""
        cell = row.cells[column]
        if is_formula(cell):
            count, named = self._formulas.get(column, (0, []))
            self._formulas[column] = count + 1, named if len(named) == _NAMED else [*named, row.number]
        return cell

    def refuse(self, row: Row, column: int, expected: str) -> None:
        """Record that a cell does not hold what it should; `expected` as in "an amount such as 12.50"."""
        cell = row.cells[column]
        found = f'"{shown(cell)}"' if cell else "nothing"
        place = (row.line, 1) if self._bad.is_known(column, cell) else self._place(row, column)
        message = f'row {row.number}: the column "{shown(self.header[column])}" holds {found}'
        self._bad.add(column, cell, place, message, expected)

    def notes(self) -> tuple[Note, ...]:
        """What is worth telling once all rows are read: columns not looked at, formulas, a broken end."""
        told = [
            Note(_of_formulas(shown(self.header[column]), count), _of_rows(count, named))
            for column, (count, named) in sorted(self._formulas.items())
        ]
        unread = [name for index, name in enumerate(self.header) if index not in self._asked and name]
        if unread:
            names = ", ".join(f'"{shown(name)}"' for name in unread)
            noun = "column is" if len(unread) == 1 else "columns are"
            told.append(Note(f"{len(unread)} {noun} not looked at: {names}.", f"row {self._header_row}"))
        if self._records.cut and self.count:
            text = "The last row has no line end: if the download broke off, its last cell may be cut short."
            told.append(Note(text, f"row {self._records.number - 1}"))
        return tuple(told)

    def _is_whole(self, row: Row) -> bool:
        cells, width = len(row.cells), len(self.header)
        if cells != width:
            noun = "cell" if cells == 1 else "cells"
            message = f"row {row.number}: it has {cells:,} {noun}; {width} were expected, as in the header"
            hint = "download the file again; a file that broke off ends so" if cells < width else _MEND
            self.problems.add("export-row", (row.line, 1), message, hint)
            return False
        for column, cell in enumerate(row.cells):
            if len(cell) > LONGEST_CELL:
                name = shown(self.header[column])
                message = f'row {row.number}: the column "{name}" holds {len(cell):,} characters'
                message += f"; at most {LONGEST_CELL:,} are read"
                self.problems.add("export-row", self._place(row, column), message, _MEND)
                return False
        return True

    def _place(self, row: Row, column: int) -> tuple[int, int]:
        if row.number != self._records.number or self.problems.is_full:
            return row.line, 1
        return place_of_cell(self._records.raw, self._records.delimiter, row.line, column)

    def _refuse_header(self, message: str, hint: str) -> None:
        self.problems.add("export-column", self._header_place, f"row {self._header_row}: {message}", hint)


def shown(text: str) -> str:
    """A cell as messages show it: on one line, shortened, and without signs that nobody sees."""
    kept = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _SHOWN]).split())
    return kept if len(kept) <= _SHOWN else kept[: _SHOWN - 3].rstrip() + "..."


def _of_formulas(name: str, count: int) -> str:
    many = (
        "1 cell looks like a formula and is" if count == 1 else f"{count:,} cells look like formulas and are"
    )
    return f'In the column "{name}" {many} kept as text.'


def _of_rows(count: int, named: list[int]) -> str:
    rows = ", ".join(str(number) for number in named)
    more = f" and {count - len(named):,} more" if count > len(named) else ""
    return f"row {rows}" if count == 1 else f"rows {rows}{more}"
