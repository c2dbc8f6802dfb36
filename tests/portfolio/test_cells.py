"""What a spreadsheet would run is marked as text, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.portfolio.cells import as_cell, of_cell


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_begins_like_a_formula_is_marked(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Menu", "", "a=b", "'quoted'", -5, 1.5, None])
def test_everything_else_stays(value: object) -> None:
    assert as_cell(value) == value


@given(st.text("=+-@'a\t", max_size=4).filter(lambda text: not text.startswith("'")))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert of_cell(str(as_cell(text))) == text
