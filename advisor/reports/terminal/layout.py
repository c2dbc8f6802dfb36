"""A page of text in a terminal: paragraphs, trees, and rows of a table, all wrapped within its width."""

from collections.abc import Sequence
from itertools import zip_longest

from advisor.playbook.model import Priority
from advisor.reports.terminal.style import TerminalStyle
from advisor.source.record import record


def cells(text: str) -> int:
    """How many columns the text takes on a terminal; where terminals differ, the larger number."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    wide = 0
    for sign in text:
        if sign == "\ufe0f":  # asks for the picture form of the sign before it, which is then wide
            wide += 1
        elif sign.isascii() or category(sign) not in ("Mn", "Me", "Cf"):
            wide += 2 if east_asian_width(sign) in "WF" else 1
    return wide


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at blanks; a longer word is broken inside."""
    done: list[str] = []
    line, used = "", 0
    for word in text.split():
        for piece, size in _pieces(word, width):
            if line and used + 1 + size <= width:
                line, used = f"{line} {piece}", used + 1 + size
            else:
                done += [line] if line else []
                line, used = piece, size
    done += [line] if line else []
    return done


def _pieces(word: str, width: int) -> list[tuple[str, int]]:
    """A word and its width; one that is too wide in pieces, none of which begins with an accent."""
    size = cells(word)
    if size <= width:
        return [(word, size)]
    pieces: list[tuple[str, int]] = []
    piece, used = "", 0
    for sign in word:
        size = cells(sign)
        if piece and size and used + size > width:
            pieces.append((piece, used))
            piece, used = "", 0
        piece, used = piece + sign, used + size
    return [*pieces, (piece, used)]


def cut(text: str, width: int, dots: str) -> str:
    """The text as far as it fits into so many cells, with `dots` at its end where something is missing."""
    if cells(text) <= width:
        return text
    kept, used = "", cells(dots)
    for sign in text:
        used += cells(sign)
        if used > width:
            break
        kept += sign
    return kept.rstrip() + dots


PRIORITY_STYLES = {Priority.CRITICAL: "red", Priority.HIGH: "yellow", Priority.MEDIUM: "cyan"}


class Page:
    """Collects lines that fit a style.  Text is made clean, but for `lines`; styles are those of `paint`."""

    def __init__(self, look: TerminalStyle) -> None:
        self.look = look
        self._lines: list[str] = []

    def __str__(self) -> str:
        """The page, with a line break at its end."""
        return "\n".join(self._lines).strip("\n") + "\n"

    def blank(self) -> None:
        """An empty line, unless there is one."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def add(
        self, text: str, indent: int = 0, *, mark: str = "", style: str = "", mark_style: str = ""
    ) -> None:
        """A paragraph behind `indent` blanks; a mark, such as a bullet, hangs out before its first line."""
        hang = cells(mark) + 1 if mark else 0
        wrapped = wrap(self.look.clean(text), self.look.width - indent - hang)
        for number, line in enumerate(wrapped):
            lead = mark if number == 0 and mark else " " * max(hang - 1, 0)
            lead = self.look.paint(lead, mark_style) + " " if mark else ""
            self._lines.append(" " * indent + lead + self.look.paint(line, style))

    def typed(self, lead: str, command: str) -> None:
        """A command to copy into a shell, below a lead: its line is never broken, however long it is."""
        self.add(lead, style="dim")
        self.lines(["  " + self.look.paint(command, "dim")])

    def lines(self, lines: list[str]) -> None:
        """Lines that are painted and fit already."""
        self._lines += lines

    def heading(self, text: str) -> None:
        """The title of a part, apart from what stands around it."""
        self.blank()
        self.add(text, style="green")
        self.blank()

    def remarks(self, parts: Sequence[str], indent: int, *, style: str = "") -> None:
        """Short remarks one after the other, as many on a line as fit; a longer one is wrapped."""
        row: list[str] = []
        for part in map(self.look.clean, parts):
            if row and cells(self.look.dot.join([*row, part])) > self.look.width - indent:
                self.add(self.look.dot.join(row), indent, style=style)
                row = []
            row.append(part)
        self.add(self.look.dot.join(row), indent, style=style)

    def quote(self, paragraphs: Sequence[str], indent: int) -> None:
        """A text to send, with a bar on its left; an empty paragraph is an empty line."""
        bar = " " * indent + self.look.paint(self.look.bar, "cyan")
        for paragraph in paragraphs:
            wrapped = wrap(self.look.clean(paragraph), self.look.width - indent - 2)
            self._lines += [f"{bar} {line}" for line in wrapped] or [bar]


_ROOM = 22  # cells that a branch needs; what would have less stands as far right as its parent


@record
class Branch:
    """Paragraphs, each with its style, and what hangs below them.  The text must be clean already."""

    text: tuple[tuple[str, str], ...]
    below: tuple["Branch", ...] = ()


def draw(page: Page, branches: Sequence[Branch], lead: str = "") -> None:
    """Draw branches that hang on the line before them; `lead` is what stands left of them."""
    signs = ("├ ", "│ ", "└ ") if page.look.unicode else ("+ ", "| ", "+ ")
    for branch in branches:
        is_last = branch is branches[-1]
        first, rest = lead + signs[2 if is_last else 0], lead + ("  " if is_last else signs[1])
        below = rest + (signs[1] if branch.below else "  ")
        _paragraphs(page, branch, first, below if branch.below else rest)
        deeper = rest if page.look.width - cells(rest) - 2 >= _ROOM else lead
        draw(page, branch.below, deeper)


def _paragraphs(page: Page, branch: Branch, first: str, rest: str) -> None:
    look, lead = page.look, first
    for text, style in branch.text:
        for line in wrap(text, max(look.width - cells(rest), _ROOM // 2)):
            page.lines([look.paint(lead, "dim") + look.paint(line, style)])
            lead = rest


GAP = 2


@record
class Cell:
    """A clean text with its style; `hang` is how far the lines after its first are indented.

    Styles are those of `TerminalStyle.paint`.
    """

    text: str
    style: str = ""
    hang: int = 0


def row(look: TerminalStyle, columns: Sequence[tuple[Cell, int]], indent: int) -> list[str]:
    """The lines of one row: each cell with the width of its column.

    A first cell that is too wide for its column stands on a line of its own, so that it stays in one piece.
    """
    (first, width), *others = columns
    if cells(first.text) <= width:
        return _lines(look, columns, indent)
    alone = " " * indent + look.paint(first.text, first.style)
    return [alone, *_lines(look, [(Cell(""), width), *others], indent)]


def _lines(look: TerminalStyle, columns: Sequence[tuple[Cell, int]], indent: int) -> list[str]:
    lines = []
    for parts in zip_longest(*(_wrapped(cell, width) for cell, width in columns)):
        line, gap = "", indent
        for (cell, width), part in zip(columns, parts, strict=True):
            line += "" if part is None else " " * gap + look.paint(part, cell.style)
            gap = width + GAP + (gap if part is None else -cells(part))
        lines.append(line)
    return lines or [""]


def _wrapped(cell: Cell, width: int) -> list[str]:
    text = " ".join(cell.text.split())
    first = wrap(text, width)[:1]
    rest = text[len("".join(first)) :]
    return [*first, *(" " * cell.hang + line for line in wrap(rest, width - cell.hang))]
