"""Questions with which people begin to tell, as they read in a terminal: short, for there are several."""

from advisor.advice.answers import NOT_KNOWN
from advisor.advice.asking import Asking, Given
from advisor.playbook.types import FieldType
from advisor.reports.interview import offered_answers
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import subject_label

_AS_TYPED = (FieldType.TEXT, FieldType.FLAG, FieldType.COUNT)


def intake_question_text(asking: Asking, look: TerminalStyle, *, labelled: bool = False) -> str:
    """A question, where to look, and the answers where they are a few words.

    `labelled` is whether it is told whom it is about.
    """
    page = Page(look)
    page.add(subject_label(asking.question.subject) if labelled else "", style="bold")
    page.add(asking.question.question, mark="?", mark_style="cyan", style="bold")
    page.add(f"Where to look: {asking.question.find}" if asking.question.find else "", 2, style="dim")
    if asking.form.choices:
        offered_answers(page, asking)
    return str(page)


def understood_text(given: Given, look: TerminalStyle) -> str:
    """An answer as it was understood, where that may differ from what was typed; else nothing."""
    if given.answer == NOT_KNOWN or given.answer.text is None or given.asking.form.kind in _AS_TYPED:
        return ""
    page = Page(look)
    page.add(look.clean(given.answer.spoken), 2, style="dim")
    return str(page)
