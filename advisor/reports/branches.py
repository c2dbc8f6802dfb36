"""A tree as terminal text: every branch behind the lines that lead to it."""

from collections.abc import Sequence

from advisor.reports.page import Page
from advisor.reports.wrapping import cells, wrap
from advisor.source.record import record

_ROOM = 22  # cells that a branch needs; what would have less stands as far right as its parent


@record
class Branch:
    """Paragraphs, each with its style, and what hangs below them.  The text is clean already."""

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
