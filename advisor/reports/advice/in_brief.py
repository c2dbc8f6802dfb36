"""Advice as a short page for a terminal: a line an item, the first ones in detail, and what to type next."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisor.advice.model import Advice
from advisor.playbook.model import Priority
from advisor.reports.advice.as_text import add_card, advice_text
from advisor.reports.advice.view import AdviceView, Card, advice_view
from advisor.reports.terminal.layout import PRIORITY_STYLES, Page, cells, cut
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count

if TYPE_CHECKING:
    from advisor.advice.compare import ItemKey  # advice is shown without comparing anything

_IN_DETAIL = 3  # items; what they ask for fills a day
_LEAST_ROOM = 24  # cells that a title keeps; what stands right of it gives way
_GAP = 2
_EVERYTHING = "Everything, with the sources: --full"


def advice_page(
    advice: Advice,
    look: TerminalStyle,
    *,
    who: str = "",
    top: int | None = None,
    full: bool = True,
    state: str | None = None,
    marks: "Mapping[ItemKey, str] | None" = None,
) -> str:
    """The advice as text: `full` as `advice_text` has it, else in brief.

    `state` is what commands that follow have to name, as it is typed into a shell: "" where they find it by
    themselves, None where they cannot look at it again.
    """
    if full:
        return advice_text(advice, look, who=who, top=top, marks=marks)
    view, page = advice_view(advice, who=who, top=top, clean=look.clean, marks=marks), Page(look)
    page.add(view.heading, style="bold")
    page.add(look.dot.join([view.day, f"playbook: {view.playbook}"]), style="dim")
    page.blank()
    page.lines([item_line(look, card) for card in view.cards])
    if view.more:
        page.add(f"{look.dots} and {view.more:,} more, less urgent.")
    if not view.cards:
        for sentence in view.summary:
            page.add(sentence)
    _in_detail(page, view)
    page.blank()
    _what_else(page, view)
    _what_to_type(page, view, state)
    return str(page)


def item_line(look: TerminalStyle, card: Card) -> str:
    """An item on one line: its number, "!" where it is critical, its title, the days or money at its end."""
    sign = "!" if card.priority is Priority.CRITICAL else " "
    lead, mark = f"{card.rank:>2} ", f" ({card.mark})" if card.mark else ""
    room = look.width - cells(lead) - 2
    beside = card.beside
    if room - cells(beside) - _GAP < _LEAST_ROOM:
        beside = ""
    title = cut(card.title, room - cells(mark) - (cells(beside) + _GAP if beside else 0), look.dots) + mark
    blanks = " " * (room - cells(title) - cells(beside)) if beside else ""
    urgent = look.paint(sign, PRIORITY_STYLES[Priority.CRITICAL]) if sign.strip() else sign
    return f"{lead}{urgent} {title}{blanks}{look.paint(beside, 'red' if card.is_over else '')}"


def _in_detail(page: Page, view: AdviceView) -> None:
    shown = view.cards[:_IN_DETAIL]
    if shown:
        page.heading("In detail" if len(shown) == len(view.cards) else f"The first {len(shown)} in detail")
    for card in shown:
        add_card(page, card, in_brief=True)


def _what_else(page: Page, view: AdviceView) -> None:
    """How much is not for now, and the first question."""
    aside = sum(len(each.titles) for each in view.asides)
    if aside:
        one = aside == 1
        page.add(
            f"{count(aside, 'other thing')} {'is' if one else 'are'} better not done now: --full says why."
        )
    if view.questions and view.cards:
        first = view.questions[0]
        about = f" ({first.about})" if first.about else ""
        page.add(f"{count(len(view.questions), 'answer')} would sharpen this. First: {first.question}{about}")


def _what_to_type(page: Page, view: AdviceView, state: str | None) -> None:
    """The commands that follow, and how to see everything; nothing where there is nothing to follow."""
    has_more = bool(view.cards or view.asides or view.questions)
    page.blank()
    if state is None:
        page.add(_EVERYTHING if has_more else "", style="dim")
        return
    if view.questions and state:  # `ask` takes the file by its name
        page.lines([page.look.paint(f"advisor ask {state}", "dim")])
    commands = []
    if view.cards:
        first = view.cards[0].rank
        commands += [f"show {first}", f"done {first}", f"later {view.cards[:2][-1].rank} friday"]
    commands += ["add"] if state else [*["ask"] * bool(view.questions), "add", *["advise --full"] * has_more]
    page.lines([page.look.paint(f"advisor {page.look.dot.join(commands)}", "dim")])
    if state:
        page.lines([page.look.paint(f"{'each ' if view.cards else ''}with -f {state}", "dim")])
        page.add(_EVERYTHING if has_more else "", style="dim")
