"""Values as programs write them: yes and no as true and false, numbers with an exponent."""

import pytest

from advisor.advice.api import Playbook
from advisor.facts.rows import fact_at
from advisor.facts.state import State
from advisor.source.errors import StateError
from tests.playbook.sound import SOUND

PLAYBOOK = Playbook.load(str(SOUND))


def test_true_is_told_to_be_yes_where_the_choices_are_words() -> None:
    text = "contracts: [{id: c, history: [{did: check-in, on: 2026-11-01, reply: true}]}]"

    with pytest.raises(StateError) as error:
        PLAYBOOK.run(State.parse(text), "2026-11-21")

    assert [str(problem) for problem in error.value.diagnostics] == [
        '<text>:1:70: error[wrong-value]: "reply": found "true", expected one of none, yes, no\n'
        '    hint: write "yes"'
    ]


@pytest.mark.parametrize(("written", "cents"), [("9.1E1", 9100), ("1e3", 100_000), ("25e-1", 250)])
def test_a_number_with_an_exponent_is_read_exactly(written: str, cents: int) -> None:
    state = State.parse(f'{{"contracts": [{{"id": "c", "earned": {written}}}]}}')

    fact = fact_at(PLAYBOOK.run(state, "2026-11-21").facts, "contracts.c.earned")

    assert fact is not None
    assert fact.value == cents


def test_in_quotes_it_is_no_number() -> None:
    with pytest.raises(StateError, match=r'"earned": found "9\.1E1"'):
        PLAYBOOK.run(State.parse('{"contracts": [{"id": "c", "earned": "9.1E1"}]}'), "2026-11-21")
