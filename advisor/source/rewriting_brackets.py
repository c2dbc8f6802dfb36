"""Entries and items added within brackets, in the manner of those that stand there."""

import re
from collections.abc import Sequence as Several

from advisor.source.drawing import Drawer
from advisor.source.edits import Edit, Lines
from advisor.source.tree import Entry, Node
from advisor.source.written import Shape, Written

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")


class Brackets:
    """Additions to collections in brackets of one text."""

    def __init__(self, text: str, drawer: Drawer) -> None:
        self.text, self.lines, self.drawer = text, Lines(text), drawer

    def added(self, at: Written, new: Several[Entry | Node]) -> list[Edit]:
        """The edits that put new entries, or new items, behind the last one."""
        children = at.children
        if not children:
            inside = self.text.index("{" if at.shape is Shape.MAPPING else "[", at.start) + 1
            return [Edit(inside, inside, self.drawer.habits.comma.join(map(self.on_line, new)))]
        last, end = children[-2 if at.shape is Shape.MAPPING else -1], children[-1].end
        comma = self._comma(end, at.end - 1)
        own_lines = self.lines.is_first(last.start) and self.lines.start(last.start) > at.start
        if not own_lines:
            told = self.drawer.habits.comma.join(map(self.on_line, new))
            if comma is not None:
                return [Edit(comma + 1, comma + 1, " " + told)]
            return [Edit(end, end, self.drawer.habits.comma + told)]
        return self._on_lines(at, new, last, end, comma)

    def _on_lines(
        self, at: Written, new: Several[Entry | Node], last: Written, end: int, comma: int | None
    ) -> list[Edit]:
        indent, unit = self._indent(last.start), self.drawer.habits.unit
        long = self.drawer.habits.as_json and (
            at.shape is Shape.MAPPING or "\n" in self.text[last.start : end]
        )
        newline = self.lines.newline(last.start)
        parts = ["".join(newline + line for line in self._part(each, indent, unit, long)) for each in new]
        told = ",".join(parts) + ("," if comma is not None else "")
        first = [] if comma is not None else [Edit(end, end, ",")]
        behind = end if comma is None else comma + 1
        if self.lines.end(behind) < at.end - 1:
            behind = self.lines.end(behind)
        return [*first, Edit(behind, behind, told)]

    def _part(self, new: Entry | Node, indent: str, unit: str, long: bool) -> list[str]:
        if not long:
            return [indent + self.on_line(new)]
        if isinstance(new, Entry):
            first, *rest = self.drawer.entry_broken(new, indent, unit)
        else:
            first, *rest = self.drawer.broken(new, indent, unit)
        return [indent + first, *rest]

    def on_line(self, new: Entry | Node) -> str:
        return self.drawer.entry_on_line(new) if isinstance(new, Entry) else self.drawer.on_line(new)

    def _comma(self, start: int, end: int) -> int | None:
        """Where a comma stands behind the last entry already."""
        tail = _COMMENT.sub(lambda found: " " * len(found[0]), self.text[start:end])
        return start + tail.index(",") if "," in tail else None

    def _indent(self, at: int) -> str:
        line = self.text[self.lines.start(at) : at]
        return line[: len(line) - len(line.lstrip())]
