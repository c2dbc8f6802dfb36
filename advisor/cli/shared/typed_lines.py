"""Lines that a person types, or that come through a pipe."""

import sys

from advisor.cli.shared.streams import is_terminal, style_of, write_error
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import StateError

_LONGEST = 10_000  # characters of a line
_INPUT = "<stdin>"
PROMPT = "> "


class TypedLines:
    """Reads standard input line by line; `is_typed` is whether somebody sits at it."""

    def __init__(self) -> None:
        self.is_typed = is_terminal(sys.stdin)
        self.number = 0

    @property
    def place(self) -> Location:
        """Where the last line stands."""
        return Location(_INPUT, self.number, 1)

    def read(self, prompt: str = PROMPT) -> str | None:
        """The next line; None at the end of the input.  What comes through a pipe is shown."""
        write_error(prompt)
        try:
            line = sys.stdin.readline(_LONGEST) if sys.stdin is not None else ""
        except UnicodeDecodeError:
            where = Location(_INPUT, self.number + 1, 1)
            raise StateError([Diagnostic("file-encoding", where, "this is not UTF-8")]) from None
        except (ValueError, OSError):  # closed, or a terminal that is gone
            line = ""
        self.number += 1
        if not self.is_typed or not line:
            write_error(f"{style_of(sys.stderr).clean(line)}\n")
        return line.rstrip("\r\n") if line else None
