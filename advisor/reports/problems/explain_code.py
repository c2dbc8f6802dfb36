"""A page that explains a code, as terminal text.

The pages are Markdown of three kinds: headings, paragraphs and fenced blocks; of a link its text is shown.
They come with the advisor and are trusted; this is no reader for the Markdown of others.
"""

import re

from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.printable import with_plain_signs
from advisor.reports.terminal.style import TerminalStyle

_FENCE = "```"
_LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")


def page_text(markdown: str, look: TerminalStyle) -> str:
    """The page as wide as the terminal; blocks of code keep their lines, however long."""
    page = Page(look)
    paragraph: list[str] = []
    inside = False
    for line in [*(markdown if look.unicode else with_plain_signs(markdown)).splitlines(), ""]:
        ends = line.startswith(("#", _FENCE)) or not line.strip()
        if inside and not line.startswith(_FENCE):
            page.lines([_code(line, look)])
            continue
        if ends and paragraph:
            page.add(_LINK.sub(r"\1", " ".join(paragraph)), 2)
            page.blank()
            paragraph = []
        if line.startswith(_FENCE):
            inside = not inside
            if not inside:
                page.blank()
        elif line.startswith("#"):
            page.blank()
            page.add(line.lstrip("# "), style="bold")
        elif line.strip():
            paragraph.append(line.strip())
    return str(page)


def _code(line: str, look: TerminalStyle) -> str:
    return f"    {look.paint(line, 'dim' if line.startswith('#') else 'cyan')}" if line else ""
