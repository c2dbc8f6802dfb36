"""A workbook of a spreadsheet (.xlsx) as records: the sheet that holds an export, row by row.

Days have a type of their own there, so that none can be two.  Only what a sheet shows is read: no formulas,
no macros, nothing outside the file.  Entities are refused, and so is what unpacks to more than a limit.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from posixpath import join, normpath
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import ExportError
from advisor.upwork.exports.cells import YEARS, excerpt
from advisor.upwork.exports.csv_records import Row
from advisor.upwork.exports.model import Note

MAX_SHEET = 512 * 1024 * 1024  # bytes when unpacked; a sheet is read as it goes by
MAX_PART = 64 * 1024 * 1024
_CHUNK = 65536
_COLUMNS, _SHEETS = 1000, 20  # more are passed over
_LONGEST_FORMAT = 255  # characters
_DIGITS = 15  # of a number of honest size
_DATE_FORMATS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}  # those that need no code of their own
_NOT_SHOWN = re.compile(r'"[^"]{0,255}"|\\.|\[[^\[\]]{0,255}\]')
_HINT = 'open it and choose "Save as", "CSV UTF-8"; or download the CSV again'
Element = tuple[str, dict[str, str] | None, str]
"""A tag that begins, with its attributes; or one that ends, with None and the text since the last tag."""


class _Refused(Exception):
    pass


_BROKEN: tuple[type[Exception], ...] = (BadZipFile, LookupError, ValueError, ArithmeticError, RuntimeError)
_BROKEN += (EOFError, zlib.error, expat.ExpatError, _Refused)


class SheetRecords:
    """The rows of the first sheet whose header `is_ours`, else of the first one that has any.

    Raises ExportError, in which the file is called `name`, where it is no workbook that can be read.
    """

    cut = False

    def __init__(self, file: IO[bytes], name: str, is_ours: Callable[[tuple[str, ...]], bool]) -> None:
        self._name, self._width = name, 0
        self._rows: Iterator[Row] = iter(())
        self._first: Row | None = None
        self.notes: tuple[Note, ...] = ()
        try:
            book = _Book(ZipFile(file))
            sheets = [(title, rows, row) for title, rows in book.sheets() if (row := next(rows, None))]
        except _BROKEN as error:
            raise self._refusal(error) from error
        if sheets:
            chosen = next((sheet for sheet in sheets if is_ours(sheet[2].cells)), sheets[0])
            self._rows, self._first = chosen[1:]
            others = ", ".join(f'"{excerpt(title)}"' for title, *_ in sheets if title != chosen[0])
            self.notes = (Note(f"Other sheets are not looked at: {others}."),) if others else ()

    def next(self) -> Row | None:
        """The next row that is not empty, as wide as the header at least; None at the end."""
        try:
            row, self._first = self._first or next(self._rows, None), None
        except _BROKEN as error:
            raise self._refusal(error) from error
        if row is not None:
            self._width = self._width or len(row.cells)
            row = Row(row.number, row.line, row.cells + ("",) * (self._width - len(row.cells)))
        return row

    def place(self, row: Row, column: int) -> tuple[int, int]:
        """The row and the column of a cell, from 1."""
        return row.line, column + 1

    def _refusal(self, error: Exception) -> ExportError:
        is_told = isinstance(error, BadZipFile | expat.ExpatError | _Refused)
        why = excerpt(str(error)) if is_told else "a part of it is missing or wrong"
        message = f"the workbook cannot be read: {why}"
        return ExportError([Diagnostic("file-format", Location(self._name, 1, 1), message, _HINT)])


class _Book:
    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._epoch = date(1899, 12, 30).toordinal()
        self._dated: list[bool] = []  # by the number of a style
        self._texts: list[str] = []

    def sheets(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """The sheets that are shown: what they are called, and their rows."""
        targets, listed = {}, []
        for tag, found, _ in self._elements("xl/_rels/workbook.xml.rels"):
            if tag == "Relationship" and found:
                part = normpath(join("/xl", found["Target"])).lstrip("/")
                targets[found["Id"]] = part
                self._read_shared(found.get("Type", "").rpartition("/")[2], part)
        for tag, found, _ in self._elements("xl/workbook.xml"):
            if tag == "workbookPr" and found and found.get("date1904") in ("1", "true"):
                self._epoch = date(1904, 1, 1).toordinal()
            if tag == "sheet" and found and found.get("state", "visible") == "visible":
                listed.append((found["name"], targets[found["id"]]))
        for title, part in listed[:_SHEETS]:
            yield title, self._read_rows(part)

    def _read_shared(self, kind: str, part: str) -> None:
        if kind == "sharedStrings":
            self._texts = list(self._read_texts(part))
        elif kind == "styles":
            self._dated = list(self._read_styles(part))

    def _read_texts(self, part: str) -> Iterator[str]:
        text, is_sound = "", False
        for tag, found, inner in self._elements(part):
            if tag == "rPh":
                is_sound = found is not None
            elif tag == "t" and found is None and not is_sound:
                text += inner
            elif tag == "si" and found is None:
                yield text
                text = ""

    def _read_styles(self, part: str) -> Iterator[bool]:
        formats, is_cell = set(_DATE_FORMATS), False
        for tag, found, _ in self._elements(part):
            if tag == "numFmt" and found:
                shown = _NOT_SHOWN.sub("", found["formatCode"][:_LONGEST_FORMAT]).lower()
                formats |= {int(found["numFmtId"])} if "d" in shown or "y" in shown else set()
            elif tag == "cellXfs":
                is_cell = found is not None
            elif tag == "xf" and found and is_cell:
                yield int(found.get("numFmtId", "0")) in formats

    def _read_rows(self, part: str) -> Iterator[Row]:
        number, column, text, is_sound = 0, 0, "", False
        cells: dict[int, str] = {}
        cell: dict[str, str] = {}
        for tag, found, inner in self._elements(part, MAX_SHEET):
            if tag == "row" and found is not None:
                number, column, cells = int(found.get("r", number + 1)), 0, {}
            elif tag == "c" and found is not None:
                column = _column(found["r"]) if "r" in found else column + 1
                cell, text = found, ""
            elif tag == "rPh":
                is_sound = found is not None
            elif found is None and tag in ("v", "t") and not is_sound:
                text += inner
            elif tag == "c" and column <= _COLUMNS:
                cells[column] = self._shown(cell, text).strip()
            elif tag == "row" and any(cells.values()):
                last = max(column for column, shown in cells.items() if shown)
                yield Row(number, number, tuple(cells.get(column, "") for column in range(1, last + 1)))

    def _shown(self, cell: dict[str, str], text: str) -> str:
        """A cell as the export has it: days in ISO form, numbers without the noise of binary fractions."""
        kind = cell.get("t", "n")
        if kind == "s":
            return self._texts[int(text)]
        if kind != "n" or not text:
            return text
        number, style = Decimal(text), int(cell.get("s", "0"))
        if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
            return text
        if style < len(self._dated) and self._dated[style]:
            day = date.fromordinal(self._epoch + int(number))
            if day.year in YEARS:
                return day.isoformat()
        plain = f"{round(number, 9):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain

    def _elements(self, part: str, limit: int = MAX_PART) -> Iterator[Element]:
        """The tags of a part in their order, without the prefixes of their names."""
        found: list[Element] = []
        text: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def start(tag: str, attributes: dict[str, str]) -> None:
            text.clear()
            plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
            found.append((tag.rpartition(":")[2], plain, ""))

        def end(tag: str) -> None:
            found.append((tag.rpartition(":")[2], None, "".join(text)))
            text.clear()

        def refuse(*_: object) -> None:
            raise _Refused("it declares a document type")

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text.append, refuse
        size = 0
        with self._archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise _Refused(f"a part of it has more than {limit:,} bytes")
                parser.Parse(chunk)
                yield from found
                found.clear()
            parser.Parse(b"", True)
        yield from found


def _column(reference: str) -> int:
    """The number of a column, from 1: "C7" is in the third."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def archive_problem(file: IO[bytes]) -> tuple[str, str]:
    """Why a ZIP archive is no workbook that is read, and what to do; "" where it is one."""
    names: list[str] = []
    with suppress(BadZipFile, OSError, ValueError, NotImplementedError), ZipFile(file) as archive:
        names = archive.namelist()
    if "xl/workbook.xml" in names:
        return "", ""
    if any(name.startswith("xl/") or name == "content.xml" for name in names):
        return "the file is a workbook of a kind that is not read", _HINT
    if not names:
        return "the file is a ZIP archive that broke off", "download it again"
    return "the file is a ZIP archive, not a CSV", "unpack it, and import the files in it"
