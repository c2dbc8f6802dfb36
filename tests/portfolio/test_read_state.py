"""A line is read quickly, with the same result and the same problems as with care."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.state import State
from advisor.portfolio.model import Person
from advisor.portfolio.read_state import with_state
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError

PLACE = Location("all.jsonl", 7, 1)
WORDS = st.text("aé=-#: 1\"'\\", max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.decimals(-9, 9, places=2) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def read(text: str) -> tuple[str, State]:
    """The name and the state of a line."""
    return with_state(Person("line 7", PLACE, text), "freelancer", lambda name, place, state: (name, state))


@given(st.dictionaries(WORDS.filter(lambda word: word != "freelancer"), VALUES, min_size=1, max_size=4))
def test_a_line_says_what_it_says_as_a_file(values: dict[str, object]) -> None:
    text = json.dumps(values, default=float)
    assert _outcome(lambda: read(text)[1]) == _outcome(lambda: State.parse(text, "all.jsonl"))


def _outcome(reading: Callable[[], State]) -> object:
    """The state, or what is wrong with it."""
    try:
        return reading()
    except StateError as error:
        return [one.message for one in error.diagnostics]


@pytest.mark.parametrize(
    ("told", "name"),
    [('"ana"', "ana"), ("12", "12"), ('" ana "', "ana"), ('""', "line 7"), ("null", "line 7")],
)
def test_a_line_may_say_whose_it_is(told: str, name: str) -> None:
    text = f'{{"freelancer": {told}, "profile": {{}}}}'
    assert read(text) == (name, State.parse('{"profile": {}}', "all.jsonl"))


def test_a_section_of_that_name_is_no_name() -> None:
    text = '{"freelancer": {"name": "Ana"}}'
    assert read(text) == ("line 7", State.parse(text, "all.jsonl"))


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("[1]", 1, "a state is a mapping"),
        ('{"a": 1, "a": 2}', 10, 'the key "a" stands twice; the first is on line 7'),
        ('{"a": [1}', 9, 'found \'}\' where "," or "]" was expected'),
    ],
)
def test_what_is_wrong_with_a_line_is_told_at_its_place(text: str, column: int, message: str) -> None:
    with pytest.raises(StateError) as error:
        read(text)
    first = error.value.diagnostics[0]
    assert (first.location.file, first.location.line, first.location.column) == ("all.jsonl", 7, column)
    assert first.message == message
