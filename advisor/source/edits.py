"""Texts changed in places, and left alone everywhere else."""

import re
from collections.abc import Iterable

from advisor.source.errors import AdvisorError
from advisor.source.record import record
from advisor.source.written import Shape, Written

_BREAK = re.compile(r"\r?\n")


class CannotRewrite(AdvisorError):
    """Why a text is left to its author: one reason, without a full stop."""


@record
class Edit:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits, none of which overlap; those at one place in the order given."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*parts, text[at:]))


@record
class Lines:
    """The lines of a text, found from any place in them.  Ends of lines are LF, or CR and LF."""

    text: str

    def newline(self, at: int) -> str:
        """What ends the line of a place, and so a new one below it; where nothing does, as the one above."""
        found = _BREAK.search(self.text, at) or _BREAK.search(self.text, max(self.text.rfind("\n") - 1, 0))
        return found[0] if found else "\n"

    def start(self, at: int) -> int:
        """Where the line begins."""
        return self.text.rfind("\n", 0, at) + 1

    def end(self, at: int) -> int:
        """Where the line ends, before what ends it."""
        found = _BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def next(self, at: int) -> int:
        """Where the next line begins; the end of the text, after the last one."""
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def is_first(self, at: int) -> bool:
        """Whether nothing but blanks stands before a place on its line."""
        return not self.text[self.start(at) : at].strip()


def has_comment(text: str, node: Written) -> bool:
    """Whether a comment stands between the signs of a node."""
    rest, at = "", node.start
    for each in node.walk():
        if each.shape is Shape.SCALAR:
            rest, at = rest + text[at : each.start], max(at, each.end)
            if text[each.start : each.start + 1] in ("|", ">"):
                rest += text[each.start : each.end].split("\n", maxsplit=1)[0]
    return "#" in rest + text[at : node.end]
