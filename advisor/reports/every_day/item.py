"""One item of the list, whole, in a terminal."""

from advisor.advice.model import Advice
from advisor.reports.advice.view import Card, advice_view
from advisor.reports.terminal.layout import PRIORITY_STYLES, Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.source.record import record

_IN = 3


@record
class ItemScreen:
    """The item at a rank of a piece of advice.

    `sources` are its claims: what each says, the document and the section.  `number` is how it is named in
    commands, `file` as it was typed after -f, `banner` a sentence about the day, "" for none.
    """

    advice: Advice
    rank: int
    sources: tuple[tuple[str, str, str], ...]
    number: str
    file: str = ""
    banner: str = ""


def item_text(screen: ItemScreen, look: TerminalStyle) -> str:
    """The item as text that ends with a line break."""
    page = Page(look)
    card = advice_view(screen.advice, clean=look.clean).cards[screen.rank - 1]
    if screen.banner:
        page.add(screen.banner, style="yellow")
        page.blank()
    page.add(card.title, mark=f"{card.rank:>2}", style="bold")
    page.add(card.urgency, _IN, style="red" if card.is_over else PRIORITY_STYLES.get(card.priority, ""))
    page.add(card.subject, _IN)
    page.remarks(card.weight, _IN)
    page.blank()
    for text in card.because:
        page.add(text, _IN, mark=look.bullet)
    page.blank()
    for number, step in enumerate(card.steps, start=1):
        page.add(step, _IN, mark=f"{number}.")
    _draft(page, card)
    if card.ladder:
        page.blank()
        page.add(card.then, _IN, style="cyan")
    for title in card.ladder[1:]:
        page.add(title, _IN, mark=look.arrow)
    _sources(page, screen, card)
    page.blank()
    page.remarks(_commands(screen, card), 0, style="dim")
    return str(page)


def _draft(page: Page, card: Card) -> None:
    if card.draft:
        page.blank()
        page.add("Draft to make your own", _IN, style="cyan")
        page.quote(card.draft, _IN)


def _sources(page: Page, screen: ItemScreen, card: Card) -> None:
    page.blank()
    page.add("Where this comes from", _IN, style="cyan")
    for says, title, section in screen.sources:
        where = f"{title}, {section}" if section else title
        page.add(f"{says} ({where})", _IN, mark=page.look.bullet)
    page.remarks(card.sources, _IN, style="dim")


def _commands(screen: ItemScreen, card: Card) -> list[str]:
    """What to type next."""
    number = screen.number
    named = [f"each with -f {screen.file}"] if screen.file else []
    copying = [f"show {number} --copy"] if card.draft else []
    commands = [f"advisor done {number}", *copying, f"later {number} friday", f"why {number}"]
    return [*commands, f'no {number} "reason"', *named]
