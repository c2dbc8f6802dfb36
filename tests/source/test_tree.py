import pytest

from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Scalar, Sequence, entries_of, items_of, mappings_of

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


def test_a_value_put_under_a_key_takes_the_place_of_the_old_one_or_comes_last() -> None:
    one, two = Scalar("1", False, HERE), Scalar("2", False, HERE)
    mapping = Mapping((), HERE).put("a", one).put("b", one, THERE).put("a", two)

    assert [(entry.key.text, entry.value) for entry in mapping.entries] == [("a", two), ("b", one)]
    assert [entry.key.location for entry in mapping.entries] == [HERE, THERE]


def test_what_is_no_list_and_no_mapping_holds_nothing() -> None:
    one = Scalar("1", False, HERE)
    mapping = Mapping((Entry(one, one),), HERE)

    assert items_of(Sequence((one, mapping), HERE)) == (one, mapping)
    assert mappings_of(Sequence((one, mapping), HERE)) == (mapping,)
    assert entries_of(mapping) == mapping.entries
    assert [*items_of(None), *items_of(mapping), *mappings_of(one), *entries_of(one)] == []
