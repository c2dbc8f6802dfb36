"""A CSV export as rows, one at a time: the header by alias, and every bad row and cell named.

A row's number is the one that a spreadsheet shows: every record counts, blank ones too, and the header is
row 1 where none stands above it.  A cell may hold line breaks, so that rows and lines are two numbers.
"""

import csv
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TextIO

from advisor.source.encoding import BYTE_ORDER_MARK, position
from advisor.source.record import record
from advisor.upwork.exports.cells import excerpt, is_formula
from advisor.upwork.exports.model import Note
from advisor.upwork.exports.problems import BadCells, FileProblems

LONGEST_CELL = 10_000  # characters
LONGEST_LINE = 1_000_000
_NAMED = 3  # rows that a note names
_BLANK = re.compile(r"[\s_]+")
_DELIMITERS = ",;\t"
# How bytes that are not UTF-8 come through `errors="surrogateescape"`.
_UNDECODED = re.compile("[\udc80-\udcff]")
_AGAIN = "download the file again"
_MEND = "download the file again; if it is so there too, correct the row"
_TOO_LONG = f"the line is longer than {LONGEST_LINE:,} characters"


def plain_name(name: str) -> str:
    """A column's name as names are compared: without letter case, outer quotes, doubled blanks and "_"."""
    return _BLANK.sub(" ", name.replace(BYTE_ORDER_MARK, "")).strip(" \"'").casefold()


def delimiter_of(line: str) -> str:
    """What separates the cells of a header: comma, semicolon or tab, whichever stands in it most often."""
    outside = re.sub('"[^"]*"', "", line)
    return max(_DELIMITERS, key=outside.count)


def place_of_cell(text: str, delimiter: str, line: int, index: int) -> tuple[int, int]:
    """Line and column of a cell in the file; `text` is its record, which starts at `line`."""
    cell = re.compile(f' *"(?:[^"]|"")*"[^{delimiter}]*|[^{delimiter}]*')
    start = 0
    for _ in range(index):
        match = cell.match(text, start)
        start = min(match.end() + 1, len(text)) if match else start
    below, column = position(text, start)
    return line + below - 1, column


@record
class Row:
    """One record: its number in a spreadsheet, the line of the file where it starts, its cells, stripped."""

    number: int
    line: int
    cells: tuple[str, ...]


class _LineTooLong(Exception):
    pass


class Records:
    """Reads a stream that was opened with `newline=""` and `errors="surrogateescape"`.

    Blank records are numbered and skipped.  A record with bad quotes ends the reading, as what follows could
    be read in two ways.  `cut` is whether the file ended without a line end and without a closing quote.
    """

    def __init__(self, stream: TextIO, problems: FileProblems) -> None:
        self.number = 0
        self.cut = False
        self._problems = problems
        self._stream = stream
        self._line = 0
        self._pulled: list[str] = []
        self._ended = False
        self._is_undecoded = False  # reported once: the whole file is of another encoding
        try:
            first = self._first()
        except _LineTooLong:
            first = ""
            self._refuse(1, 1, _TOO_LONG, _AGAIN)
        self.delimiter = delimiter_of(first)
        self._reader = csv.reader(
            self._pull(first), delimiter=self.delimiter, strict=True, skipinitialspace=True
        )

    @property
    def raw(self) -> str:
        """The text of the record that was read last, with its line ends."""
        return "".join(self._pulled)

    def next(self) -> Row | None:
        """The next good record; None at the end of what can be understood."""
        while not self._ended:
            self._pulled.clear()
            self.number += 1
            start = self._line + 1
            try:
                cells = tuple([cell.strip() for cell in next(self._reader)])
            except StopIteration:
                self._ended = True
            except (csv.Error, _LineTooLong) as error:
                self._stopped(start, error)
            else:
                if any(cells) and self._is_text(start):
                    return Row(self.number, start, cells)
        return None

    def _first(self) -> str:
        """The first line that is not blank; those before it are counted."""
        for line in self._lines():
            if line.strip(f"{BYTE_ORDER_MARK} \t\r\n"):
                return line.removeprefix(BYTE_ORDER_MARK)
            self.number += 1
            self._line += 1
        return ""

    def _lines(self) -> Iterator[str]:
        while line := self._stream.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise _LineTooLong
            self.cut = line[-1] not in '\r\n"' and not line.isspace()
            yield line

    def _pull(self, first: str) -> Iterator[str]:
        """The lines as they are handed to the reader, which takes no more than the record needs."""
        for line in chain([first] if first else [], self._lines()):
            self._line += 1
            self._pulled.append(line)
            yield line

    def _is_text(self, start: int) -> bool:
        """Whether the record is text of honest length; a problem where it is not."""
        for below, line in enumerate(self._pulled):
            if "\0" in line:
                message = "it holds a NUL, which no text does"
                return self._refuse(start + below, line.index("\0") + 1, message, _AGAIN, "file-character")
            if not line.isascii() and (byte := _UNDECODED.search(line)):
                if self._is_undecoded:
                    return False
                self._is_undecoded = True
                message = f"the byte 0x{ord(byte[0]) - 0xDC00:02X} is not UTF-8 text"
                hint = f"{_AGAIN}, or save it as UTF-8"
                return self._refuse(start + below, byte.start() + 1, message, hint, "file-encoding")
        return True

    def _stopped(self, start: int, error: Exception) -> None:
        self._ended = True
        if isinstance(error, _LineTooLong):
            message, hint = _TOO_LONG, _AGAIN
        elif "unexpected end" in str(error):
            message = "the file ends in the middle: a quote opens in this row and does not close"
            hint = f"{_AGAIN}: it broke off here"
        elif "limit" in str(error):
            limit = f"{csv.field_size_limit():,} characters"
            message = f"a quote opens in this row and does not close within {limit}"
            hint = f"{_AGAIN}; what follows was not read"
        else:
            message = "a quote stands in the middle of a cell"
            hint = f"{_AGAIN}, or double the quote; what follows was not read"
        self._refuse(start, 1, message, hint)

    def _refuse(self, line: int, column: int, message: str, hint: str, code: str = "export-row") -> bool:
        self._problems.add(code, (line, column), f"row {max(self.number, 1)}: {message}", hint)
        return False


