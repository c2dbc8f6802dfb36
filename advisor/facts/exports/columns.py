"""Columns of a table: how their names compare, what separates them, and where a cell stands in the file."""

import re

from advisor.source.characters import position

_BLANK = re.compile(r"[\s_]+")
_DELIMITERS = ",;\t"


def plain_name(name: str) -> str:
    """A column's name as names are compared: without letter case, outer quotes, doubled blanks and "_"."""
    return _BLANK.sub(" ", name.replace("\ufeff", "")).strip(" \"'").casefold()


def delimiter_of(line: str) -> str:
    """What separates the cells of a header: comma, semicolon or tab, whichever stands in it most often."""
    outside = re.sub('"[^"]*"', "", line)
    return max(_DELIMITERS, key=outside.count)


def place_of_cell(text: str, delimiter: str, line: int, index: int) -> tuple[int, int]:
    """Line and column of a cell in the file; `text` is its record, which starts at `line`."""
    cell = re.compile(f' *"(?:[^"]|"")*"[^{delimiter}]*|[^{delimiter}]*')
    start = 0
    for _ in range(index):
        found = cell.match(text, start)
        start = min(found.end() + 1, len(text)) if found else start
    below, column = position(text, start)
    return line + below - 1, column
