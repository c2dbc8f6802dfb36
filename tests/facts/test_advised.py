"""The name of the one who is advised stands where the vocabulary has a place for it."""

import pytest

from advisor import Playbook, State
from advisor.facts.advised import name_in
from tests.advice.monthly import months


@pytest.mark.parametrize(
    ("profile", "name"),
    [("{name: Ana}", "Ana"), ("{name: null}", ""), ("{name: [a]}", ""), ("{}", ""), ("none", "")],
)
def test_a_name_is_what_the_state_gives_as_one(profile: str, name: str) -> None:
    vocabulary = Playbook.load().content.vocabulary
    assert name_in(State.parse(f"profile: {profile}"), vocabulary) == name


def test_a_playbook_without_names_knows_none() -> None:
    assert name_in(State.parse("contracts: []"), months().content.vocabulary) == ""
