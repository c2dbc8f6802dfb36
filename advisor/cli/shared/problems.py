"""Problems in files, on standard error with the lines that they are on."""

import sys
from collections.abc import Sequence

import click

from advisor.cli.shared import exits
from advisor.cli.shared.options import TEXTS
from advisor.cli.shared.streams import style_of, write_error
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.encoding import decode, lines_of
from advisor.source.errors import PlaybookError, ScenarioError, SourceError
from advisor.source.files import MAX_BYTES, read_bytes


class SourceLines:
    """Lines of files by location; each file is read once, and one that cannot be read has no lines.

    Options whose texts a diagnostic can point into are taken for files, with a line for each text.
    """

    def __init__(self) -> None:
        ctx = click.get_current_context(silent=True)
        texts = ctx.meta.get(TEXTS, {}) if ctx is not None else {}
        self._files: dict[str, list[str]] = {name: list(lines) for name, lines in texts.items()}

    def __call__(self, location: Location) -> str | None:
        """The line, without its end; None where there is none to show."""
        if location.file not in self._files:
            self._files[location.file] = _lines_of_file(location.file)
        lines = self._files[location.file]
        return lines[location.line - 1] if 0 < location.line <= len(lines) else None


def show_problems(diagnostics: Sequence[Diagnostic]) -> None:
    """Write the first problems, with a line that counts them all."""
    from advisor.reports.problems.as_text import summary

    show_excerpts(diagnostics)
    write_error(f"{summary(diagnostics)}\n")


def show_excerpts(diagnostics: Sequence[Diagnostic]) -> None:
    """Write the first problems, each with its line."""
    from advisor.reports.problems.as_text import diagnostics_text

    write_error(diagnostics_text(diagnostics, style_of(sys.stderr), SourceLines()))


def exit_code_of(error: SourceError) -> int:
    """The exit code for a file that cannot be used."""
    if isinstance(error, PlaybookError):
        return exits.INVALID_PLAYBOOK
    return exits.FAILED_SCENARIOS if isinstance(error, ScenarioError) else exits.INVALID_STATE


def _lines_of_file(path: str) -> list[str]:
    if path == "-" or path.startswith("<"):  # standard input is read already
        return []
    content, problem = read_bytes(path, MAX_BYTES, path)
    if problem is not None:
        return []
    text, problem = decode(content, path)
    return [] if problem is not None else lines_of(text.removeprefix("\ufeff"))
