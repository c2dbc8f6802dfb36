"""The page of advice in a real browser: for every eye and width, on paper, and with hostile names."""

import base64
import io
import json
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from advisor import Playbook, State
from advisor.advice.model import Advice
from advisor.advice.standing import Standing, standing
from advisor.reports.advice.as_html import advice_html
from advisor.reports.advice.view import advice_view
from advisor.shipped import shipped_playbook
from tests.browser.chromium import Chromium, Tab
from tests.reports.hostile import SCRIPT, TRICKS, hostile
from tests.reports.samples import EMPTY, FULL, QUESTIONS
from tests.reports.samples import advice as advice_of

STATES = Path(__file__).parents[2] / "scenarios" / "states"
WIDTHS = (320, 768, 1280)
# Text that only assistive technology reads is cut off on purpose.
WIDER_THAN_THE_PAGE = """
[...document.querySelectorAll("body *")]
  .filter((each) => !each.closest(".unseen") && !each.closest("details:not([open])"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
  .map((each) => each.outerHTML.slice(0, 80))
"""
DARK = {"name": "prefers-color-scheme", "value": "dark"}
Place = Callable[[str], str]


@cache
def in_trouble() -> Advice:
    """The advice with most to say of those that come with the shipped playbook."""
    return Playbook.load(shipped_playbook()).review(State.load(str(STATES / "in-trouble.yaml")))


SAMPLES: dict[str, Callable[[], Advice]] = {
    "whole": lambda: FULL,
    "nothing": lambda: EMPTY,
    "questions": lambda: advice_of(questions=QUESTIONS),
    "in-trouble": in_trouble,
}


@cache
def axe() -> str:
    """The checks of accessibility, as a script."""
    spec = find_spec("axe_core_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(tab: Tab) -> list[Any]:
    """What is wrong for somebody, in the colours that the page has and in the dark ones."""
    tab.run(f"{axe()};0")
    told = "then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"
    found: list[Any] = tab.run(f"axe.run().{told}")
    tab.ask("Emulation.setEmulatedMedia", features=[DARK])
    dark: list[Any] = tab.run(f"axe.run({{runOnly: ['color-contrast']}}).{told}")
    tab.ask("Emulation.setEmulatedMedia", features=[{**DARK, "value": "light"}])
    return [*found, *dark]


def assert_quiet(tab: Tab) -> None:
    """Nothing was asked for but the page itself, nothing complained, and nothing ran."""
    assert [event["request"]["url"] for event in tab.told("Network.requestWillBeSent")] == [
        tab.run("location.href")
    ]
    assert (
        tab.told("Page.javascriptDialogOpening", "Runtime.exceptionThrown", "Runtime.consoleAPICalled") == []
    )
    assert tab.told("Log.entryAdded") == []


def assert_fits(tab: Tab) -> None:
    for width in WIDTHS:
        tab.resize(width)

        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.run(WIDER_THAN_THE_PAGE) == []


def printed(tab: Tab, width: float, height: float) -> list[str]:
    """The text of each sheet, without blanks."""
    answer = tab.ask("Page.printToPDF", paperWidth=width, paperHeight=height)
    return [
        "".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(base64.b64decode(answer["data"]))).pages
    ]


@pytest.mark.parametrize("sample", SAMPLES)
def test_everybody_can_read_it(chromium: Chromium, place: Place, sample: str) -> None:
    with chromium.open(place(advice_html(SAMPLES[sample](), who="Laura"))) as tab:
        tab.run('document.querySelectorAll("details").forEach((each) => { each.open = true })')

        assert violations(tab) == []
        assert_quiet(tab)


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_fits_any_width(chromium: Chromium, place: Place, sample: str) -> None:
    with chromium.open(place(advice_html(SAMPLES[sample](), who="Laura"))) as tab:
        assert_fits(tab)


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_hostile_text_runs_nothing_and_breaks_nothing(chromium: Chromium, place: Place, trick: str) -> None:
    page = advice_html(hostile(trick), who=trick)
    heading = advice_view(hostile(trick), who=trick).heading

    with chromium.open(place(page)) as tab:
        assert tab.run("document.title") == " ".join(f"{heading}, 21 November 2026".split())
        assert_quiet(tab)
        assert tab.run("document.scripts.length + document.images.length + document.forms.length") == 0
        assert_fits(tab)


