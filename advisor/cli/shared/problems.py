"""Problems in files, on standard error with the lines that they are on."""

import os
import sys
from collections.abc import Sequence

import click

from advisor.cli.shared.options import TEXTS
from advisor.cli.shared.streams import style_of, write_error
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.encoding import BYTE_ORDER_MARK, decode, lines_of
from advisor.source.files import MAX_BYTES, read_bytes


def show_problems(diagnostics: Sequence[Diagnostic]) -> None:
    """Write the first problems, with a line that counts them all."""
    from advisor.reports.problems.as_text import summary

    show_excerpts(diagnostics)
    write_error(f"{summary(diagnostics)}\n")


def show_excerpts(diagnostics: Sequence[Diagnostic]) -> None:
    """Write the first problems, each with its line; a text of an option is shown as a line of a file is."""
    from advisor.reports.problems.as_text import diagnostics_text

    ctx = click.get_current_context(silent=True)
    files: dict[str, list[str]] = dict(ctx.meta.get(TEXTS, {})) if ctx is not None else {}

    def line_of(location: Location) -> str | None:
        if location.file not in files:
            files[location.file] = _lines_of_file(location.file)
        lines = files[location.file]
        return lines[location.line - 1] if 0 < location.line <= len(lines) else None

    write_error(diagnostics_text(diagnostics, style_of(sys.stderr), line_of))


def _lines_of_file(path: str) -> list[str]:
    if path == "-" or path.startswith("<"):  # standard input is read already
        return []
    if os.path.islink(path):  # what it leads to may be nobody's business
        return []
    content, problem = read_bytes(path, MAX_BYTES, path)
    if problem is not None:
        return []
    text, problem = decode(content, path)
    return [] if problem is not None else lines_of(text.removeprefix(BYTE_ORDER_MARK))
