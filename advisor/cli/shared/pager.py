"""A long text on a terminal, to leaf through: with the pager that the user has chosen, or less."""

import os
import sys

from advisor.cli.shared.streams import is_terminal, write

_LESS = "FRX"  # as git has it: colours, no pager for a short text, and the text stays on the screen


def write_paged(text: str) -> None:
    """Write to standard output, through a pager where that is a terminal and the text is longer than it."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout) and _is_long(text)):
        write(text)
        return
    from click import echo_via_pager

    os.environ.setdefault("LESS", _LESS)
    echo_via_pager(text.removesuffix("\n"))


def _is_long(text: str) -> bool:
    from shutil import get_terminal_size

    return text.count("\n") >= get_terminal_size().lines
