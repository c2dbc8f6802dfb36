"""A portfolio as a page of HTML: who needs something, and what, each name leading to a page of advice."""

import os
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import quote

from advisor.portfolio.model import Item, NotRead, Portfolio
from advisor.portfolio.page_names import page_name
from advisor.reports.advice.as_html import page_template
from advisor.reports.portfolio.summary import (
    MOST_OF_EACH,
    SOON,
    Order,
    by_action,
    by_deadline,
    days_of,
    due_words,
    first_rows,
    has_changes,
    heading,
    in_order,
    needs,
    news,
)
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import capitalized, count, iso_day
from advisor.source.record import record

_MOST_LISTED = 200  # of what is gone, of those who have nothing to do, and of those who were not read


@record
class PersonLink:
    """A person's name, and where the page of advice is."""

    name: str
    href: str


@record
class ItemView:
    """An item in words: `day` as programs write it, "" without one."""

    title: str
    priority: str
    day: str
    by: str
    is_over: bool
    change: str


@record
class PersonView:
    """A person and rows about what to do, and how many `more` items the page of advice has."""

    who: PersonLink
    rows: tuple[ItemView, ...]
    more: int


@record
class UnreadView:
    """One who was not read, and the problems, each with its place."""

    name: str
    problems: tuple[str, ...]


def portfolio_html(portfolio: Portfolio, *, pages: str, by: Order = Order.WHO, chosen: bool = False) -> str:
    """The page; `pages` is the folder of the pages of advice, from where the page will be.

    Where nothing was chosen it has three items of each person, as the others stand on that page.
    """
    people = _People(portfolio, pages)
    items = in_order(portfolio.items, by)
    shown = first_rows(items, by, chosen)
    calm = [one.name for one in portfolio.reviewed if not one.items]
    return page_template("advisor.reports.portfolio", "portfolio.html.jinja").render(
        heading=one_line(heading(portfolio)),
        day=days_of(portfolio),
        playbook=one_line(portfolio.playbook),
        person=capitalized(one_line(portfolio.person)),
        needs=needs(portfolio),
        sums=[capitalized(text) for text in (*news(portfolio), *_sums(portfolio))],
        groups=people.groups(shown, len(shown) < len(items)),
        number=len(items),
        most=MOST_OF_EACH if len(shown) < len(items) else None,
        has_since=has_changes(portfolio),
        actions=by_action(items),
        soon=SOON,
        deadlines=by_deadline(items),
        gone=[
            (people.link(item.person), one_line(item.what.title)) for item in portfolio.gone[:_MOST_LISTED]
        ],
        more_gone=len(portfolio.gone[_MOST_LISTED:]),
        calm=[people.link(name) for name in calm[:_MOST_LISTED]],
        more_calm=len(calm[_MOST_LISTED:]),
        chosen=chosen,
        unread=[_unread(one) for one in portfolio.not_read[:_MOST_LISTED]],
        more_unread=len(portfolio.not_read[_MOST_LISTED:]),
    )


class _People:
    """The people of a portfolio, and where their pages are."""

    def __init__(self, portfolio: Portfolio, pages: str) -> None:
        self._pages = quote(pages.replace(os.sep, "/"), errors="surrogateescape")
        self._reviewed = {one.name: len(one.items) for one in portfolio.reviewed}

    def link(self, name: str) -> PersonLink:
        """The name, leading nowhere where there is no page."""
        href = f"{self._pages}/{quote(page_name(name))}" if name in self._reviewed else ""
        return PersonLink(_shown(name), href)

    def groups(self, items: Iterable[Item], cut: bool) -> list[PersonView]:
        """The items, those that follow each other under one name; where some were `cut`, how many."""
        groups = []
        for name, of_one in groupby(items, key=lambda item: item.person):
            rows = tuple(map(_row, of_one))
            groups.append(PersonView(self.link(name), rows, self._reviewed[name] - len(rows) if cut else 0))
        return groups


def _row(item: Item) -> ItemView:
    what = item.what
    return ItemView(
        one_line(what.title),
        what.priority.value,
        "" if what.due is None else iso_day(what.due),
        due_words(item),
        item.days_left is not None and item.days_left <= 0,
        item.change.value if item.change else "",
    )


def _sums(portfolio: Portfolio) -> list[str]:
    """How many were reviewed, and how many not: it adds up to the number in the heading."""
    missing = len(portfolio.not_read)
    return [f"reviewed: {len(portfolio.reviewed):,}", *([f"not read: {missing:,}"] if missing else [])]


def _unread(one: NotRead) -> UnreadView:
    told = [f"{problem.location} {problem.message}" for problem in one.problems[:MOST_OF_EACH]]
    hints = [f" ({problem.hint})" if problem.hint else "" for problem in one.problems]
    texts = [one_line(text + hint) for text, hint in zip(told, hints, strict=False)]
    others = len(one.problems) - len(texts)
    return UnreadView(
        _shown(one.name), (*texts, *([f"and {count(others, 'more problem')}"] if others else []))
    )


def _shown(name: str) -> str:
    """A name that can be seen, and clicked."""
    return one_line(name) or "(no name)"
