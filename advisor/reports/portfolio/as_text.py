"""A portfolio as a coach reads it: who needs something today, what it is, and whose state was not read."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from advisor.playbook.model import Priority
from advisor.portfolio.model import Item, ItemChange, NotRead, Portfolio
from advisor.reports.terminal.layout import GAP, PRIORITY_STYLES, Cell, Page, cut, row
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, long_day, short_day

MOST_ROWS = 40
MOST_OF_EACH = 3
_MOST_ACTIONS = 8
_MOST_PROBLEMS = 5
_WEEK, _SOON = 7, 3
_WHO, _PRIORITY, _BY, _SINCE = 18, 8, 8, 14
_INDENT = 1


class Order(StrEnum):
    """What the rows are sorted by; the most urgent stand first."""

    WHO = "who"
    ACTION = "action"
    DEADLINE = "deadline"


def portfolio_text(
    portfolio: Portfolio, look: TerminalStyle, *, by: Order = Order.WHO, chosen: bool = False
) -> str:
    """The portfolio with its first rows: where nothing was chosen, three of each person."""
    page = Page(look)
    _head(page, portfolio)
    items = in_order(portfolio.items, by)
    if items:
        shown = items
        if by is Order.WHO and not chosen:
            shown = [item for item in items if item.what.rank <= MOST_OF_EACH]
        _table(
            page,
            shown[:MOST_ROWS],
            len(items),
            has_since=portfolio.since is not None or any(item.change for item in items),
        )
        page.blank()
        page.remarks(_actions(portfolio.items), 0)
    page.blank()
    _not_read(page, portfolio)
    return str(page)


def _head(page: Page, portfolio: Portfolio) -> None:
    people = len(portfolio.reviewed) + len(portfolio.not_read)
    parts = [f"Portfolio of {count(people, portfolio.person)}"]
    if portfolio.days:
        first, last = portfolio.days
        parts.append(long_day(last) if first == last else f"{short_day(first)} to {short_day(last)}")
    page.remarks([*parts, portfolio.playbook], 0, style="bold")
    today = {item.person for item in portfolio.items if needs_you_today(item)}
    week = {item.person for item in portfolio.items if is_for_this_week(item)} - today
    remarks = [f"Need you today: {len(today):,}", f"this week: {len(week):,}"]
    changes = Counter(item.change for item in (*portfolio.items, *portfolio.gone) if item.change)
    if portfolio.since is not None or changes:
        day = f" since {short_day(portfolio.since)}" if portfolio.since is not None else ""
        remarks.append(f"new{day}: {changes[ItemChange.NEW]:,}")
        remarks += [f"{change}: {changes[change]:,}" for change in (ItemChange.GONE, ItemChange.MORE_URGENT)]
    page.remarks(remarks, 0)
    page.blank()


def needs_you_today(item: Item) -> bool:
    """Whether it is critical, or due by tomorrow."""
    return item.what.priority is Priority.CRITICAL or (item.days_left is not None and item.days_left <= 1)


def is_for_this_week(item: Item) -> bool:
    """Whether it is due within seven days."""
    return item.days_left is not None and item.days_left <= _WEEK


def in_order(items: Iterable[Item], by: Order) -> list[Item]:
    """The items sorted: by person, the one with the most urgent item first; by action; by deadline."""
    items = list(items)
    if by is Order.DEADLINE:
        return sorted(items, key=lambda item: (item.urgency[1], item.urgency[0], item.person))
    key = _action_of if by is Order.ACTION else _person_of
    first: dict[str, tuple[int, float]] = {}
    for item in items:
        first[key(item)] = min(first.get(key(item), item.urgency), item.urgency)
    return sorted(items, key=lambda item: (first[key(item)], key(item), item.urgency, item.what.rank))


def _action_of(item: Item) -> str:
    return item.what.action


def _person_of(item: Item) -> str:
    return item.person


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
            Cell(_by(item)),
            Cell(item.change or ""),
        ]
        page.lines(row(look, list(zip(texts, widths, strict=False)), _INDENT))
    if total > len(items):
        more = count(total - len(items), "more item")
        page.blank()
        page.add(f"{more}: --only, --within and --top choose, --format csv has them all.", style="dim")


def _by(item: Item) -> str:
    left = item.days_left
    if left is None or item.what.due is None:
        return "-"
    words = {0: "today", 1: "tomorrow"}
    return words.get(left, "overdue" if left < 0 else _short(item.what.due))


def _short(ordinal: int) -> str:
    return short_day(ordinal).rpartition(" ")[0]  # no year, as it is never far


def _actions(items: tuple[Item, ...]) -> list[str]:
    """The most frequent actions: "leave-feedback 61 (12 within 3 days)"."""
    told = ["By action"]
    for action, number in Counter(map(_action_of, items)).most_common(_MOST_ACTIONS):
        soon = sum(
            item.what.action == action and item.days_left is not None and item.days_left <= _SOON
            for item in items
        )
        told.append(f"{action} {number:,}" + (f" ({soon:,} within {_SOON} days)" if soon else ""))
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
