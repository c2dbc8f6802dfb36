"""Ids of what is added, out of its title or name."""

import unicodedata

import pytest

from advisor.facts.new_row import id_from
from advisor.playbook.ids import is_id

NAMES = ["Café Lumière", "한글 로고", "5 Å", "10 kΩ", "İstanbul", "ǰ", "ΐ", "naïve"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Menu, Cards!", "menu-cards"),
        ("Café Lumière", "café-lumière"),
        ("v1.2", "v1-2"),
        ("2026", "job-2026"),
        ("?", "job"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_short_id(name: str, expected: str) -> None:
    assert id_from(name, [], "job") == expected


def test_each_gets_its_own() -> None:
    assert id_from("Menu", ["MENU", "menu-2"], "job") == "menu-3"


@pytest.mark.parametrize("name", NAMES)
def test_one_name_gives_one_id_however_its_letters_are_put_together(name: str) -> None:
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
    ids = {id_from(form, [], "job") for form in forms}

    assert len(ids) == 1
    assert all(is_id(one) and unicodedata.is_normalized("NFC", one) for one in ids)
