"""Words of a list as one value, and pieces of a text."""

import pytest

from advisor.playbook.choices import contains, joined, words_in
from advisor.playbook.types import FieldType, Mismatch, read_value, speak

CHOICES = ("drawing", "writing", "web pages")


@pytest.mark.parametrize("text", ["web pages, drawing", "drawing,web pages", " drawing , web pages, drawing"])
def test_a_value_has_the_order_of_the_vocabulary(text: str) -> None:
    assert read_value(text, FieldType.CHOICES, CHOICES) == "drawing, web pages"


@pytest.mark.parametrize("text", ["draw", "drawing,", ",", "", "drawing; writing"])
def test_every_word_is_one_of_the_choices(text: str) -> None:
    assert read_value(text, FieldType.CHOICES, CHOICES) == Mismatch(
        "one or several of drawing, writing, web pages"
    )


def test_a_list_without_any_is_a_value() -> None:
    assert joined([], CHOICES) == ""
    assert speak("", FieldType.CHOICES) == "none"
    assert words_in("drawing, web pages") == ("drawing", "web pages")


@pytest.mark.parametrize(
    ("text", "piece", "found"),
    [
        ("Invoice 2026", "invoice", True),
        ("Two INVOICES", "Invoice", True),
        ("Late  payment\nfee", "payment fee", True),
        ("Stra\u00dfe", "STRASSE", True),
        ("In voice", "invoice", False),
        ("", "x", False),
    ],
)
def test_capitals_and_blanks_make_no_difference(text: str, piece: str, found: bool) -> None:
    assert contains(text, piece) is found
