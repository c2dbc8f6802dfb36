"""Advice as a page to read in a terminal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisor.advice.model import Advice
from advisor.reports.advice.view import AdviceView, Card, QuestionView, SetAsideView, advice_view
from advisor.reports.terminal.layout import PRIORITY_STYLES, Page
from advisor.reports.terminal.style import TerminalStyle

if TYPE_CHECKING:
    from advisor.advice.compare import ItemKey  # advice is shown without comparing anything

_IN = 4  # blanks before what belongs to a numbered entry
_MOST_REASONS = 3  # in brief


def advice_text(
    advice: Advice,
    look: TerminalStyle,
    *,
    who: str = "",
    top: int | None = None,
    marks: "Mapping[ItemKey, str] | None" = None,
) -> str:
    """The advice as text that ends with a line break; `who`, `top` and `marks` as for `view.advice_view`.

    A line tells how many recommendations `top` has cut.
    """
    view, page = advice_view(advice, who=who, top=top, clean=look.clean, marks=marks), Page(look)
    page.add(view.heading, style="bold")
    page.add(look.dot.join([view.day, f"playbook: {view.playbook}"]), style="dim")
    _recommended(page, view)
    if view.asides:
        page.heading("Not now, and why")
    for aside in view.asides:
        _aside(page, aside)
    if view.questions:
        page.heading("Questions that would sharpen this")
    for question in view.questions:
        _question(page, question)
    return str(page)


def _recommended(page: Page, view: AdviceView) -> None:
    if not view.cards and not view.more:
        page.blank()
        for sentence in view.summary:
            page.add(sentence)
        return
    page.heading("Do now")
    for card in view.cards:
        add_card(page, card)
    if view.more:
        page.add(f"{page.look.dots} and {view.more:,} more, less urgent.")


def add_card(page: Page, card: Card, *, in_brief: bool = False) -> None:
    """One thing to do; in brief without its sources and the lesser reasons."""
    look = page.look
    page.add(card.marked_title, mark=f"{card.rank:>{_IN - 2}}.", style="bold")
    page.add(card.urgency, _IN, style="red" if card.is_over else PRIORITY_STYLES.get(card.priority, ""))
    page.add(card.subject, _IN)
    for text in card.because[: _MOST_REASONS if in_brief else None]:
        page.add(text, _IN, mark=look.bullet)
    if card.steps:
        page.add("How", _IN, style="cyan")
    for number, step in enumerate(card.steps, start=1):
        page.add(step, _IN, mark=f"{number}.")
    page.remarks(card.weight, _IN)
    if not in_brief:
        page.remarks(card.sources, _IN, style="dim")
    if card.draft:
        page.add("Draft to make your own", _IN, style="cyan")
        page.quote(card.draft, _IN)
    if card.ladder:
        page.add(card.then, _IN, style="cyan")
    for title in card.ladder[1:]:
        page.add(title, _IN, mark=look.arrow)
    page.blank()


def _aside(page: Page, aside: SetAsideView) -> None:
    for title in aside.titles:
        page.add(title, mark=page.look.bullet)
    page.add(aside.because, 2)
    page.remarks(aside.sources, 2, style="dim")


def _question(page: Page, question: QuestionView) -> None:
    page.add(question.question, mark="?", mark_style="cyan")
    page.remarks(question.remarks, 2)
    for sentence in question.hangs:
        page.add(sentence, 2)
    page.add(question.path, 2, style="dim")
