"""Whole pages of an agenda, to the letter: `pages` has them."""

from pathlib import Path

import pytest

from advisor.reports.agenda.as_text import agenda_text
from advisor.reports.terminal.style import TerminalStyle
from tests.advice.monthly import STATE, agenda

PAGES = Path(__file__).parent / "pages"
EVERYTHING = (
    STATE
    + """\
  - {id: d, title: Song, ended: 2026-11-14}
  - {id: e, title: Poem, due: 2026-11-20}
  - id: f
    title: Map
    moved: 2026-11-01
    history: [{did: ask, on: 2026-11-25, status: snoozed, until: 2026-12-05}]
  - {id: g, title: Sign}
"""
)
LOOKS = {
    "wide": TerminalStyle(width=100),
    "narrow-and-ascii": TerminalStyle(width=40, unicode=False),
    "in-colour": TerminalStyle(width=80, colour=True),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_whole_page(name: str) -> None:
    expected = (PAGES / f"{name}.txt").read_text(encoding="utf-8")

    assert agenda_text(agenda(EVERYTHING), LOOKS[name], who="Laura") == expected
