"""Ids that an import gives are short, of their own, and fit for paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.upwork.exports.state_draft import new_id, slug


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ACME Tools", "acme-tools"),
        ("Müller & Söhne GmbH", "müller-söhne-gmbh"),
        ("株式会社 テスト", "株式会社-テスト"),
        ("a.b/c_d~e", "a-b-c-d-e"),
        ("--- !!! ---", ""),
        ("A menu for the Moonrise Café, and a leaflet beside it", "a-menu-for-the-moonrise-café-and-a"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_name_in_short(name: str, found: str) -> None:
    assert slug(name) == found


def test_an_id_is_the_platforms_or_else_the_title_and_taken_by_no_other() -> None:
    assert new_id("35695275", "Menu", "contract", ()) == "35695275"
    assert new_id("~01ab.c", "Menu", "contract", ()) == "01ab-c"
    assert new_id("", "Menu", "contract", {"menu", "menu-2"}) == "menu-3"
    assert new_id("", "!!!", "contract", ()) == "contract"


@given(st.text(), st.text())
def test_every_id_fits_into_a_path(number: str, name: str) -> None:
    own = new_id(number, name, "contract", ())
    assert own
    assert own == own.strip()
    assert not set(own) & set(". \n\t")