class Table:
    """A CSV text with a header; the stream as `Records` wants it.  Raises ExportError without a header.

    `file` is how problems call it, `short` how origins do.  Problems are collected: `rows` raises those of
    the header before the first row, and those of rows after the last one.
    """

    def __init__(self, stream: TextIO, file: str, short: str = "") -> None:
        self.file = file
        self.short = short or file
        self.problems = FileProblems(file)
        self._bad = BadCells(self.problems)
        self.count = 0  # the whole rows that were read so far
        self._records = Records(stream, self.problems)
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
            return index
        columns = ", ".join(excerpt(name) for name in self.header)
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
        self._bad.report()
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
        content = f'"{excerpt(cell)}"' if cell else "nothing"
        place = (row.line, 1) if self._bad.is_known(column, cell) else self._place(row, column)
        message = f'row {row.number}: the column "{self._title(column)}" holds {content}'
        self._bad.add(column, cell, place, message, expected)

    def notes(self) -> tuple[Note, ...]:
        """What is worth telling once all rows are read: columns not looked at, formulas, a broken end."""
        notes = [
            Note(_of_formulas(self._title(column), count), _of_rows(count, named))
            for column, (count, named) in sorted(self._formulas.items())
        ]
        unread = [name for index, name in enumerate(self.header) if index not in self._asked and name]
        if unread:
            names = ", ".join(f'"{excerpt(name)}"' for name in unread)
            noun = "column is" if len(unread) == 1 else "columns are"
            notes.append(Note(f"{len(unread)} {noun} not looked at: {names}.", f"row {self._header_row}"))
        if self._records.cut and self.count:
            text = "The last row has no line end: if the download broke off, its last cell may be cut short."
            notes.append(Note(text, f"row {self._records.number - 1}"))
        return tuple(notes)

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
                length = f"{len(cell):,} characters; at most {LONGEST_CELL:,} are read"
                message = f'row {row.number}: the column "{self._title(column)}" holds {length}'
                self.problems.add("export-row", self._place(row, column), message, _MEND)
                return False
        return True

    def _place(self, row: Row, column: int) -> tuple[int, int]:
        if row.number != self._records.number or self.problems.is_full:
            return row.line, 1
        return place_of_cell(self._records.raw, self._records.delimiter, row.line, column)

    def _title(self, column: int) -> str:
        return excerpt(self.header[column])

    def _refuse_header(self, message: str, hint: str) -> None:
        self.problems.add("export-column", self._header_place, f"row {self._header_row}: {message}", hint)


def _of_formulas(name: str, count: int) -> str:
    one, many = "1 cell looks like a formula and is", f"{count:,} cells look like formulas and are"
    return f'In the column "{name}" {one if count == 1 else many} kept as text.'


def _of_rows(count: int, named: list[int]) -> str:
    rows = ", ".join(str(number) for number in named)
    more = f" and {count - len(named):,} more" if count > len(named) else ""
    return f"row {rows}" if count == 1 else f"rows {rows}{more}"
