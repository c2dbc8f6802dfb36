"""The page of a portfolio in a real browser: for every eye and width, on paper, and with hostile names."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from advisor import Playbook
from advisor.portfolio.review import review
from advisor.portfolio.since import Earlier, since
from advisor.portfolio.sources import people_in
from advisor.reports.portfolio.as_html import portfolio_html
from tests.browser.chromium import Chromium
from tests.browser.test_advice_page import assert_fits, assert_quiet, printed, violations
from tests.portfolio.many import CALM, DAY, ENDED, LATE, Values, lines, portfolio_of, state
from tests.reports.hostile import TRICKS

STATES = Path(__file__).parents[2] / "scenarios" / "states"
OTHERS: dict[str, Values] = {"calm": CALM, "ended": ENDED}
Place = Callable[[str], str]


@cache
def shipped(chosen: bool = False) -> str:
    """The page of the states that come with the playbook, a week after an empty portfolio."""
    whole = review(Playbook.load(), people_in(str(STATES)), DAY, 1, lambda steps: None)
    news = since(whole, Earlier({}, DAY.toordinal() - 7, "", False))
    return portfolio_html(news, pages="all", chosen=chosen)


def hostile(folder: Path, trick: str) -> str:
    """A portfolio with a trick for every name and title."""
    told: Values = {"contracts": [{"id": "a", "title": trick, "due": "2026-11-20"}]}
    named: list[Values] = [{"freelancer": trick + what, **OTHERS[what]} for what in OTHERS]
    named.append({"freelancer": trick, **told})
    return portfolio_html(portfolio_of(lines(folder, *named, state(dew=trick))), pages="all")


@pytest.mark.parametrize("chosen", [False, True])
def test_everybody_can_read_it_at_any_width(chromium: Chromium, place: Place, chosen: bool) -> None:
    with chromium.open(place(shipped(chosen))) as tab:
        assert violations(tab) == []
        tab.resize(390)
        assert violations(tab) == []
        assert_fits(tab)
        assert_quiet(tab)


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_hostile_names_run_nothing_and_break_nothing(
    chromium: Chromium, place: Place, tmp_path: Path, trick: str
) -> None:
    with chromium.open(place(hostile(tmp_path, trick))) as tab:
        assert tab.run("document.title").startswith("Portfolio of 4 freelancers")
        assert_quiet(tab)
        assert tab.run("document.scripts.length + document.images.length + document.forms.length") == 0
        assert_fits(tab)
        assert violations(tab) == []


def test_it_prints_every_row(chromium: Chromium, place: Place) -> None:
    with chromium.open(place(shipped(True)), dark=True) as tab:
        rows = tab.run("[...document.querySelectorAll('.people .what')].map((each) => each.textContent)")
        sheets = printed(tab, 8.27, 11.69)
    assert len(rows) > 60
    for row in rows:
        assert any("".join(row.split()) in sheet for sheet in sheets), row


def test_a_name_leads_to_the_page_and_back(chromium: Chromium, tmp_path: Path) -> None:
    (tmp_path / "all.html").write_text(portfolio_html(portfolio_of(lines(tmp_path, LATE)), pages="all"))
    with chromium.open((tmp_path / "all.html").as_uri()) as tab:
        href = tab.run("document.querySelector('.people a').href")
    assert href.startswith(tmp_path.as_uri() + "/all/line-1~")
