"""Rows of a table: cells side by side, each wrapped within its own width."""

from collections.abc import Sequence

from advisor.reports.look import Look
from advisor.reports.wrapping import cells, wrap
from advisor.source.record import record

GAP = 2


@record
class Cell:
    """A clean text with its style; `hang` is how far the lines after its first are indented.

    Styles are those of `Look.paint`.
    """

    text: str
    style: str = ""
    hang: int = 0


def row(look: Look, columns: Sequence[tuple[Cell, int]], indent: int) -> list[str]:
    """The lines of one row: each cell with the width of its column.

    A first cell that is too wide for its column stands on a line of its own, so that it stays in one piece.
    """
    (first, width), *others = columns
    if cells(first.text) <= width:
        return _lines(look, columns, indent)
    alone = " " * indent + look.paint(first.text, first.style)
    return [alone, *_lines(look, [(Cell(""), width), *others], indent)]


def _lines(look: Look, columns: Sequence[tuple[Cell, int]], indent: int) -> list[str]:
    wrapped = [_wrapped(cell, width) for cell, width in columns]
    lines = []
    for number in range(max(1, *map(len, wrapped))):
        line, due = "", indent
        for (cell, width), parts in zip(columns, wrapped, strict=True):
            if number < len(parts):
                line += " " * due + look.paint(parts[number], cell.style)
                due = width - cells(parts[number]) + GAP
            else:
                due += width + GAP
        lines.append(line)
    return lines


def _wrapped(cell: Cell, width: int) -> list[str]:
    text = " ".join(cell.text.split())
    first = wrap(text, width)[:1]
    rest = text[len("".join(first)) :]
    return [*first, *(" " * cell.hang + line for line in wrap(rest, width - cell.hang))]
