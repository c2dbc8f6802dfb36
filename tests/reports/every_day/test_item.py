"""One item whole, as it reads in a terminal."""

import re

import pytest

from advisor.reports.every_day.item import ItemScreen, item_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.reports.hostile import TRICKS, hostile
from tests.reports.samples import FULL

ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
SOURCES = (("Talking helps.", "A book", "Part one"), ("So does listening.", "A page", ""))


def test_it_has_all_that_the_advice_knows_of_it() -> None:
    shown = item_text(ItemScreen(FULL, 1, SOURCES, "1"), TerminalStyle(80))
    item = FULL.recommendations[0]

    flat = " ".join(shown.split())
    for text in (item.title, *(reason.text for reason in item.reasons), *item.steps, *item.rules):
        assert " ".join(text.split()) in flat
    assert "• Talking helps. (A book, Part one)" in flat
    assert "• So does listening. (A page)" in flat
    assert "At stake: at least 25 points of your Job Success Score (estimate)" in flat
    assert "advisor done 1 · show 1 --copy · later 1 friday · why 1" in flat


def test_the_file_is_named_where_it_was_typed() -> None:
    shown = item_text(ItemScreen(FULL, 1, (), "1", "'my file.yaml'"), TerminalStyle(100))

    assert shown.endswith("\neach with -f 'my file.yaml'\n")


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
@pytest.mark.parametrize("width", [40, 80])
def test_texts_are_shown_and_never_act(trick: str, width: int) -> None:
    shown = item_text(
        ItemScreen(hostile(trick), 1, ((trick, trick, trick),), "1", banner=trick), TerminalStyle(width)
    )

    assert ACTING.search(shown) is None
    assert max(map(cells, shown.splitlines())) <= width
