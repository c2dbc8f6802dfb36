"""A problem in a file, as a value: what was found, what was expected, what to try.

Not an exception: rooms collect diagnostics and report them together (see `errors` for what is raised).
"""

from collections.abc import Iterable
from enum import StrEnum

from advisor.source.corrections import CertainHint, Correction, did_you_mean
from advisor.source.record import record


@record
class Location:
    """A place in a file; line and column count from 1, columns in characters. `str` is "file:line:column"."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def __lt__(self, other: "Location") -> bool:
        """In order of file, line and column."""
        return (self.file, self.line, self.column) < (other.file, other.line, other.column)


_LONGEST_WORD = 100  # difflib is quadratic, and nobody mistypes a longer name


class Severity(StrEnum):
    """How bad a problem is: an error keeps a file from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@record
class Diagnostic:
    """One problem. `code` is stable kebab-case, registered in its room's `codes`; `hint` may be empty.

    `related` are other places that have a part in it, which the message names as well.
    """

    code: str
    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Location, ...] = ()

    @property
    def correction(self) -> Correction | None:
        """What to write at its place, where there is no doubt."""
        return self.hint.correction if isinstance(self.hint, CertainHint) else None

    def __str__(self) -> str:
        line = f"{self.location}: {self.severity}[{self.code}]: {self.message}"
        return f"{line}\n    hint: {self.hint}" if self.hint else line

    def __lt__(self, other: "Diagnostic") -> bool:
        """By place, then code, then message: the order of every report."""
        mine, theirs = (self.location, self.code, self.message), (other.location, other.code, other.message)
        return mine < theirs


def shortened(text: str, most: int, *, tight: bool = False) -> str:
    """At most so many characters of a text that a message quotes; three dots stand for the rest.

    With `tight` no blank comes before the dots.
    """
    if len(text) <= most:
        return text
    start = text[: most - 3]
    return (start.rstrip() if tight else start) + "..."


def suggest(word: str, known: Iterable[str]) -> str:
    """The closest known word as 'did you mean "x"?', or "" where none is close. Letter case is ignored."""
    words = list(known)
    close = nearest(word, words)
    return did_you_mean(word, close, words) if close else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The closest known word, or "" where none is close. Letter case is ignored."""
    from difflib import get_close_matches

    if len(word) > _LONGEST_WORD:
        return ""
    spelled = {name.lower(): name for name in known if len(name) <= _LONGEST_WORD}
    close = get_close_matches(word.lower(), sorted(spelled), n=1, cutoff=0.6)
    return spelled[close[0]] if close else ""


def suggest_key(word: str, known: Iterable[str]) -> str:
    """As `suggest`, for a key: what a comma cut off an amount ("000" of 1,000) has a hint of its own."""
    digits, _, cents = word.partition(".")
    if len(digits) == 3 and len(cents) < 3 and (digits + cents).isascii() and (digits + cents).isdigit():
        return 'put an amount with a comma in quotes here: "1,000"'
    return suggest(word, known)
