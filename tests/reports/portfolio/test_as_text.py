"""A portfolio on a screen: who needs something today, a row for each thing to do, and who was not read."""

from pathlib import Path

import pytest

from advisor.portfolio.since import Earlier, since
from advisor.reports.portfolio.as_text import MOST_ROWS, portfolio_text
from advisor.reports.portfolio.summary import Order
from advisor.reports.terminal.style import TerminalStyle
from tests.portfolio.many import CALM, DAY, ENDED, LATE, QUIET, lines, people, portfolio_of, state

LOOK = TerminalStyle()
PAGE = """\
Portfolio of 4 freelancers · 21 November 2026 · Months
Need you today: 1 · this week: 1

 who                 what                                     priority  by
 ann                 Hurry with Menu                          critical  -
 ben                 Review Menu                              medium    25 Nov
 cid                 Ask about Menu                           low       -

By action · hurry 1 · review 1 · ask 1

4 reviewed.
"""
SINCE = """\
Portfolio of 3 freelancers · 21 November 2026 · Months
Need you today: 1 · this week: 0 · new since 14 Nov 2026: 1 · gone: 1
more urgent: 1

 who                 what                     priority  by        since
 ann                 Hurry with Menu          critical  -         more urgent
 dan                 Ask about Menu           low       -         new

By action · hurry 1 · ask 1

3 reviewed.
"""
UNREAD = """\
2 reviewed, 7 not read:
  FILE:3:45 a contract has no field "dew" (did you mean "due"?)
  FILE:4:45 a contract has no field "dew" (did you mean "due"?)
  FILE:5:45 a contract has no field "dew" (did you mean "due"?)
  FILE:6:45 a contract has no field "dew" (did you mean "due"?)
  FILE:7:45 a contract has no field "dew" (did you mean "due"?)
  and 2 more; --problems FILE writes all of them down.
"""


def rows(text: str) -> list[str]:
    """The first words of the rows of the table."""
    table = text.split("\n\n")[1].splitlines()[1:]
    return [line.strip() for line in table]


def test_a_page_tells_who_needs_you_and_what_for(tmp_path: Path) -> None:
    assert portfolio_text(portfolio_of(people(tmp_path)), LOOK) == PAGE


def test_since_an_earlier_portfolio_each_row_tells_what_has_changed(tmp_path: Path) -> None:
    before = lines(
        tmp_path,
        {"freelancer": "ann", **state(due="2026-11-23")},
        {"freelancer": "ben", **ENDED},
        name="a.jsonl",
    )
    after = lines(
        tmp_path, {"freelancer": "ann", **LATE}, {"freelancer": "ben", **CALM}, {"freelancer": "dan", **QUIET}
    )
    items = {item.key: item for item in portfolio_of(before).items}
    portfolio = since(portfolio_of(after), Earlier(items, DAY.toordinal() - 7, "", is_part=False))
    assert portfolio_text(portfolio, LOOK) == SINCE


def test_who_was_not_read_is_told_and_the_last_line_adds_up(tmp_path: Path) -> None:
    source = lines(tmp_path, CALM, CALM, *[state(dew=1)] * 7)
    page = portfolio_text(portfolio_of(source), TerminalStyle(width=200))
    assert page.replace(source, "FILE").endswith(UNREAD)
    assert page.startswith("Portfolio of 9 freelancers")


def test_with_several_days_the_first_and_the_last_are_told(tmp_path: Path) -> None:
    source = lines(tmp_path, {"as_of": "2026-11-21", **CALM}, {"as_of": "2026-11-23", **CALM})
    head = portfolio_text(portfolio_of(source, None), LOOK).splitlines()[0]
    assert head == "Portfolio of 2 freelancers · 21 Nov 2026 to 23 Nov 2026 · Months"


@pytest.mark.parametrize(("left", "words"), [(0, "today"), (1, "tomorrow"), (2, "23 Nov"), (5, "26 Nov")])
def test_a_deadline_is_a_word_or_a_day(tmp_path: Path, left: int, words: str) -> None:
    source = lines(tmp_path, state(due=f"2026-11-{21 + left}"))
    [row] = rows(portfolio_text(portfolio_of(source), LOOK))
    assert row.endswith(f"medium    {words}")


@pytest.mark.parametrize(("left", "today", "week"), [(1, 1, 0), (2, 0, 1)])
def test_what_is_due_by_tomorrow_needs_you_today(tmp_path: Path, left: int, today: int, week: int) -> None:
    source = lines(tmp_path, state(due=f"2026-11-{21 + left}"))
    assert f"Need you today: {today} · this week: {week}\n" in portfolio_text(portfolio_of(source), LOOK)


def test_rows_are_sorted_by_freelancer_action_or_deadline(tmp_path: Path) -> None:
    ann = {
        "freelancer": "ann",
        "contracts": [{"id": "a", "moved": "2026-11-01"}, {"id": "b", "due": "2026-11-24"}],
    }
    ben = {
        "freelancer": "ben",
        "contracts": [{"id": "a", "moved": "2026-11-01"}, {"id": "b", "due": "2026-11-20"}],
    }
    portfolio = portfolio_of(lines(tmp_path, ann, ben))

    def order(by: Order) -> list[str]:
        return [" ".join(row.split()[:2]) for row in rows(portfolio_text(portfolio, LOOK, by=by))]

    assert order(Order.WHO) == ["ben Hurry", "Ask about", "ann Hurry", "Ask about"]
    assert order(Order.ACTION) == ["ben Hurry", "ann Hurry", "Ask about", "ben Ask"]
    assert order(Order.DEADLINE) == ["ann Hurry", "ben Hurry", "ann Ask", "ben Ask"]


def test_a_screen_shows_three_of_each_and_no_more_rows_than_anybody_reads(tmp_path: Path) -> None:
    five = {"contracts": [{"id": f"c{number}", "moved": "2026-11-01"} for number in range(5)]}
    portfolio = portfolio_of(lines(tmp_path, five, LATE))
    text = portfolio_text(portfolio, LOOK)
    assert len(rows(text)) == 4
    assert "\n2 more items: --only, --within and --top choose, --format csv has them all.\n" in text
    assert len(rows(portfolio_text(portfolio, LOOK, chosen=True))) == 6
    many = portfolio_of(lines(tmp_path, *[LATE] * (MOST_ROWS + 5)))
    text = portfolio_text(many, LOOK)
    assert len(rows(text)) == MOST_ROWS
    assert "\n5 more items:" in text


def test_a_name_acts_on_no_terminal(tmp_path: Path) -> None:
    portfolio = portfolio_of(lines(tmp_path, {"freelancer": "an\x1bn\u202e", **LATE}))
    text = portfolio_text(portfolio, LOOK)
    assert "\x1b" not in text
    assert "\u202e" not in text
