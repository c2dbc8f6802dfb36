"""What a portfolio says in sum: its heading, who needs you when, its order, and how many of each kind."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from advisor.playbook.model import Priority
from advisor.portfolio.model import Item, ItemChange, Portfolio
from advisor.reports.wording import count, long_day, short_day
from advisor.source.record import record

MOST_OF_EACH = 3
SOON = 3  # days
_WEEK = 7


class Order(StrEnum):
    """What the rows are sorted by; the most urgent stand first."""

    WHO = "who"
    ACTION = "action"
    DEADLINE = "deadline"


@record
class Needs:
    """How many people need you `today`, and how many others have something due this `week`."""

    today: int
    week: int


def heading(portfolio: Portfolio) -> str:
    """Of how many it is: "Portfolio of 16 freelancers"."""
    people = len(portfolio.reviewed) + len(portfolio.not_read)
    return f"Portfolio of {count(people, portfolio.person)}"


def days_of(portfolio: Portfolio) -> str:
    """The day, or the first and the last; "" where nobody was reviewed."""
    if portfolio.days is None:
        return ""
    first, last = portfolio.days
    return long_day(last) if first == last else f"{short_day(first)} to {short_day(last)}"


def needs(portfolio: Portfolio) -> Needs:
    """Who needs you, and when."""
    today = {item.person for item in portfolio.items if needs_you_today(item)}
    week = {item.person for item in portfolio.items if is_for_this_week(item)} - today
    return Needs(len(today), len(week))


def needs_you_today(item: Item) -> bool:
    """Whether it is critical, or due by tomorrow."""
    return item.what.priority is Priority.CRITICAL or (item.days_left is not None and item.days_left <= 1)


def is_for_this_week(item: Item) -> bool:
    """Whether it is due within seven days."""
    return item.days_left is not None and item.days_left <= _WEEK


def news(portfolio: Portfolio) -> list[str]:
    """Against an earlier portfolio, how much is new, gone and more urgent; nothing where there is none."""
    changes = Counter(item.change for item in (*portfolio.items, *portfolio.gone) if item.change)
    if not has_changes(portfolio):
        return []
    day = f" since {short_day(portfolio.since)}" if portfolio.since is not None else ""
    told = [f"new{day}: {changes[ItemChange.NEW]:,}"]
    return told + [f"{change}: {changes[change]:,}" for change in (ItemChange.GONE, ItemChange.MORE_URGENT)]


def has_changes(portfolio: Portfolio) -> bool:
    """Whether it was held against an earlier one, as far as can be told."""
    everything = (*portfolio.items, *portfolio.gone)
    return portfolio.since is not None or any(item.change for item in everything)


def first_rows(items: list[Item], by: Order, chosen: bool) -> list[Item]:
    """Of sorted items those to show first: where nothing was `chosen`, three of each person."""
    if by is not Order.WHO or chosen:
        return items
    return [item for item in items if item.what.rank <= MOST_OF_EACH]


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


def due_words(item: Item) -> str:
    """When it is due, in a word or two; "" without a deadline."""
    left = item.days_left
    if left is None or item.what.due is None:
        return ""
    words = {0: "today", 1: "tomorrow"}
    # without the year, as it is never far
    return words.get(left, "overdue" if left < 0 else short_day(item.what.due).rpartition(" ")[0])


@record
class ActionCount:
    """An action, how many items recommend it, and how many of these are due within three days."""

    action: str
    number: int
    soon: int


def by_action(items: Iterable[Item]) -> list[ActionCount]:
    """The actions, the most frequent first."""
    number: Counter[str] = Counter()
    soon: Counter[str] = Counter()
    for item in items:
        number[item.what.action] += 1
        soon[item.what.action] += item.days_left is not None and item.days_left <= SOON
    return [ActionCount(action, times, soon[action]) for action, times in number.most_common()]


def by_deadline(items: Iterable[Item]) -> dict[str, int]:
    """How many items are due when, the soonest first; nothing of what there is none of."""
    kinds = dict.fromkeys(("overdue", "today", "tomorrow", "this week", "later", "no deadline"), 0)
    for item in items:
        left = item.days_left
        if left is None:
            kinds["no deadline"] += 1
        elif left < 0:
            kinds["overdue"] += 1
        else:
            kinds[{0: "today", 1: "tomorrow"}.get(left, "this week" if left <= _WEEK else "later")] += 1
    return {kind: number for kind, number in kinds.items() if number}