def test_a_hostile_state_is_read_by_everybody_too(chromium: Chromium, place: Place, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    contract = {"id": "c-1", "client": "a", "title": "\"Quoted\" 'title' " + "x" * 5000, "status": "active"}
    state.write_text(
        json.dumps(
            {
                "as_of": "2026-11-21",
                "profile": {"name": "\u202eLaura 👩‍💻"},
                "clients": [{"id": "a", "name": SCRIPT}],
                "contracts": [{**contract, "last_activity": "2026-03-01", "client_mood": "unhappy"}],
            }
        )
    )
    advice = Playbook.load(shipped_playbook()).review(State.load(str(state)))
    assert SCRIPT in "".join(item.title for item in advice.recommendations)

    with chromium.open(place(advice_html(advice, who="\u202eLaura 👩‍💻"))) as tab:
        assert tab.run("document.title") == "Advice for Laura 👩‍💻, 21 November 2026"
        assert violations(tab) == []
        assert_quiet(tab)
        assert_fits(tab)


@pytest.mark.parametrize(("width", "height"), [(8.27, 11.69), (8.5, 11)], ids=["A4", "Letter"])
def test_it_prints_whole_and_cuts_no_card(
    chromium: Chromium, place: Place, width: float, height: float
) -> None:
    report = advice_view(in_trouble())

    with chromium.open(place(advice_html(in_trouble())), dark=True) as tab:
        sheets = printed(tab, width, height)

    for card in report.cards:
        whole = [card.title, *card.because, *card.steps, *card.draft, *card.sources]
        wanted = ["".join(text.split()) for text in whole]
        assert [sheet for sheet in sheets if all(text in sheet for text in wanted)] != [], card.title
    everything = "".join(sheets)
    for text in (*(each.because for each in report.asides), *(each.question for each in report.questions)):
        assert "".join(text.split()) in everything


def test_a_dark_screen_is_dark_and_its_paper_white_with_dark_ink(chromium: Chromium, place: Place) -> None:
    colours = "(({backgroundColor, color}) => [backgroundColor, color])(getComputedStyle(document.body))"
    with chromium.open(place(advice_html(FULL)), dark=True) as tab:
        assert tab.run(colours) == ["rgb(18, 21, 23)", "rgb(233, 235, 232)"]
        tab.ask("Emulation.setEmulatedMedia", media="print", features=[DARK])
        assert tab.run(colours) == ["rgb(255, 255, 255)", "rgb(30, 37, 34)"]


def test_the_keyboard_can_skip_to_the_advice(chromium: Chromium, place: Place) -> None:
    with chromium.open(place(advice_html(FULL))) as tab:
        for kind in ("keyDown", "keyUp"):
            tab.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)

        assert tab.run("document.activeElement.className") == "skip"
        assert tab.run("document.activeElement.getBoundingClientRect().top") >= 0


def test_who_wants_no_motion_gets_none(chromium: Chromium, place: Place) -> None:
    with chromium.open(place(advice_html(FULL))) as tab:
        tab.ask(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}]
        )

        assert tab.run("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert tab.run("document.getAnimations().length") == 0


def standing_of(name: str) -> Standing:
    playbook = Playbook.load(shipped_playbook())
    return standing(playbook, playbook.run(State.load(str(STATES / f"{name}.yaml"))))


def bottoms(tab: Tab, *selectors: str) -> list[float]:
    """How far down the page the first element of each kind ends."""
    return [tab.run(f"document.querySelector('{each}').getBoundingClientRect().bottom") for each in selectors]


def test_the_first_screens_hold_what_matters(chromium: Chromium, place: Place) -> None:
    page = advice_html(in_trouble(), who="Tomasz Wilk", standing=standing_of("in-trouble"))

    with chromium.open(place(page)) as tab:
        tab.resize(1280)
        assert max(bottoms(tab, ".standing", ".now li:nth-child(3)")) <= 720
        tab.resize(390)
        assert max(bottoms(tab, ".now li:nth-child(1)")) <= 844


def test_the_score_and_the_money_are_for_everybody(chromium: Chromium, place: Place) -> None:
    with chromium.open(place(advice_html(FULL, standing=standing_of("held-money")))) as tab:
        assert violations(tab) == []
        assert_fits(tab)
