"""Yes, no, and I don't know."""

import pytest

from advisor.facts.typed.words import is_not_known, plain_words, yes_or_no


@pytest.mark.parametrize("text", ["y", "Yes", "yep", "Sure!", "of course", "yeah.", "TRUE", "ok"])
def test_yes(text: str) -> None:
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", ["n", "No.", "nope", "none", "not  yet", "never", "false", "Nah"])
def test_no(text: str) -> None:
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", ["", "maybe", "yes and no", "1", "0", "yesterday", "november"])
def test_neither(text: str) -> None:
    assert yes_or_no(text) is None


@pytest.mark.parametrize("text", ["", "  ", "?", "Don’t know", "dk", "no idea.", "I'm not sure", "skip"])
def test_what_is_not_known(text: str) -> None:
    assert is_not_known(text)


def test_what_is_known() -> None:
    assert not any(map(is_not_known, ["no", "none", "0", "don't"]))


def test_words_made_plain() -> None:
    assert plain_words("  Don’t\tKNOW . ") == "don't know"
