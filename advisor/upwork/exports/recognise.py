"""Which export a file is, by what stands in it, and what it holds.  A file's name is never asked."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BufferedReader, FileIO, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.encoding import other_format
from advisor.source.errors import ExportError
from advisor.source.files import open_regular, unreadable
from advisor.upwork.exports.cells import excerpt
from advisor.upwork.exports.model import Export, ExportKind, Note
from advisor.upwork.exports.table import Table, plain_name

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
# What the names of the files in a workbook begin with, which stand uncompressed in its first bytes.
_WORKBOOK = (b"[Content_Types].xml", b"docProps/", b"_rels/", b"xl/", b"opendocument.spreadsheet")
_WEB_PAGE = re.compile(rb"<(?:!doctype|html|head|body|script|!--)", re.IGNORECASE)
_JSON = re.compile(
    rb"[{\[]|//|/\*|export\s+default\b|(?:export\s+)?(?:(?:const|let|var)\s+)?[A-Za-z_$][\w.$]*\s*=\s*[{\[(]"
)
# Parts of a state, each at the beginning of a line.
_STATE = re.compile(rb"^(?:profile|contracts|clients|sources)[ \t]*:", re.MULTILINE)
_DOWNLOAD = "download the export itself, as CSV"
_AS_CSV = 'open it and choose "Save as", "CSV UTF-8"; or download the CSV again'
_WEEKLY = {"date", "hours", "amount", "payment type"}
# Columns of a transaction report that no bank and no other market place has all at once.
_OURS = {"agency", "agency team", "freelancer", "team", "client team", "ref id", "description 1"}
_OURS |= {"transaction summary", "transaction summary details"}
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
    is_json = _JSON.match(_text_of(head)) is not None
    if problem := _problem_of(head, os.fstat(file.fileno()).st_size, is_json, Location(path, 1, 1)):
        raise ExportError([problem])
    if is_json:
        from advisor.upwork.exports.json_exports import read_json

        return read_json(path, short, progress)
    from advisor.upwork.exports.transactions import read_transactions
    from advisor.upwork.exports.weekly_summary import read_weekly

    file.seek(0)
    buffered = BufferedReader(_Counted(file, progress), _CHUNK)
    with TextIOWrapper(buffered, encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        table = Table(stream, path, short)
        kind = kind_of(table.header)
        if kind is None:
            raise ExportError([_unknown(table, is_state=_STATE.search(head) is not None)])
        export = read_weekly(table) if kind is ExportKind.WEEKLY else read_transactions(table)
    return export if export.rows else replace(export, notes=(*export.notes, _NOTHING))


def _unknown(table: Table, *, is_state: bool) -> Diagnostic:
    place = Location(table.file, 1, 1)
    if is_state or table.file.lower().endswith((".yaml", ".yml")):
        hint = "name the state with -o, and the exports without it"
        return Diagnostic("export-unknown", place, "this looks like a state, and is no export", hint)
    names = [f'"{excerpt(name)}"' for name in table.header[:_COLUMNS]]
    more = f" and {len(table.header) - _COLUMNS} more" if len(table.header) > _COLUMNS else ""
    message = f"row 1: this is no export that is known here; the columns found are {', '.join(names)}{more}"
    return Diagnostic("export-unknown", place, f"{message}. {_KNOWN}", _HINT)


def kind_of(header: tuple[str, ...]) -> ExportKind | None:
    """The kind of table that has such a header, in any order; columns may be missing or more.

    A bank's table may have a date, a type and an amount as well, but none of the columns that only ours have.
    """
    names = {plain_name(name) for name in header}
    if "contract" in names and len(names & _WEEKLY) >= 2:
        return ExportKind.WEEKLY
    ours = len(names & _OURS)
    typed = bool(names & {"type", "transaction type"})
    if typed and ours and (ours > 1 or ("date" in names and names & {"amount", "amount $"})):
        return ExportKind.TRANSACTIONS
    return None


class _Counted(RawIOBase):
    """A file that counts how much of it was read."""

    def __init__(self, raw: FileIO, progress: Progress | None) -> None:
        self._raw = raw
        self._progress = progress
        self._count = self._reported = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        count = self._raw.readinto(buffer)
        self._count += count or 0
        if self._progress is not None and (not count or self._count - self._reported >= _CHUNK):
            self._reported = self._count
            self._progress(self._count)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def _text_of(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _problem_of(head: bytes, size: int, is_json: bool, start: Location) -> Diagnostic | None:
    """Why a file that begins so is no export: too large, empty, or no text of a kind that exports are."""
    limit, kind = (MAX_JSON, "JSON") if is_json else (MAX_CSV, "CSV")
    if size > limit:
        message = f"the file has {size:,} bytes; of {kind} at most {limit:,} are read"
        part = "ask for fewer contracts" if is_json else "download fewer months"
        return Diagnostic("export-size", start, message, f"{part} at a time")
    if size <= len(head) and not _text_of(head):
        return Diagnostic("export-empty", start, "the file is empty", "download it again")
    if head.startswith(_ZIP) and any(name in head for name in _WORKBOOK):
        return Diagnostic("file-format", start, "the file is an Excel workbook, not a CSV", _AS_CSV)
    if head.startswith(_ZIP):
        hint = "unpack it, and import the files in it"
        return Diagnostic("file-format", start, "the file is a ZIP archive, not a CSV", hint)
    if head.startswith(_OLD_OFFICE):
        return Diagnostic("file-format", start, "the file is an old Excel workbook, not a CSV", _AS_CSV)
    if problem := other_format(head, start.file):
        is_document = problem.code == "file-format" and "unpack" not in problem.hint
        return replace(problem, hint=_DOWNLOAD) if is_document else problem
    if _WEB_PAGE.match(_text_of(head)):
        hint = "log in and download the export itself; a page that is saved holds none"
        return Diagnostic("file-format", start, "the file is a web page, perhaps one to log in", hint)
    if b"\0" in head.split(b"\n", 1)[0]:
        return Diagnostic("file-format", start, "the file is not text", "download it again")
    return None
