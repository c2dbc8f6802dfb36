"""What if, and what is new, as pages of HTML: the changes first, and then the page of advice."""

from collections.abc import Mapping

from advisor.advice.standing import Standing
from advisor.advice.what_if import WhatIf
from advisor.playbook.model import Claim
from advisor.reports.advice.as_html import News, NewsItem, advice_html
from advisor.reports.compare.changes import ChangeView, change_views
from advisor.reports.compare.since import Since, cut_remark, marked_advice, since_remarks, since_title
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import capitalized


def since_html(
    news: Since,
    *,
    who: str = "",
    top: int | None = None,
    claims: Mapping[str, Claim] | None = None,
    standing: Standing | None = None,
) -> str:
    """What is new, and then the advice, in which each new thing is marked."""
    remarks = (*since_remarks(news), *filter(None, [cut_remark(news)]))
    told = News(since_title(news), remarks, _items(change_views(news.comparison, one_line, news.unsure)))
    return advice_html(
        marked_advice(news), who=who, top=top, claims=claims, standing=standing, news=told, marks=news.marks
    )


def what_if_html(
    what_if: WhatIf,
    *,
    who: str = "",
    top: int | None = None,
    claims: Mapping[str, Claim] | None = None,
    standing: Standing | None = None,
) -> str:
    """What is supposed, what it would change, and then the advice as it would be."""
    comparison = what_if.comparison
    supposed = []
    for each in what_if.suppositions:
        clause = capitalized(one_line(each.supposed.clause))
        today = "already so today" if each.is_so else f"today: {one_line(each.today.clause)}"
        supposed.append(f"Suppose: {clause} ({today}).")
    if comparison.is_empty:
        supposed.append("Nothing would change.")
    elif comparison.is_wording:
        supposed.append("The same things to do, in the same order; only the wording would change.")
    told = News("What if", (*supposed, _SUPPOSED), _items(change_views(comparison, one_line)))
    return advice_html(comparison.after, who=who, top=top, claims=claims, standing=standing, news=told)


_SUPPOSED = "This page shows the advice as it would be."


def _items(changes: tuple[ChangeView, ...]) -> tuple[NewsItem, ...]:
    return tuple(NewsItem(each.word, each.title, each.sentences) for each in changes)
