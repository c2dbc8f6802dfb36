"""A portfolio as a coach reads it: who needs something today, what it is, and whose state was not read."""

from advisor.portfolio.model import Item, NotRead, Portfolio
from advisor.reports.portfolio.summary import (
    SOON,
    Order,
    by_action,
    days_of,
    due_words,
    first_rows,
    has_changes,
    heading,
    in_order,
    needs,
    news,
)
from advisor.reports.terminal.layout import GAP, PRIORITY_STYLES, Cell, Page, cut, row
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count

MOST_ROWS = 40
_MOST_ACTIONS = 8
_MOST_PROBLEMS = 5
_WHO, _PRIORITY, _BY, _SINCE = 18, 8, 8, 14
_INDENT = 1


def portfolio_text(
    portfolio: Portfolio, look: TerminalStyle, *, by: Order = Order.WHO, chosen: bool = False
) -> str:
    """The portfolio with its first rows: where nothing was chosen, three of each person."""
    page = Page(look)
    _head(page, portfolio)
    items = in_order(portfolio.items, by)
    if items:
        shown = first_rows(items, by, chosen)[:MOST_ROWS]
        _table(page, shown, len(items), has_since=has_changes(portfolio))
        page.blank()
        page.remarks(_actions(portfolio.items), 0)
    page.blank()
    _not_read(page, portfolio)
    return str(page)


def _head(page: Page, portfolio: Portfolio) -> None:
    parts = filter(None, (heading(portfolio), days_of(portfolio), portfolio.playbook))
    page.remarks([*parts], 0, style="bold")
    who = needs(portfolio)
    page.remarks([f"Need you today: {who.today:,}", f"this week: {who.week:,}", *news(portfolio)], 0)
    page.blank()


def _table(page: Page, items: list[Item], total: int, *, has_since: bool) -> None:
    look = page.look
    widths = [_WHO, 0, _PRIORITY, _BY] + [_SINCE] * has_since
    widths[1] = max(look.width - _INDENT - sum(widths) - GAP * (len(widths) - 1), 12)
    names = ("who", "what", "priority", "by", "since")[: len(widths)]
    page.lines(
        row(look, [(Cell(name, "dim"), width) for name, width in zip(names, widths, strict=True)], _INDENT)
    )
    before = ""
    for item in items:
        who = "" if item.person == before else look.clean(item.person)
        before = item.person
        texts = [
            Cell(cut(who, _WHO, look.dots), "bold"),
            Cell(look.clean(item.what.title)),
            Cell(item.what.priority, PRIORITY_STYLES.get(item.what.priority, "")),
            Cell(due_words(item) or "-"),
            Cell(item.change or ""),
        ]
        page.lines(row(look, list(zip(texts, widths, strict=False)), _INDENT))
    if total > len(items):
        more = count(total - len(items), "more item")
        page.blank()
        page.add(f"{more}: --only, --within and --top choose, --format csv has them all.", style="dim")


def _actions(items: tuple[Item, ...]) -> list[str]:
    """The most frequent actions: "leave-feedback 61 (12 within 3 days)"."""
    told = ["By action"]
    for one in by_action(items)[:_MOST_ACTIONS]:
        soon = f" ({one.soon:,} within {SOON} days)" if one.soon else ""
        told.append(f"{one.action} {one.number:,}{soon}")
    return told


def _not_read(page: Page, portfolio: Portfolio) -> None:
    """A last part that always adds up."""
    missing = len(portfolio.not_read)
    if not missing:
        page.add(f"{len(portfolio.reviewed):,} reviewed.")
        return
    page.add(f"{len(portfolio.reviewed):,} reviewed, {missing:,} not read:")
    for one in portfolio.not_read[:_MOST_PROBLEMS]:
        page.add(_problem(one), 2)
    if missing > _MOST_PROBLEMS:
        page.add(f"and {missing - _MOST_PROBLEMS:,} more; --problems FILE writes all of them down.", 2)


def _problem(one: NotRead) -> str:
    first, *others = one.problems
    hint = f" ({first.hint})" if first.hint else ""
    more = f" [and {count(len(others), 'more problem')}]" if others else ""
    return f"{first.location} {first.message}{hint}{more}"
