import pytest

from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Scalar, Sequence

HERE, THERE = Location("a", 1, 1), Location("b", 2, 2)


def test_equality_ignores_places() -> None:
    assert Scalar("x", False, HERE) == Scalar("x", False, THERE)
    assert Sequence((), HERE) == Sequence((), THERE)
    assert Mapping((), HERE) == Mapping((), THERE)
    assert Scalar("x", False, HERE) != Scalar("x", True, HERE)


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null_is_a_plain_word(text: str) -> None:
    assert Scalar(text, False, HERE).is_null
    assert not Scalar(text, True, HERE).is_null


def test_other_words_are_not_null() -> None:
    assert not Scalar("no", False, HERE).is_null


def test_a_mapping_gives_the_value_of_a_key() -> None:
    one = Scalar("1", False, HERE)
    mapping = Mapping((Entry(Scalar("a", False, HERE), one),), HERE)

    assert mapping.get("a") is one
    assert mapping.get("b") is None
