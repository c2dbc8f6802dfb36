"""Which export a file is, by what stands in it, and what it holds.  A file's name is never asked."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BufferedReader, FileIO, TextIOWrapper
from typing import TYPE_CHECKING

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.encoding import decode, other_format, wide_encoding
from advisor.source.errors import ExportError
from advisor.source.files import open_regular, unreadable
from advisor.source.record import record
from advisor.upwork.exports.cells import excerpt
from advisor.upwork.exports.csv_records import CsvRecords
from advisor.upwork.exports.dialect import UTF_8, Clues, Dialect
from advisor.upwork.exports.model import Export, Note
from advisor.upwork.exports.problems import FileProblems
from advisor.upwork.exports.reports import kind_of, read_report
from advisor.upwork.exports.table import Records, Table

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


Progress = Callable[[int], None]
"""Gets the number of bytes read so far, once in a while."""

MAX_CSV = 256 * 1024 * 1024
MAX_JSON = 64 * 1024 * 1024
_HEAD = 4096
_CHUNK = 65536
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = re.compile(rb"<(?:!doctype|html|head|body|script|!--)", re.IGNORECASE)
_JSON = re.compile(
    rb"[{\[]|//|/\*|export\s+default\b|(?:export\s+)?(?:(?:const|let|var)\s+)?[A-Za-z_$][\w.$]*\s*=\s*[{\[(]"
)
# Parts of a state, each at the beginning of a line.
_STATE = re.compile(rb"^(?:profile|contracts|clients|sources)[ \t]*:", re.MULTILINE)
_DOWNLOAD = "download the export itself, as CSV"
_AS_CSV = 'open it and choose "Save as", ".xlsx" or "CSV UTF-8"; or download the CSV again'
_AGAIN = "download it again"
_KNOWN = (
    "A weekly summary has the columns Date, Contract, Hours, Amount, Payment type; "
    "a transaction report has Date, Transaction type, Transaction summary, Client team, Amount $ and more"
)
_HINT = "on the platform, download one of them under Reports; JSON of the API and of a profile is read too"
_NOTHING = Note("There are column names and no rows: nothing happened on the days that were chosen.")
_COLUMNS = 8  # shown of a header that is not known


def size_of(path: str) -> int:
    """The size of a file in bytes; 0 where nobody can know it."""
    with suppress(OSError, ValueError):
        return os.stat(path).st_size
    return 0


def read_export(path: str, *, short: str = "", progress: Progress | None = None) -> Export:
    """What the file at `path` holds.  Raises ExportError with all of its problems.

    `short` is how the origins of values call the file; problems call it by `path`.
    """
    opened, problem = open_regular(path, path)
    if opened is None:
        raise ExportError([problem] if problem else [])
    try:
        with opened:
            return _read(opened, path, short or path, progress)
    except OSError as error:
        raise ExportError([unreadable(path, error, path)]) from error


def _read(file: FileIO, path: str, short: str, progress: Progress | None) -> Export:
    head = b""
    while len(head) < _HEAD and (more := file.read(_HEAD - len(head))):
        head += more
    wide = wide_encoding(head)
    text = head.decode(wide, "ignore").encode() if wide else head
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    is_json = _JSON.match(text) is not None
    start, size = Location(path, 1, 1), os.fstat(file.fileno()).st_size
    problem = _size_problem(size, is_json, start) or _format_problem(file, head, text, start)
    if problem is None and wide and is_json:
        problem = other_format(head, path)
    if problem is None and size <= len(head) and not text:
        problem = Diagnostic("export-empty", start, "the file is empty", _AGAIN)
    if problem is not None:
        raise ExportError([problem])
    if is_json:
        return _json_export(file, path, short, progress)
    source = _Source(file, path, short, head)
    dialect = Dialect(wide or UTF_8)
    while True:
        clues = Clues()
        try:
            export = source.table(dialect, clues, progress)
        except ExportError:
            if (other := clues.other(dialect)) == dialect:
                raise
            dialect, progress = other, None
        else:
            return export if export.rows else replace(export, notes=(*export.notes, _NOTHING))


def _json_export(file: FileIO, path: str, short: str, progress: Progress | None) -> Export:
    from advisor.upwork.exports.json_exports import read_json

    file.seek(0)
    content = file.readall()
    if progress is not None:
        progress(len(content))
    text, problem = decode(content, path)
    if problem is not None:
        raise ExportError([problem])
    return read_json(text, path, short)


@record
class _Source:
    """A file with a table in it: how problems call it, how origins do, and how it begins."""

    file: FileIO
    path: str
    short: str
    head: bytes

    def table(self, dialect: Dialect, clues: Clues, progress: Progress | None = None) -> Export:
        """What it holds, written in this dialect; what speaks for another one is in `clues`."""
        problems = FileProblems(self.path)
        self.file.seek(0)
        records: Records
        if self.head.startswith(_ZIP):
            from advisor.upwork.exports.workbook import SheetRecords

            records = SheetRecords(self.file, self.path, lambda header: kind_of(header) is not None)
        else:
            counted = _Counted(self.file.fileno(), closefd=False)
            counted.progress = progress
            errors = "replace" if dialect.encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
            buffered = BufferedReader(counted, _CHUNK)
            stream = TextIOWrapper(buffered, encoding=dialect.encoding, errors=errors, newline="")
            records = CsvRecords(stream, problems, clues)
        table = Table(records, problems, self.short, dialect, clues)
        kind = kind_of(table.header)
        if kind is None:
            raise ExportError([self._unknown(table.header)])
        return read_report(table, kind)

    def _unknown(self, header: tuple[str, ...]) -> Diagnostic:
        place = Location(self.path, 1, 1)
        if _STATE.search(self.head) or self.path.lower().endswith((".yaml", ".yml")):
            hint = "name the state with -o, and the exports without it"
            return Diagnostic("export-unknown", place, "this looks like a state, and is no export", hint)
        names = [f'"{excerpt(name)}"' for name in header[:_COLUMNS]]
        more = f" and {len(header) - _COLUMNS} more" if len(header) > _COLUMNS else ""
        found = f"the columns found are {', '.join(names)}{more}"
        message = f"row 1: this is no export that is known here; {found}"
        return Diagnostic("export-unknown", place, f"{message}. {_KNOWN}", _HINT)


class _Counted(FileIO):
    """An open file, of which it is told once in a while how much was read."""

    progress: Progress | None = None
    _told = 0

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        count = super().readinto(buffer) or 0
        done = self.tell()
        if self.progress is not None and (not count or done - self._told >= _CHUNK):
            self._told = done
            self.progress(done)
        return count


def _size_problem(size: int, is_json: bool, start: Location) -> Diagnostic | None:
    limit, kind = (MAX_JSON, "JSON") if is_json else (MAX_CSV, "CSV")
    if size <= limit:
        return None
    message = f"the file has {size:,} bytes; of {kind} at most {limit:,} are read"
    part = "ask for fewer contracts" if is_json else "download fewer months"
    return Diagnostic("export-size", start, message, f"{part} at a time")


def _format_problem(file: FileIO, head: bytes, text: bytes, start: Location) -> Diagnostic | None:
    """Why a file that begins so is no text of a kind that exports are, nor a workbook."""
    message, hint = "", _AGAIN
    if head.startswith(_ZIP):
        from advisor.upwork.exports.workbook import archive_problem

        message, hint = archive_problem(file)
    elif head.startswith(_OLD_OFFICE):
        message, hint = "the file is an old Excel workbook, or one with a password", _AS_CSV
    elif not wide_encoding(head) and (problem := other_format(head, start.file)):
        return problem if "unpack" in problem.hint else replace(problem, hint=_DOWNLOAD)
    elif _WEB_PAGE.match(text):
        message = "the file is a web page, perhaps one to log in"
        hint = "log in and download the export itself; a page that is saved holds none"
    elif b"\0" in text.split(b"\n", 1)[0]:
        message = "the file is not text"
    return Diagnostic("file-format", start, message, hint) if message else None
