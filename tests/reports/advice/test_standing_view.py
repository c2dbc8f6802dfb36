"""The score and the money in words, and on the page."""

from dataclasses import replace

from advisor.advice.model import AtStake, Subject
from advisor.advice.standing import MoneyStanding, ScoreStanding, Standing
from advisor.playbook.types import FieldType
from advisor.reports.advice.as_html import advice_html
from advisor.reports.advice.standing_view import MoneyRow, ScoreView, StandingView, standing_view
from advisor.reports.advice.view import advice_view
from tests.reports.samples import FULL, LEAFLETS, MANUAL, TALK, TODAY, WORDS, advice

FALLEN = ScoreStanding(7800, 9000, 8400, TODAY - 81)


def view_of(standing: Standing) -> StandingView:
    return standing_view(standing, WORDS, advice_view(FULL).cards, TODAY)


def score_of(score: ScoreStanding) -> ScoreView:
    view = view_of(Standing(score, ())).score
    assert view is not None
    return view


def test_a_score_tells_its_trend_its_goal_and_what_threatens_it() -> None:
    view = score_of(FALLEN)

    assert (view.name, view.value, view.share, view.goal_at) == ("Job Success Score", "78%", 78, 90)
    assert (view.trend, view.goal) == ("Down 6 points since 1 Sep 2026", "Goal: 90%, 12 points to go")
    assert [(card.rank, points) for card, points in view.threats] == [
        (1, "at least 25 points"),
        (2, "less than 1 point"),
    ]


def test_a_score_that_has_risen_to_its_goal_or_has_none() -> None:
    risen = score_of(ScoreStanding(9050, 9000, 8950, TODAY))
    assert (risen.trend, risen.goal) == ("Up 1 point since 21 Nov 2026", "Goal: 90%, reached")
    bare = score_of(ScoreStanding(9050, None, None, None))
    assert (bare.trend, bare.goal, bare.goal_at) == ("", "", None)


def test_one_subject_threatens_once() -> None:
    twice = advice((TALK, replace(TALK, rank=2, stake=AtStake(FieldType.POINTS, 100))))
    view = standing_view(Standing(FALLEN, ()), WORDS, advice_view(twice).cards, TODAY).score

    assert view is not None
    assert [card.rank for card, _ in view.threats] == [1]


MONEY = (
    MoneyStanding(MANUAL, 65000, None, TODAY + 5, None),
    MoneyStanding(LEAFLETS, 100, 2050, TODAY - 1, None),
)


def test_money_says_from_when_it_is_dormant_and_leaves_out_what_nobody_has() -> None:
    view = view_of(Standing(None, MONEY))

    assert view.money == (
        MoneyRow(MANUAL.label, "$650", "from 26 Nov 2026", "", ""),
        MoneyRow(LEAFLETS.label, "$1", "since 20 Nov 2026", "", "$20.50"),
    )
    assert view.columns == (("held", "Held"), ("dormant", "Dormant"), ("unpaid", "Unpaid"))


def test_the_page_shows_both_and_neither_where_nothing_is_known() -> None:
    page = advice_html(FULL, standing=Standing(FALLEN, MONEY))

    assert '<h2 id="score">Job Success Score</h2>\n<p class="value">78%</p>' in page
    assert '<a href="#do-1">Manual for a pump (Meridian Devices)</a> <span>at least 25 points</span>' in page
    assert '<td data-name="Dormant">from 26 Nov 2026</td>' in page
    assert '<td class="none" data-name="Unpaid">–</td>' in page
    assert advice_html(FULL, standing=Standing(None, ())) == advice_html(FULL)


def test_names_are_text() -> None:
    hostile = MoneyStanding(Subject("contract", "x", "<b>\x1b[31mx</b>"), 100, None, None, None)

    assert "&lt;b&gt;x&lt;/b&gt;" in advice_html(FULL, standing=Standing(None, (hostile,)))
