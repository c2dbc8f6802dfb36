"""Bytes to text: UTF-8 alone, with a word on what other bytes look like; and what text may hold."""

import re
from collections.abc import Callable

from advisor.source.diagnostic import Diagnostic, Location

# Raw text: what YAML allows, less the rarer line breaks (NEL, LS, PS), at which YAML starts a new line and an
# editor does not, and the byte order mark, which nobody sees.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
# Values may come by such characters through escapes as well; there a line break does no harm.
_FORBIDDEN_VALUE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"

# Of JSON alone; `re` keeps what it has compiled.
_STRING = r'(?s)"(?:[^"\\]|\\.)*"'
_ESCAPE = r"(?s)\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)"
_HALF_PAIR = r"\\u[dD][89abAB]"
_LINE_BREAK = re.compile(r"\r\n|\r|\n")

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
BYTE_ORDER_MARK = "\ufeff"  # that some editors put before the first line
_UTF8_HINT = "save the file as UTF-8"


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at `index`."""
    line, start = 1, 0
    for end in _LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, end.end()
    return line, index - start + 1


def lines_of(text: str) -> list[str]:
    """The lines as YAML counts them, without their ends."""
    return _LINE_BREAK.split(text)


def check_characters(text: str, file: str) -> Diagnostic | None:
    """The first character that raw text may not hold, as a problem."""
    is_plain = text.replace("\n", "").isprintable()  # as most texts are: what is printed is not forbidden
    match = None if is_plain else re.search(_FORBIDDEN, text)
    if match is None:
        return None
    location = Location(file, *position(text, match.start()))
    hint = "delete it: editors do not show it" if ord(match[0]) > 0x7F else "delete it; is this a text file?"
    return Diagnostic("file-character", location, f"found {_named(match[0])}", hint)


def forbidden_in_value(value: str) -> str:
    """The name of the first character that a value may not hold, or ""."""
    match = None if value.isprintable() else re.search(_FORBIDDEN_VALUE, value)
    return _named(match[0]) if match else ""


def without_forbidden(value: str) -> str:
    """The value with a blank in the place of every character that a value may not hold."""
    return re.sub(_FORBIDDEN_VALUE, " ", value)


def is_flow(text: str) -> bool:
    """Whether text looks like JSON: its first sign is a bracket."""
    return text.lstrip(" \t\r\n")[:1] in ("{", "[")


def join_pairs(text: str) -> str:
    r"""JSON with its escaped surrogate pairs (`\ud83d\ude00`) written out, which YAML would refuse.

    The room saved goes behind the closing quote as blanks, so that everything else stays where it was.
    """
    return _change_pairs(text, _character_of)


def hide_pairs(text: str) -> str:
    """JSON with its escaped surrogate pairs as other text of one length: for who looks at places alone."""
    return _change_pairs(text, lambda pair: "?" * len(pair[0]))


def _change_pairs(text: str, change: Callable[[re.Match[str]], str]) -> str:
    def changed(string: re.Match[str]) -> str:
        pieces = re.sub(_ESCAPE, lambda escape: change(escape) if escape[1] else escape[0], string[0])
        return pieces.ljust(len(string[0]))

    return re.sub(_STRING, changed, text) if re.search(_HALF_PAIR, text) else text


def _character_of(pair: re.Match[str]) -> str:
    return chr(0x10000 + ((int(pair[1], 16) & 0x3FF) << 10) + (int(pair[2], 16) & 0x3FF))


def blank_tabs(text: str) -> str:
    """JSON with blanks for the tabs outside its strings, as the slower parser wants it."""
    pieces, end = [], 0
    for string in re.finditer(_STRING, text):
        pieces += [text[end : string.start()].replace("\t", " "), string[0]]
        end = string.end()
    return "".join(pieces) + text[end:].replace("\t", " ")


def _named(character: str) -> str:
    code = ord(character)
    kind = "a control character"
    if 0xD800 <= code <= 0xDFFF:
        kind = "half of a surrogate pair"
    elif code in (0x85, 0x2028, 0x2029):
        kind = "an invisible line break"
    elif code == 0xFEFF:
        kind = "a byte order mark inside the text"
    elif code in (0xFFFE, 0xFFFF):
        kind = "not a character"
    return f"U+{code:04X}, {kind}"


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
    if wide := wide_encoding(content):
        message = f"the file is {wide[:6].upper()} text; UTF-8 was expected"
        return Diagnostic("file-encoding", start, message, _UTF8_HINT)
    return None


def wide_encoding(content: bytes) -> str:
    """The codec of text whose signs have two bytes or four each, by its beginning; "" for other text."""
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = content[:64:2], content[1:64:2]
    for zeros, letters, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(zeros) > 1 and not any(zeros) and all(letters):
            return codec
    return ""


def _not_utf8(content: bytes, error: UnicodeDecodeError, file: str) -> Diagnostic:
    before = content[: error.start].decode("utf-8")
    location = Location(file, *position(before, len(before)))
    byte = content[error.start : error.start + 1]
    message = f"the byte 0x{byte.hex().upper()} is not UTF-8 text ({error.reason})"
    guess = byte.decode("cp1252", errors="ignore")
    meant = f'; in Windows-1252 this byte is "{guess}"' if guess.isprintable() and guess else ""
    return Diagnostic("file-encoding", location, message, _UTF8_HINT + meant)
