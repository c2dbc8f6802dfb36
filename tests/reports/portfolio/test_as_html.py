"""A portfolio as a page: everything that a screen tells, and each name leads to a page of advice."""

import html
import re
from pathlib import Path

import pytest

from advisor.portfolio.model import Portfolio
from advisor.portfolio.page_names import page_name
from advisor.portfolio.since import Earlier, since
from advisor.reports.portfolio.as_html import portfolio_html
from advisor.reports.portfolio.summary import Order
from tests.portfolio.many import CALM, DAY, ENDED, LATE, QUIET, lines, people, portfolio_of, state
from tests.reports.hostile import SCRIPT


def page(portfolio: Portfolio, by: Order = Order.WHO, *, chosen: bool = False) -> str:
    return portfolio_html(portfolio, pages="all pages", by=by, chosen=chosen)


def words(text: str) -> str:
    """What a reader sees, without the style."""
    body = text.partition("<body>")[2]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", body).split()))


def rows(text: str) -> list[str]:
    """The rows of the first table, below its head."""
    table = text.partition('<table class="people">')[2].partition("</table>")[0]
    return [words(f"<body>{row}") for row in table.split("<tr>")[2:]]


def test_it_says_what_the_screen_says(tmp_path: Path) -> None:
    text = page(portfolio_of(people(tmp_path)))
    assert rows(text) == [
        "ann Hurry with Menu Critical –",
        "ben Review Menu Medium 25 Nov",
        "cid Ask about Menu Low –",
    ]
    assert "Need you today: 1 · this week: 1 Reviewed: 4" in words(text)
    assert "By deadline Due Items This week 1 No deadline 2" in words(text)
    assert "By action Action Items Within 3 days hurry 1 – review 1 – ask 1 –" in words(text)
    assert "Nothing to do dan" in words(text)
    assert "Not read" not in words(text)
    assert "<title>Portfolio of 4 freelancers, 21 November 2026</title>" in text


def test_each_name_leads_to_a_page(tmp_path: Path) -> None:
    source = lines(tmp_path, *({"freelancer": name, **LATE} for name in ("ann", "Zoë / 2", "a&b?c#d")))
    links = re.findall(r'<a href="([^"#]+)">', page(portfolio_of(source)))
    assert sorted(links) == sorted(f"all%20pages/{page_name(name)}" for name in ("ann", "Zoë / 2", "a&b?c#d"))


def test_three_of_each_stand_there_unless_something_is_chosen(tmp_path: Path) -> None:
    many = {"contracts": [{"id": f"c{n}", "title": f"T{n}", "due": "2026-11-20"} for n in range(5)]}
    portfolio = portfolio_of(lines(tmp_path, many, LATE))
    assert len(rows(page(portfolio))) == 4
    assert rows(page(portfolio))[0].startswith("line 1 and 2 more Hurry with T0")
    assert "The 3 most urgent of each" in page(portfolio)
    assert len(rows(page(portfolio, chosen=True))) == 6
    assert "more" not in words(page(portfolio, chosen=True))
    assert len(rows(page(portfolio, Order.ACTION))) == 6


@pytest.mark.parametrize(
    ("by", "first"), [(Order.WHO, "ann"), (Order.ACTION, "ann"), (Order.DEADLINE, "ben")]
)
def test_it_is_sorted_as_asked(tmp_path: Path, by: Order, first: str) -> None:
    assert rows(page(portfolio_of(people(tmp_path)), by))[0].startswith(first)


def test_what_changed_is_told(tmp_path: Path) -> None:
    before = portfolio_of(people(tmp_path))
    earlier = Earlier({item.key: item for item in before.items}, DAY.toordinal() - 7, "x", False)
    now = lines(tmp_path, {"freelancer": "ann", **LATE}, {"freelancer": "dan", **QUIET}, name="now.jsonl")
    text = page(since(portfolio_of(now), earlier))
    assert rows(text) == ["ann Hurry with Menu Critical –", "dan Ask about Menu Low – new"]
    assert "New since 14 Nov 2026: 1 · Gone: 2 · More urgent: 0 · Reviewed: 2" in words(text)
    assert "Gone since the earlier portfolio ben : Review Menu cid : Ask about Menu" in words(text)


def test_who_was_not_read_is_told_and_leads_nowhere(tmp_path: Path) -> None:
    portfolio = portfolio_of(lines(tmp_path, state(dew=1), {"contracts": [5] * 5}))
    text = page(portfolio)
    assert f'line 1 {tmp_path}/all.jsonl:1:45 a contract has no field "dew" (did you mean "due"?)' in words(
        text
    )
    assert "and 2 more problems" in words(text)
    assert "Reviewed: 0 · Not read: 2" in words(text)
    assert 'href="all' not in text
    assert "<table" not in text


def test_no_name_is_more_than_a_name(tmp_path: Path) -> None:
    hostile = {"contracts": [{"id": "a", "title": SCRIPT, "due": "2026-11-20"}]}
    source = lines(tmp_path, {"freelancer": SCRIPT, **hostile}, {"freelancer": "\u200f\u202e", **ENDED}, CALM)
    text = page(portfolio_of(source))
    assert "<script" not in text
    assert "<img" not in text
    assert "(no name)" in words(text)
    assert SCRIPT in words(text)


def test_long_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    many = [{"freelancer": f"n{number}", **LATE} for number in range(201)]
    before = portfolio_of(lines(tmp_path, *many))
    earlier = Earlier({item.key: item for item in before.items}, None, "", False)
    text = words(page(since(portfolio_of(lines(tmp_path, *[CALM] * 202, *[state(dew=1)] * 203)), earlier)))
    assert "Gone 201 Nothing to do 202 Not read 203" in text
    assert "… and 1 more; --format csv has them all." in text
    assert "… and 2 more. Not read" in text
    assert "… and 3 more; --problems FILE writes all of them down." in text


def test_a_list_of_what_was_chosen_does_not_say_that_there_is_nothing_to_do(tmp_path: Path) -> None:
    text = words(page(portfolio_of(people(tmp_path)), chosen=True))
    assert "Nothing listed Nothing of theirs is among what was chosen for this list. dan" in text
    assert "Nothing to do" not in text
