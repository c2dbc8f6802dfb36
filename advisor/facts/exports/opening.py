"""Files of exports before a word of them is read: opened, measured, and held to be text.

Nothing is read whole: the first bytes tell a workbook, an archive or a saved web page from text, and the size
is asked of the system.
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BufferedReader, FileIO, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING

from advisor.source.diagnostic import Diagnostic
from advisor.source.encoding import other_format
from advisor.source.errors import ExportError
from advisor.source.files import open_regular
from advisor.source.location import Location

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

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


def size_of(path: str) -> int:
    """The size of a file in bytes; 0 where it cannot be told."""
    with suppress(OSError, ValueError):
        return os.stat(path).st_size
    return 0


class Source:
    """An open file of an export.  Raises ExportError where it cannot be opened, is no text, or is too large.

    `is_json` tells whether it begins as JSON does, or as JavaScript that gives JSON a name; `is_state`,
    whether something in its beginning looks like a state.
    """

    def __init__(self, path: str, file: str) -> None:
        self.file = file
        opened, problem = open_regular(path, file)
        if opened is None:
            raise ExportError([problem] if problem else [])
        self._raw = opened
        try:
            head = _beginning(opened)
            self.is_state = _STATE.search(head) is not None
            self.is_json = _JSON.match(_text_of(head)) is not None
            self._check(head, os.fstat(opened.fileno()).st_size)
        except BaseException:
            opened.close()
            raise

    def text(self, progress: Callable[[int], None] | None) -> TextIOWrapper:
        """The whole text from its start; who closes it closes the file.  `progress` gets the bytes so far."""
        self._raw.seek(0)
        buffered = BufferedReader(_Counted(self._raw, progress), _CHUNK)
        return TextIOWrapper(buffered, encoding="utf-8-sig", errors="surrogateescape", newline="")

    def close(self) -> None:
        """Give the file back."""
        self._raw.close()

    def _check(self, head: bytes, size: int) -> None:
        limit, kind = (MAX_JSON, "JSON") if self.is_json else (MAX_CSV, "CSV")
        if size > limit:
            message = f"the file has {size:,} bytes; of {kind} at most {limit:,} are read"
            part = "ask for fewer contracts" if self.is_json else "download fewer months"
            self._refuse("export-size", message, f"{part} at a time")
        if size <= len(head) and not _text_of(head):
            self._refuse("export-empty", "the file is empty", "download it again")
        if problem := _other_format(head, self.file):
            raise ExportError([problem])

    def _refuse(self, code: str, message: str, hint: str) -> None:
        raise ExportError([Diagnostic(code, Location(self.file, 1, 1), message, hint)])


class _Counted(RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, raw: FileIO, progress: Callable[[int], None] | None) -> None:
        self._raw = raw
        self._progress = progress
        self._count = self._told = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        count = self._raw.readinto(buffer)
        self._count += count or 0
        if self._progress is not None and (not count or self._count - self._told >= _CHUNK):
            self._told = self._count
            self._progress(self._count)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def _beginning(stream: FileIO) -> bytes:
    head = b""
    while len(head) < _HEAD and (more := stream.read(_HEAD - len(head))):
        head += more
    return head


def _text_of(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _other_format(head: bytes, file: str) -> Diagnostic | None:
    """The problem of a file that is no text, or text of a kind that no export is."""
    start = Location(file, 1, 1)
    if head.startswith(_ZIP) and any(name in head for name in _WORKBOOK):
        return Diagnostic("file-format", start, "the file is an Excel workbook, not a CSV", _AS_CSV)
    if head.startswith(_ZIP):
        hint = "unpack it, and import the files in it"
        return Diagnostic("file-format", start, "the file is a ZIP archive, not a CSV", hint)
    if head.startswith(_OLD_OFFICE):
        return Diagnostic("file-format", start, "the file is an old Excel workbook, not a CSV", _AS_CSV)
    if problem := other_format(head, file):
        is_document = problem.code == "file-format" and "unpack" not in problem.hint
        return replace(problem, hint=_DOWNLOAD) if is_document else problem
    if _WEB_PAGE.match(_text_of(head)):
        hint = "log in and download the export itself; a page that is saved holds none"
        return Diagnostic("file-format", start, "the file is a web page, perhaps one to log in", hint)
    if b"\0" in head.split(b"\n", 1)[0]:
        return Diagnostic("file-format", start, "the file is not text", "download it again")
    return None
