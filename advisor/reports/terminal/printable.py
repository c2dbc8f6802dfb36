"""Text that comes from a state or a playbook, made safe to show on a terminal.

Whoever writes a client's name must not be able to colour, move or reverse what the reader sees.
"""

from collections.abc import Callable

# What typographic signs become where the output cannot hold them.
_PLAIN_SIGNS = str.maketrans(
    "\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2010\u2011\u2013\u2014\u2022\u2212", '\'\'"""""------'
) | {0x2026: "..."}


def one_line(text: str) -> str:
    """The text without control characters, its white space and line breaks turned to single blanks."""
    if not text.isprintable():
        text = _without_controls(text)
    return " ".join(text.split())


def lines(text: str) -> list[str]:
    """The lines of a text without control characters; blanks at their ends are dropped."""
    return [one_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def clean_indented(line: str, clean: Callable[[str], str]) -> str:
    """A line made safe to show by `clean`, the blanks before it kept."""
    return " " * (len(line) - len(line.lstrip())) + clean(line)


def with_plain_signs(text: str) -> str:
    """Quotes, dashes and dots as they were typed before Unicode; other signs stay."""
    return text if text.isascii() else text.translate(_PLAIN_SIGNS)


def _without_controls(text: str) -> str:
    """Drop escape sequences whole, and what is invisible but acts: controls and changes of direction."""
    import re

    # Strings to the terminal (titles, links), then sequences such as colours and cursor moves, then the rest.
    text = re.sub(
        r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)", "", text
    )
    text = re.sub(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]", "", text)
    text = re.sub(r"\x1b[ -/]*[0-~]", "", text)
    text = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]", " ", text)
    text = re.sub(
        r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]", "", text
    )
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)
