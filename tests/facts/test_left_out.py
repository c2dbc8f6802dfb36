"""A state for two vocabularies: what only one of them knows is left out for the other, and nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.facts.facts_builder import FactsBuilder
from advisor.facts.left_out import fitted
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.playbook.load import load_playbook
from advisor.source.errors import StateError
from tests.playbook.sound import SOUND, usable

MORE = """\
entities:
  person: {single: true, fields: {cats: {type: count}}}
  house:
    key: id
    called: house
    label: "{id}"
    fields: {rooms: {type: count}}
  contract:
    fields: {fee: {type: money}, mood_of_mine: {type: flag}}
policy: {late_fee: {type: money, value: 5}}
actions:
  dance: {for: contract, title: "Dance", effort: low}
ruleset: mine
rules:
  - {id: dance-when-paid, for: contract, when: {fee: "> 5"}, advise: dance, priority: low,
     because: "So", claims: D-1}
"""


@pytest.fixture
def builders(tmp_path: Path) -> tuple[FactsBuilder, FactsBuilder]:
    """Of the sound playbook, and of one on top of it that knows more."""
    (tmp_path / "more.yaml").write_text(MORE, encoding="utf-8")
    whole = usable(load_playbook((str(SOUND), str(tmp_path / "more.yaml"))))
    less = usable(load_playbook((str(SOUND),)))
    return FactsBuilder(Schema.of(less)), FactsBuilder(Schema.of(whole))


def left_out(text: str, builders: tuple[FactsBuilder, FactsBuilder]) -> dict[str, int]:
    """What is left out for the first, whose facts can then be built; the second gets the state as it is."""
    state = State.parse(text, "state.yaml")
    less, whole = builders
    cut = fitted(state, less, whole)
    less.build(cut.state, None, 730_000)
    assert fitted(state, whole, less).state is state
    return dict(cut.left_out)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contracts: [{id: a}]", {}),
        ("contracts: [{id: a, fee: $5}, {id: b, fee: $6}]", {"contracts.fee": 2}),
        ("contracts:\n  - fee: $5\n    id: a\n", {"contracts.fee": 1}),
        ("contracts:\n  - id: a\n    mood_of_mine: true\n", {"contracts.mood_of_mine": 1}),
        ("policy: {late_fee: $3}", {"policy.late_fee": 1}),
        ("policy:\n  late_fee: $3\n", {"policy.late_fee": 1}),
        ("houses: [{id: h, rooms: 3}]\ncontracts: [{id: a}]", {"houses": 1}),
        ("person: {cats: 2}\ncontracts: [{id: a}]", {"person": 1}),
        ("person:\n  cats: 2\n", {"person": 1}),
    ],
)
def test_what_only_the_other_knows(
    text: str, expected: dict[str, int], builders: tuple[FactsBuilder, FactsBuilder]
) -> None:
    assert left_out(text, builders) == expected


_OWN = {"fee": 5, "mood_of_mine": True}
_BOTH = {"title": "Logo", "status": "active", "earned": 7}


@given(st.lists(st.sets(st.sampled_from([*_OWN, *_BOTH])), max_size=4), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_else_is_lost(
    builders: tuple[FactsBuilder, FactsBuilder], given_fields: list[set[str]], in_blocks: bool
) -> None:
    rows = [
        {"id": f"c-{number}", **{name: (_OWN | _BOTH)[name] for name in sorted(names)}}
        for number, names in enumerate(given_fields)
    ]
    text = json.dumps({"contracts": rows}, indent=2 if in_blocks else None)
    less, whole = builders
    foreign = sum(name in _OWN for row in rows for name in row)

    cut = fitted(State.parse(text), less, whole)

    assert sum(cut.left_out.values()) == foreign
    kept = [{name: value for name, value in row.items() if name not in _OWN} for row in rows]
    plain = State.from_values({"contracts": kept})
    now, expected = (less.build(state, None, 730_000).rows["contract"] for state in (cut.state, plain))
    assert [row.values for row in now] == [row.values for row in expected]


def test_what_neither_knows_stays_and_is_told(builders: tuple[FactsBuilder, FactsBuilder]) -> None:
    state = State.parse("contracts: [{id: a, fea: $5, fee: $5}]", "state.yaml")

    cut = fitted(state, *builders)

    assert cut.left_out == {"contracts.fee": 1}
    with pytest.raises(StateError) as raised:
        builders[0].build(cut.state, None, 730_000)
    assert [problem.message for problem in raised.value.diagnostics] == ['a contract has no field "fea"']


def test_a_value_that_only_the_other_reads(
    tmp_path: Path, builders: tuple[FactsBuilder, FactsBuilder]
) -> None:
    text, words = SOUND.read_text(encoding="utf-8"), "[happy, neutral, unhappy]"
    assert words in text
    (tmp_path / "other.yaml").write_text(text.replace(words, "[odd, happy, neutral, unhappy]"))
    wide = FactsBuilder(Schema.of(usable(load_playbook((str(tmp_path / "other.yaml"),)))))

    cut = fitted(State.parse("contracts: [{id: a, mood: odd}, {id: b, mood: happy}]"), builders[0], wide)

    assert cut.left_out == {"contracts.mood": 1}


def test_a_record_of_an_action_that_only_the_other_has_goes_as_a_whole(
    builders: tuple[FactsBuilder, FactsBuilder],
) -> None:
    text = "contracts: [{id: a, history: [{did: check-in, on: 2026-01-02}, {did: dance, on: 2026-01-03}]}]"

    cut = fitted(State.parse(text), *builders)

    assert cut.left_out == {"contracts.history.did": 1}
    assert len(builders[0].build(cut.state, None, 740_000).rows["event"]) == 1
