"""Problems in files as text with the line they are on, and as JSON."""

from collections.abc import Callable, Sequence

from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed
from advisor.shipped import diagnostic_page
from advisor.source.diagnostic import Diagnostic, Location, Severity

SHOWN = 50
_BEFORE, _AFTER = 60, 20  # columns of a long line shown before and from the place

LineOf = Callable[[Location], str | None]


def diagnostics_text(diagnostics: Sequence[Diagnostic], look: TerminalStyle, line_of: LineOf) -> str:
    """The first problems, each with its line, as `line_of` has it, and a caret below its place."""
    blocks = [_block(diagnostic, look, line_of) for diagnostic in diagnostics[:SHOWN]]
    more = len(diagnostics) - SHOWN
    if more > 0:
        blocks.append(f"{look.dots} and {more:,} more\n")
    return "".join(blocks)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many problems in how many files: "2 problems in 1 file"; an option, such as --set, is named."""
    named = {diagnostic.location.file for diagnostic in diagnostics}
    options = sorted(name for name in named if name.startswith("--"))
    files = listed([count(len(named) - len(options), "file")] * (named > set(options)) + options)
    warnings = sum(diagnostic.severity is Severity.WARNING for diagnostic in diagnostics)
    errors = len(diagnostics) - warnings
    if not warnings:
        return f"{count(errors, 'problem')} in {files}"
    parts = ([count(errors, "error")] if errors else []) + [count(warnings, "warning")]
    return f"{' and '.join(parts)} in {files}"


def diagnostics_json(diagnostics: Sequence[Diagnostic], pages: str, *, ascii_only: bool) -> str:
    """All problems as a JSON array, in their order; `pages` is the folder of the pages that explain codes."""
    from advisor.source.json_text import members, to_json

    problems = [
        {
            **members(diagnostic, "code", "severity"),
            **members(diagnostic.location, "file", "line", "column"),
            **members(diagnostic, "message", "hint"),
            "related": [members(place, "file", "line", "column") for place in diagnostic.related],
            "docs": f"{pages}/{_page_link(diagnostic.code)}",
        }
        for diagnostic in diagnostics
    ]
    return to_json(problems, ascii_only=ascii_only)


def _page_link(code: str) -> str:
    page, heading = diagnostic_page(code)
    return f"{page}#{heading}" if heading else page


def _block(diagnostic: Diagnostic, look: TerminalStyle, line_of: LineOf) -> str:
    style = "red" if diagnostic.severity is Severity.ERROR else "yellow"
    kind = look.paint(f"{diagnostic.severity}[{diagnostic.code}]", style)
    place = look.paint(look.clean(str(diagnostic.location)), "bold")
    text = f"{place}: {kind}: {look.clean(diagnostic.message)}\n"
    text += _excerpt(diagnostic.location, look, style, line_of)
    return text + (f"    hint: {look.clean(diagnostic.hint)}\n" if diagnostic.hint else "")


def _excerpt(location: Location, look: TerminalStyle, style: str, line_of: LineOf) -> str:
    line = line_of(location)
    if line is None or not line.strip():
        return ""
    at = min(max(location.column, 1), len(line) + 1) - 1
    start = _start(line[:at], _BEFORE, spared=len(look.dots))
    end = at + _end(line[at:], max(_BEFORE + _AFTER - cells(line[start:at]), _AFTER))
    before = (look.dots if start else "") + _blanks_kept(line[start:at], look)
    after = _blanks_kept(line[at:end], look) + (look.dots if end < len(line) else "")
    gutter = f"{location.line:>7} {look.bar} "
    below = " " * 7 + f" {look.bar} "
    caret = " " * cells(before) + look.paint("^", style)
    return f"{look.paint(gutter, 'dim')}{before}{after.rstrip()}\n{look.paint(below, 'dim')}{caret}\n"


def _start(text: str, most: int, *, spared: int) -> int:
    """Where the last `most` columns of a text begin; 0 where no more than are `spared` would be left out."""
    if cells(text) <= most + spared:
        return 0
    used, start = 0, len(text)
    while used + cells(text[start - 1]) <= most:
        start -= 1
        used += cells(text[start])
    while start < len(text) and not cells(text[start]):  # a mark over a sign that is left out
        start += 1
    return start


def _end(text: str, most: int) -> int:
    """Where the first `most` columns of a text end, the marks over their last sign included."""
    used = 0
    for end, sign in enumerate(text):
        used += cells(sign)
        if used > most:
            return end
    return len(text)


def _blanks_kept(part: str, look: TerminalStyle) -> str:
    """A part of a line, every blank kept so that the caret stays below its place."""
    return " ".join(look.clean(word) for word in part.replace("\t", " ").split(" "))
