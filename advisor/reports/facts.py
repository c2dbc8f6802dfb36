"""Facts that were written down, and what they change in the advice, in a few lines."""

from advisor.advice.compare import Comparison
from advisor.reports.compare.in_short import changed_in_short
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle


def facts_text(told: str, comparison: Comparison | None, look: TerminalStyle) -> str:
    """What became of the file (`told`, a sentence), and how the advice changes, if it was compared."""
    page = Page(look)
    page.add(look.clean(told), style="bold")
    if comparison is not None:
        changed_in_short(page, comparison)
    return str(page)


def which_text(question: str, labels: list[tuple[str, str]], look: TerminalStyle) -> str:
    """A question with numbered answers."""
    page = Page(look)
    page.add(question, mark="?", mark_style="cyan", style="bold")
    page.remarks([f"{number} {look.clean(label)}" for number, label in labels], 2, style="cyan")
    return str(page)
