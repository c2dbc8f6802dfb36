"""The page of advice: a whole one, and what is left of texts that would be HTML."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from advisor.advice.compare import key_of
from advisor.advice.model import Advice
from advisor.playbook.model import Claim
from advisor.reports.advice.as_html import News, NewsItem, advice_html
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import Location
from tests.reports.hostile import SCRIPT, TRICKS, hostile
from tests.reports.samples import ASIDE, EMPTY, FULL, QUESTIONS, TALK
from tests.reports.samples import advice as advice_of

GOLDEN = Path(__file__).parents[1] / "golden" / "full.html"
STYLE = re.compile(r"(?<=<style>\n).*?(?=</style>)", re.DOTALL)
VOID = {"meta", "line", "circle", "rect"}


class Reading(HTMLParser):
    """The tags of a page with their attributes, and the text outside of its style; every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    def values(self, attribute: str) -> Iterator[str]:
        return (value for _, attributes in self.tags if (value := attributes.get(attribute)))


def test_a_whole_page() -> None:
    page = STYLE.sub("", advice_html(FULL, who="Laura"))

    assert page == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "given", [FULL, EMPTY, advice_of((TALK,)), advice_of((), ASIDE), advice_of((), (), QUESTIONS)]
)
def test_headings_step_down_one_by_one(given: Advice) -> None:
    levels = [int(name[1]) for name in Reading(advice_html(given)).names if re.fullmatch(r"h\d", name)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_lead_to_places_on_the_page() -> None:
    reading = Reading(advice_html(FULL))
    ids = list(reading.values("id"))

    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in reading.values("href")} <= set(ids)
    assert set(reading.values("aria-labelledby")) <= set(ids)


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    reading = Reading(advice_html(FULL))
    attributes = {name for _, names in reading.tags for name in names}

    assert (
        set(reading.names) & {"script", "link", "img", "iframe", "object", "embed", "form", "base"} == set()
    )
    assert {name for name in attributes if name.startswith("on")} == set()
    assert attributes & {"src", "style", "action", "srcset"} == set()
    assert re.findall(r"url\(|@import|expression\(", advice_html(FULL)) == []
    assert [attributes["content"] for tag, attributes in reading.tags if "http-equiv" in attributes] == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]


def test_nothing_to_do() -> None:
    text = " ".join(" ".join(Reading(advice_html(EMPTY)).texts).split())

    assert text == (
        "Your advice, 21 November 2026 Skip to the advice Your advice 21 November 2026 · Playbook: rules "
        "There is nothing you need to do now. Enjoy your day, and look again when something changes. Drawn "
        "up on 21 November 2026 from what was known that day. The decision stays yours. Other people may be "
        "named here: share it with care."
    )


def test_one_contract_needs_no_chart() -> None:
    assert "stakes" not in list(Reading(advice_html(advice_of((TALK,)))).values("id"))


def test_top_cuts_recommendations_alone_and_says_so() -> None:
    page = advice_html(FULL, top=1)

    assert '<p class="more">… and 2 more, less urgent.</p>' in page
    assert "Leaflets" not in page
    assert page[page.index('<h2 id="aside"') :] in advice_html(FULL)


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_no_text_is_markup(trick: str) -> None:
    plain = Reading(advice_html(hostile("x"), who="x"))
    tricked = Reading(advice_html(hostile(trick), who=trick))

    assert tricked.names == plain.names
    assert [sorted(attributes) for _, attributes in tricked.tags] == [
        sorted(attributes) for _, attributes in plain.tags
    ]
    for line in filter(None, map(one_line, trick.split("\n"))):
        assert line in "".join(tricked.texts)


def test_every_text_appears_as_often_whatever_it_says() -> None:
    texts = [
        " ".join(Reading(advice_html(hostile(text), who=text)).texts).count(text) for text in (SCRIPT, "QQQ")
    ]

    assert texts[0] == texts[1] > 20


def test_the_page_is_the_same_each_time() -> None:
    assert advice_html(FULL) == advice_html(FULL)


def test_the_first_three_link_to_their_cards() -> None:
    items = [replace(TALK, rank=rank) for rank in (1, 2, 3, 4)]
    page = advice_html(advice_of(tuple(items)))
    first = page[page.index('<ol class="now"') : page.index('<section class="summary"')]

    assert re.findall(r'<a href="#(do-\d)">', first) == ["do-1", "do-2", "do-3"]
    assert page.index('id="first"') < page.index('class="summary"') < page.index('id="do-now"')


def test_claims_are_quoted_where_they_are_known() -> None:
    claim = Claim("S2-24", "D", "2", "advice", "Talk <first>.", Location("c.yaml", 1, 1))
    page = advice_html(FULL, claims={"S2-24": claim})

    assert page.count('<li><span class="id">S2-24</span> Talk &lt;first&gt;.</li>') == 1
    assert 'class="claims"' not in advice_html(FULL)


def test_news_stand_before_the_advice_and_new_things_are_marked() -> None:
    news = News("What is <new>", ("A remark.",), (NewsItem("New", "Talk", ("now rank 1",)),))
    page = advice_html(FULL, news=news, marks={key_of(TALK.action, TALK.subject): "new"})

    assert '<h2 id="news">What is &lt;new&gt;</h2>\n<p class="lead">A remark.</p>' in page
    assert '<li><p><strong>New:</strong> Talk</p>\n<p class="sources">now rank 1</p>' in page
    assert page.index('id="news"') < page.index('id="first"')
    assert page.count("with Meridian Devices (new)</") == 2
