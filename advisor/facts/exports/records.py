"""The records of a CSV text, one at a time: numbered, stripped, and each bad one named as a problem."""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from advisor.facts.exports.columns import delimiter_of
from advisor.facts.exports.problems import FileProblems
from advisor.source.record import record

LONGEST_CELL = 10_000  # characters
LONGEST_LINE = 1_000_000
# How bytes that are not UTF-8 come through `errors="surrogateescape"`.
_UNDECODED = re.compile("[\udc80-\udcff]")
_AGAIN = "download the file again"


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
    be read in two ways; every other bad one is left out.  `raw` is the text of the record read last, `cut`
    whether the file ended without a line end and without a closing quote.
    """

    def __init__(self, stream: TextIO, problems: FileProblems) -> None:
        self.number = 0
        self.cut = False
        self._problems = problems
        self._stream = stream
        self._line = 0
        self._pulled: list[str] = []
        self._ended = False
        self._is_undecoded = False  # told once: the whole file is of another encoding
        try:
            first = self._first()
        except _LineTooLong:
            first = ""
            self._refuse(1, 1, f"the line is longer than {LONGEST_LINE:,} characters", _AGAIN)
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
            if line.strip("\ufeff \t\r\n"):
                return line.removeprefix("\ufeff")
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
            if not line.isascii() and (found := _UNDECODED.search(line)):
                if self._is_undecoded:
                    return False
                self._is_undecoded = True
                message = f"the byte 0x{ord(found[0]) - 0xDC00:02X} is not UTF-8 text"
                hint = f"{_AGAIN}, or save it as UTF-8"
                return self._refuse(start + below, found.start() + 1, message, hint, "file-encoding")
        return True

    def _stopped(self, start: int, error: Exception) -> None:
        self._ended = True
        told = str(error)
        if isinstance(error, _LineTooLong):
            message, hint = f"the line is longer than {LONGEST_LINE:,} characters", _AGAIN
        elif "unexpected end" in told:
            message = "the file ends in the middle: a quote opens in this row and does not close"
            hint = f"{_AGAIN}: it broke off here"
        elif "limit" in told:
            message = (
                f"a quote opens in this row and does not close within {csv.field_size_limit():,} characters"
            )
            hint = f"{_AGAIN}; what follows was not read"
        else:
            message = "a quote stands in the middle of a cell"
            hint = f"{_AGAIN}, or double the quote; what follows was not read"
        self._refuse(start, 1, message, hint)

    def _refuse(self, line: int, column: int, message: str, hint: str, code: str = "export-row") -> bool:
        self._problems.add(code, (line, column), f"row {max(self.number, 1)}: {message}", hint)
        return False
