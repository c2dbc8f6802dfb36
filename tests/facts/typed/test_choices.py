"""Choices by their words, their numbers and their beginnings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.typed.choices import read_typed_choice
from advisor.playbook.types import Mismatch

IDS = ("a-1", "b-2")
WHO = ("me", "client", "platform", "top-rated")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("client", "client"),
        ("the client", "client"),
        ("The client.", "client"),
        ("c", "client"),
        ("the plat", "platform"),
        ("2", "client"),
        ("#3", "platform"),
        ("3)", "platform"),
        ("top rated", "top-rated"),
        ("Top_Rated", "top-rated"),
        ("ME", "me"),
    ],
)
def test_a_choice(text: str, choice: str) -> None:
    assert read_typed_choice(text, WHO, "one of them", is_numbered=True) == choice


@pytest.mark.parametrize(
    ("text", "hint"),
    [("0", ""), ("5", ""), ("", ""), ("the", ""), ("clint", 'did you mean "client"?'), ("nobody at all", "")],
)
def test_no_choice(text: str, hint: str) -> None:
    assert read_typed_choice(text, WHO, "one of them", is_numbered=True) == Mismatch("one of them", hint)


def test_a_number_is_none_where_no_list_was_shown() -> None:
    assert read_typed_choice("2", WHO, "one of them") == Mismatch("one of them")


def test_a_beginning_of_several() -> None:
    assert read_typed_choice("p", ("paused", "platform", "p"), "x") == "p"
    assert read_typed_choice("pa", ("paused", "paid"), "x") == Mismatch("x", "it could be paused or paid")


def test_labels_are_names_too() -> None:
    names = ("ACME Tools", "Kim Bakery")

    assert read_typed_choice("kim bakery", IDS, "x", labels=names) == "b-2"
    assert read_typed_choice("acme", IDS, "x", labels=names) == "a-1"
    assert read_typed_choice("a-1", IDS, "x", labels=names) == "a-1"


def test_other_words_are_names_too_and_come_after_them() -> None:
    also = (("angry", "unhappy"), ("not happy", "unhappy"), ("ok", "neutral"), ("hap", "neutral"))
    moods = ("happy", "neutral", "unhappy")

    assert read_typed_choice("ha", moods, "x", also=also) == "happy"
    for text in ("Not happy", "very angry", "ang"):
        assert read_typed_choice(text, moods, "x", also=also) == "unhappy"
    assert read_typed_choice("hap", moods, "x", also=also) == "neutral"
    assert read_typed_choice("n", moods, "x", also=also) == "neutral"
    assert read_typed_choice("anrgy", moods, "x", also=also) == Mismatch("x")


def test_two_of_one_name_are_told_apart_by_their_ids() -> None:
    told = Mismatch("x", "it could be a-1 or b-2")

    assert read_typed_choice("acme", IDS, "x", labels=("ACME", "ACME")) == told


@pytest.mark.parametrize(("text", "choice"), [("yep", "yes"), ("n", "no"), ("nope", "no"), ("none", "none")])
def test_yes_and_no_in_other_words(text: str, choice: str) -> None:
    assert read_typed_choice(text, ("none", "yes", "no"), "x") == choice


NAMES = st.text(min_size=1).map(str.strip).filter(bool)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.text())
def test_a_choice_is_always_read_as_itself(choices: list[str], text: str) -> None:
    known = tuple(choices)

    assert [read_typed_choice(choice, known, "x") for choice in known] == choices
    assert isinstance(read_typed_choice(text, known, "x", is_numbered=True), str | Mismatch)
