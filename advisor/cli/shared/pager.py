"""A long text on a terminal, to leaf through: with the pager that the user has chosen, or less."""

import os
import shutil
import sys

from advisor.cli.shared.streams import is_terminal, write

_LESS = "FRX"  # as git has it: colours, no pager for a short text, and the text stays on the screen


def write_paged(text: str) -> None:
    """Write to standard output, through a pager where that is a terminal and the text is longer than it."""
    is_long = text.count("\n") >= shutil.get_terminal_size().lines
    if not (is_long and is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        write(text)
        return
    from click import echo_via_pager

    os.environ.setdefault("LESS", _LESS)
    echo_via_pager(text.removesuffix("\n"))
