"""Plain values straight to rows: what the careful reader reads, and what is odd is left to it."""

import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts import Schema, State
from advisor.facts.read_plain import PlainReader
from advisor.facts.read_state import StateReader
from advisor.facts.typed_state import TypedState
from advisor.playbook.load import load_playbook
from advisor.playbook.reading import Problems
from advisor.source.errors import StateError
from advisor.source.plain_values import PlainValues
from advisor.source.plain_yaml import read_plain
from tests.facts.made_up_values import MadeUpValues
from tests.facts.shipped import builder

ROOT = Path(__file__).parents[2]
PLAYBOOKS = ("rules", "tests/landlord/playbook")
STATES = sorted((ROOT / "scenarios" / "states").glob("*.yaml"))
SIGNS = " :-#{}[],'\"|>&*!?\n\\.=<19aé~"


@cache
def plain_reader(playbook: str) -> PlainReader:
    found = load_playbook((str(ROOT / playbook),)).playbook
    assert found is not None
    return PlainReader(Schema.of(found))


def told(state: TypedState) -> object:
    """All that was read, every place included."""
    rows = [
        (
            *(row.entity, row.id, row.path, row.name, row.index, str(row.place), row.inverse),
            [(type(value), value) for value in row.values],
            sorted((name, str(place)) for name, place in row.places.items()),
            sorted((link, to.path) for link, to in row.links.items()),
        )
        for every in state.rows.values()
        for row in every
    ]
    policy = [(name, type(value), value) for name, value in state.policy.items()]
    places = sorted((name, str(place)) for name, place in state.policy_places.items())
    return rows, policy, places, state.as_of, state.sources, state.doubts


def read_both_ways(playbook: str, state: State) -> str:
    """Hold one reader against the other; which of them read the state."""
    reader = plain_reader(playbook)
    quick = None if state.plain is None else reader.read(state.plain)
    if quick is None:
        return "careful"
    problems = Problems()
    careful = StateReader(reader.schema, problems)
    careful.read(state.tree)
    assert problems.found == []
    assert told(quick) == told(careful.state)
    return "quick"


def ways(playbook: str, dice: random.Random, oddness: int) -> Counter[str]:
    counted: Counter[str] = Counter()
    for _ in range(20):
        values = MadeUpValues(plain_reader(playbook).schema, dice, oddness).state()
        try:
            state = State.from_values(values)
        except StateError:
            counted["refused"] += 1
            continue
        counted[read_both_ways(playbook, state)] += 1
    return counted


@pytest.mark.parametrize("playbook", PLAYBOOKS)
@pytest.mark.parametrize("oddness", [10, 60, 400])
@given(seed=st.integers(0, 2**32))
def test_values_are_read_alike(playbook: str, oddness: int, seed: int) -> None:
    ways(playbook, random.Random(seed), oddness)


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_values_as_they_should_be_are_read_quickly(playbook: str) -> None:
    counted = ways(playbook, random.Random(7), 0)

    assert counted["refused"] == 0
    assert counted["quick"] >= 15  # others lack an id that they link to


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_the_states_of_scenarios_are_read_alike(path: Path) -> None:
    read_both_ways("rules", State.load(str(path)))


def test_most_states_of_scenarios_are_read_quickly() -> None:
    quick = sum(read_both_ways("rules", State.load(str(one))) == "quick" for one in STATES)
    assert quick >= len(STATES) - 2


@given(seed=st.integers(0, 2**32), path=st.sampled_from(STATES))
def test_text_that_was_changed_anywhere_is_read_alike(seed: int, path: Path) -> None:
    dice = random.Random(seed)
    whole = path.read_text(encoding="utf-8")
    for _ in range(20):
        text = whole
        for _ in range(dice.randrange(3)):
            at = dice.randrange(len(text))
            written = "".join(dice.choice(SIGNS) for _ in range(dice.randrange(3)))
            text = text[:at] + written + text[at + dice.choice((0, 1, 1, 2)) :]
        if read_plain(text) is not None:
            read_both_ways("rules", State.parse(text, "s"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"clients": [{"id": "a"}, {"id": "a"}]}, 'duplicate-id]: the client "a" is listed twice'),
        ({"profile": {"job_succes": 91}}, 'unknown-field]: a profile has no field "job_succes"'),
        ({"profile": {"job_success": 4.125}}, 'wrong-value]: "job_success": found "4.125", expected'),
        ({"profile": {"job_success": True}}, 'wrong-value]: "job_success": found "true", expected'),
        ({"clients": [], "contracts": [{"id": "c", "client": "b"}]}, 'link]: there is no client "b"'),
        ({"profile": {"job_success": 1}}, ""),
    ],
)
def test_what_is_odd_is_told_by_the_careful_reader(values: dict[str, object], expected: str) -> None:
    state = State.from_values(values)

    assert read_both_ways("rules", state) == "careful"
    if expected:
        with pytest.raises(StateError) as caught:
            builder().build(state, None, 740_000)
        assert expected in str(caught.value.diagnostics[0])
    else:
        assert [doubt.code for doubt in builder().build(state, None, 740_000).doubts] == ["small-percent"]


def test_what_becomes_of_the_values_later_changes_no_state() -> None:
    values = {"profile": {"job_success": 91}, "clients": [{"id": "a"}]}
    state = State.from_values(values)
    values["profile"] = {"job_success": 3}
    values["clients"].clear()  # type: ignore[attr-defined]

    assert state == State.from_values({"profile": {"job_success": 91}, "clients": [{"id": "a"}]})
    assert state.plain == PlainValues({"profile": {"job_success": 91}, "clients": [{"id": "a"}]}, "<values>")
