"""The list of a day: whatever stands in it, it fits the screen, and shows what matters."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.last_list import News
from advisor.advice.model import Advice
from advisor.advice.next_up import NextUp
from advisor.facts.trend import Trend
from advisor.playbook.model import Priority
from advisor.reports.every_day.today import Today, short_weekday, today_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.reports.hostile import TRICKS, hostile
from tests.reports.samples import EMPTY, FULL, QUESTIONS, RENEGOTIATE, REST, TALK, TODAY, WORDS, advice

PLAIN = TerminalStyle(80)
ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
TEXTS = st.sampled_from(
    [*TRICKS.values(), "", "Ask", "A title of a usual length, " * 3, "0" * 90, "w w " * 99]
)


@st.composite
def lists(draw: st.DrawFn) -> Today:
    items = tuple(
        replace(
            draw(st.sampled_from([TALK, RENEGOTIATE, REST])),
            rank=rank,
            title=draw(TEXTS),
            due=draw(st.none() | st.integers(TODAY - 500, TODAY + 500)),
            priority=draw(st.sampled_from(Priority)),
        )
        for rank in range(1, draw(st.integers(0, 12)) + 1)
    )
    questions = tuple(replace(question, question=draw(TEXTS)) for question in QUESTIONS)
    ranks = tuple(range(1, len(items) + 1))
    titles = st.lists(TEXTS, max_size=3).map(tuple)
    return Today(
        advice(items, (), draw(st.sampled_from([(), questions])), words=WORDS),
        draw(TEXTS),
        draw(st.sampled_from([None, Trend(7800), Trend(7850, 9100, TODAY - 90)])),
        draw(st.none() | st.builds(News, st.just(TODAY - 1), st.just(ranks), titles, titles)),
        draw(TEXTS),
        draw(st.integers(0, 3)),
    )


@given(lists())
def test_it_fits_the_screen_and_never_acts(today: Today) -> None:
    lines = today_text(today, PLAIN).splitlines()

    assert len(lines) <= 24
    assert max(map(cells, lines)) <= 80
    assert ACTING.search("".join(lines)) is None


@given(lists(), st.integers(40, 100))
def test_it_fits_any_width(today: Today, width: int) -> None:
    lines = today_text(replace(today, everything=True), TerminalStyle(width, unicode=False)).splitlines()

    assert max(map(cells, lines)) <= width


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_texts_are_shown_and_never_act(trick: str) -> None:
    assert ACTING.search(today_text(Today(hostile(trick), trick, banner=trick), PLAIN)) is None


def shown(given: Advice, **more: object) -> str:
    return today_text(Today(given, **more), PLAIN)  # type: ignore[arg-type]


def test_what_comes_next_stands_where_nothing_needs_doing() -> None:
    soon, later = NextUp(TODAY + 9, "Call"), NextUp(TODAY + 60, "Call.")

    assert "\n\nNext, on Mon 30 Nov: Call.\n" in shown(EMPTY, following=soon)
    assert "\n\nNext, on Wed 20 Jan 2027: Call.\n" in shown(EMPTY, following=later)


def test_all_that_was_on_it_is_done() -> None:
    text = shown(advice((), (), QUESTIONS), ticked=2)

    assert "That is all for today: what was on your list is done, put off or dismissed.\n" in text
    assert "2 answers would sharpen this. First: " in text
    assert "I can't tell yet" not in text


def test_what_is_critical_new_or_both_has_its_sign() -> None:
    second = replace(RENEGOTIATE, rank=2, priority=Priority.HIGH)
    third = replace(REST, rank=3, priority=Priority.LOW)
    text = shown(advice((TALK, second, third)), news=News(TODAY - 1, (1, 2), (), ()))

    assert [line[:4] for line in text.splitlines() if re.match(r"[ \d]\d", line)] == [" 1 !", " 2 +", " 3  "]
    assert "\nSince Fri 20 Nov: new 1 and 2\n" in text


@pytest.mark.parametrize(
    ("news", "said"),
    [
        (News(TODAY - 1, (), (), ("Rest",)), "Since Fri 20 Nov: gone: Rest"),
        (
            News(TODAY - 1, (1,), ("Ask",), ("Rest", "Sleep", "Eat")),
            "Since Fri 20 Nov: new 1; its day passed: Ask; gone: Rest and 2 more",
        ),
        (News(TODAY - 1, tuple(range(1, 9)), (), ()), "Since Fri 20 Nov: new 1, 2, 3, 4, 5 and 3 more"),
    ],
)
def test_what_is_new(news: News, said: str) -> None:
    assert f"\n{said}\n" in shown(FULL, news=news)


def test_no_news_are_not_told() -> None:
    assert "Since" not in shown(FULL, news=News(TODAY - 1, (), (), ()))


@pytest.mark.parametrize(
    ("trend", "said"),
    [
        (Trend(7800), "score 78%"),
        (Trend(7850, 9100, TODAY - 81), "score 78.5% (down 12.5 since 1 Sep)"),
        (Trend(9200, 9100, TODAY - 81), "score 92% (up 1 since 1 Sep)"),
    ],
)
def test_the_score_and_its_change(trend: Trend, said: str) -> None:
    assert shown(FULL, who="Laura", trend=trend).startswith(f"Laura · Sat 21 Nov · {said}\n")


def test_what_can_wait_is_counted_but_for_what_is_urgent() -> None:
    many = [replace(REST, rank=rank, due=None, priority=Priority.LOW) for rank in range(1, 9)]
    assert "\n     3 more can wait: advisor today --all\n" in shown(advice(tuple(many)))

    near = replace(many[6], due=TODAY + 2)
    text = shown(advice((*many[:6], near, many[7])))
    assert "\n     3 more, 1 of them urgent: advisor today --all\n" in text

    text = shown(advice(tuple(many)), everything=True)
    assert "more" not in text
    assert "\n 8 " in text


def test_an_empty_list_says_why() -> None:
    assert "There is nothing you need to do now." in shown(EMPTY)
    unsure = shown(advice((), (), QUESTIONS))
    assert "I can't tell yet: " in unsure
    assert "nothing you need to do" not in unsure


def test_days_are_short() -> None:
    assert [short_weekday(TODAY + n) for n in (0, 1, 10)] == ["Sat 21 Nov", "Sun 22 Nov", "Tue 1 Dec"]
