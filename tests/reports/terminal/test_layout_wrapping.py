"""Wrapping by the cells of a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reports.terminal.layout import cells, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("日本", 4), ("🎉", 2), ("☎\ufe0f", 2), ("a\u200bb", 2)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("  one   two\nthree ", ["one two", "three"]),
        ("exactly ten", ["exactly", "ten"]),
        ("tenletters tenletters", ["tenletters", "tenletters"]),
        ("a verylongwordindeed b", ["a", "verylongwo", "rdindeed b"]),
        ("score of 92% now", ["score of", "92% now"]),
        ("日本語日本語 日本", ["日本語日本", "語 日本"]),
        ("e\u0301" * 12, ["e\u0301" * 10, "e\u0301" * 2]),
    ],
)
def test_wrap_at_ten(text: str, lines: list[str]) -> None:
    assert wrap(text, 10) == lines


@given(st.text(st.characters(exclude_characters="\0")), st.integers(2, 30))
def test_wrap_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
