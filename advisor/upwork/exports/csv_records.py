"""A CSV file as records, one at a time; a record with bad quotes ends the reading.

A row's number is the one that a spreadsheet shows: every record counts, blank ones too, and the header is
row 1 where none stands above it.  A cell may hold line breaks, so that rows and lines are two numbers.
"""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from advisor.source.encoding import BYTE_ORDER_MARK, position
from advisor.source.record import record
from advisor.upwork.exports.dialect import Clues
from advisor.upwork.exports.model import Note
from advisor.upwork.exports.problems import FileProblems

LONGEST_LINE = 1_000_000
_DELIMITERS = ",;\t"
# How bytes that are not of the encoding come through `errors="surrogateescape"`.
_UNDECODED = re.compile("[\udc80-\udcff]")
_AGAIN = "download the file again"
_TOO_LONG = f"the line is longer than {LONGEST_LINE:,} characters"


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


class CsvRecords:
    """Reads a stream that was opened with `newline=""` and `errors="surrogateescape"`.

    Blank records are numbered and skipped.  A record with bad quotes ends the reading, as what follows could
    be read in two ways.  `cut` is whether the file ended without a line end and without a closing quote.
    """

    notes: tuple[Note, ...] = ()

    def __init__(self, stream: TextIO, problems: FileProblems, clues: Clues | None = None) -> None:
        self.number = 0
        self.cut = False
        self._problems = problems
        self._clues = clues or Clues()
        self._stream = stream
        self._line = 0
        self._pulled: list[str] = []
        self._ended = False
        try:
            first = self._first()
        except _LineTooLong:
            first = ""
            self._refuse(1, 1, _TOO_LONG, _AGAIN)
        self.delimiter = delimiter_of(first)
        self._reader = csv.reader(
            self._pull(first), delimiter=self.delimiter, strict=True, skipinitialspace=True
        )

    def place(self, row: Row, column: int) -> tuple[int, int]:
        """Line and column of a cell in the file; those of its row, if that was not read last."""
        if row.number != self.number:
            return row.line, 1
        return place_of_cell("".join(self._pulled), self.delimiter, row.line, column)

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
            if line.isascii():
                continue
            byte, known = _UNDECODED.search(line), self._clues.undecoded
            if byte is None:
                self._clues.decoded = True
            else:
                self._clues.undecoded = True
                if known:  # reported once: the whole file is of another encoding
                    return False
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
