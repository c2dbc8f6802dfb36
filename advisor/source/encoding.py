"""Bytes to text: UTF-8 alone, with a word on what other bytes look like."""

from advisor.source.characters import position
from advisor.source.diagnostic import Diagnostic
from advisor.source.location import Location

# First bytes, what they look like, and what to try.
_FORMATS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "unpack it, or save the document as plain text"),
    (b"PK\x05\x06", "an empty ZIP archive", "give a text file"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"%PDF-", "a PDF document", "save its text as a plain text file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "save the document as plain text"),
    (b"\x89PNG\r\n", "a PNG image", "give a text file"),
    (b"\xff\xd8\xff", "a JPEG image", "give a text file"),
    (b"GIF8", "a GIF image", "give a text file"),
    (b"SQLite format 3\x00", "an SQLite database", "export what you need as text"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
)
_UTF8_HINT = "save the file as UTF-8"


def decode(content: bytes, file: str) -> tuple[str, Diagnostic | None]:
    """The text of UTF-8 bytes, without a byte order mark; or "" and the reason why there is none."""
    if problem := other_format(content, file):
        return "", problem
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return "", _not_utf8(content, error, file)


def other_format(content: bytes, file: str) -> Diagnostic | None:
    """What bytes look like that are no UTF-8 text from the first one on; a file's beginning is enough."""
    start = Location(file, 1, 1)
    for magic, looks_like, hint in _FORMATS:
        if content.startswith(magic):
            return Diagnostic("file-format", start, f"the file looks like {looks_like}, not like text", hint)
    if wide := _wide_encoding(content):
        return Diagnostic("file-encoding", start, f"the file is {wide} text; UTF-8 was expected", _UTF8_HINT)
    return None


def _wide_encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    head = content[:64]
    for zeros, letters in ((head[1::2], head[0::2]), (head[0::2], head[1::2])):
        if len(zeros) > 1 and not any(zeros) and all(letters):
            return "UTF-16"
    return ""


def _not_utf8(content: bytes, error: UnicodeDecodeError, file: str) -> Diagnostic:
    before = content[: error.start].decode("utf-8")
    location = Location(file, *position(before, len(before)))
    byte = content[error.start : error.start + 1]
    message = f"the byte 0x{byte.hex().upper()} is not UTF-8 text ({error.reason})"
    guess = byte.decode("cp1252", errors="ignore")
    hint = (
        f'{_UTF8_HINT}; in Windows-1252 this byte is "{guess}"'
        if guess.isprintable() and guess
        else _UTF8_HINT
    )
    return Diagnostic("file-encoding", location, message, hint)
