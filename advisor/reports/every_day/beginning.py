"""How to begin, where there is no state yet."""

from collections.abc import Sequence

from advisor.reports.terminal.layout import GAP, Cell, Page, cells, row
from advisor.reports.terminal.style import TerminalStyle


def beginning_text(lead: str, commands: Sequence[tuple[str, str]], look: TerminalStyle) -> str:
    """The commands to begin with, below a sentence on why there is nothing to show."""
    page = Page(look)
    page.add(lead or "Nothing to show yet: there is no advisor.yaml here, or in a folder above.")
    page.blank()
    widest = max(cells(command) for command, _ in commands)
    for command, does in commands:
        columns = ((Cell(command, "bold"), widest), (Cell(does), look.width - 2 - widest - GAP))
        page.lines(row(look, columns, 2))
    page.blank()
    page.add("Have a file already? advisor today -f FILE shows its list. Help: advisor -h", style="dim")
    return str(page)
