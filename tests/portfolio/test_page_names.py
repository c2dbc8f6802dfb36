"""A page has a file of its own, whatever its person is called."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.portfolio.page_names import page_name


@pytest.mark.parametrize("name", ["ana", "line-7", "a_b", "0", "a" * 60])
def test_a_plain_name_is_its_file(name: str) -> None:
    assert page_name(name) == f"{name}.html"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("Ana", "ana~"),
        ("new/ben", "new-ben~"),
        ("../../etc/passwd", "etc-passwd~"),
        ("line 7", "line-7~"),
        ("con", "con~"),
        ("com1", "com1~"),
        (".", "page~"),
        ("Zoë\x00\n", "zo~"),
        ("李", "page~"),
        ("\ud800", "page~"),
        ("a" * 61, "a" * 40 + "~"),
        ("ana~1234567890123456", "ana-1234567890123456~"),
    ],
)
def test_another_one_is_told_apart_by_a_digest(name: str, begins: str) -> None:
    assert page_name(name).startswith(begins)
    assert re.fullmatch(r"[a-z0-9_-]{1,40}~[0-9a-f]{16}\.html", page_name(name))


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_two_share_one_even_where_capitals_do_not_count(one: str, other: str) -> None:
    assert (page_name(one).lower() == page_name(other).lower()) is (one == other)
    assert len(page_name(one)) < 70
