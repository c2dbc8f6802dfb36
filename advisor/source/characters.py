"""Which characters text may hold, and the two places where JSON and YAML differ over them."""

import re

from advisor.source.diagnostic import Diagnostic
from advisor.source.location import Location

# Raw text: what YAML allows, less the rarer line breaks (NEL, LS, PS), at which YAML starts a new line and an
# editor does not, and the byte order mark, which nobody sees.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Values may come by such characters through escapes as well; there a line break does no harm.
_FORBIDDEN_VALUE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)
_HALF_PAIR = re.compile(r"\\u[dD][89abAB]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at `index`."""
    line, start = 1, 0
    for found in _LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, found.end()
    return line, index - start + 1


def lines_of(text: str) -> list[str]:
    """The lines as YAML counts them, without their ends."""
    return _LINE_BREAK.split(text)


def check_characters(text: str, file: str) -> Diagnostic | None:
    """The first character that raw text may not hold, as a problem."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    location = Location(file, *position(text, found.start()))
    hint = "delete it: editors do not show it" if ord(found[0]) > 0x7F else "delete it; is this a text file?"
    return Diagnostic("file-character", location, f"found {_named(found[0])}", hint)


def forbidden_in_value(value: str) -> str:
    """The name of the first character that a value may not hold, or ""."""
    found = _FORBIDDEN_VALUE.search(value)
    return _named(found[0]) if found else ""


def without_forbidden(value: str) -> str:
    """The value with a blank in the place of every character that a value may not hold."""
    return _FORBIDDEN_VALUE.sub(" ", value)


def is_flow(text: str) -> bool:
    """Whether text looks like JSON: its first sign is a bracket."""
    return text.lstrip(" \t\r\n")[:1] in ("{", "[")


def join_pairs(text: str) -> str:
    r"""JSON with its escaped surrogate pairs (`\ud83d\ude00`) written out, which YAML would refuse.

    The room saved goes behind the closing quote as blanks, so that everything else stays where it was.
    """
    return _STRING.sub(_join_in_string, text) if _HALF_PAIR.search(text) else text


def hide_pairs(text: str) -> str:
    """JSON with its escaped surrogate pairs as other text of one length: for who looks at places alone."""
    return _STRING.sub(_hide_in_string, text) if _HALF_PAIR.search(text) else text


def blank_tabs(text: str) -> str:
    """JSON with blanks for the tabs outside its strings, as the slower parser wants it."""
    pieces, end = [], 0
    for found in _STRING.finditer(text):
        pieces += [text[end : found.start()].replace("\t", " "), found[0]]
        end = found.end()
    return "".join(pieces) + text[end:].replace("\t", " ")


def _join_in_string(string: "re.Match[str]") -> str:
    return _ESCAPE.sub(_join_pair, string[0]).ljust(len(string[0]))


def _hide_in_string(string: "re.Match[str]") -> str:
    return _ESCAPE.sub(lambda escape: escape[0] if escape[1] is None else "?" * len(escape[0]), string[0])


def _join_pair(escape: "re.Match[str]") -> str:
    if escape[1] is None:
        return escape[0]
    return chr(0x10000 + ((int(escape[1], 16) & 0x3FF) << 10) + (int(escape[2], 16) & 0x3FF))


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
