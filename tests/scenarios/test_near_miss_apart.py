"""In how many facts two scenarios differ: one written beside the other, on Nora's state."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from advisor.facts.schema import Schema
from advisor.scenarios import Scenario
from advisor.scenarios.near_miss import facts_apart, neighbours, units_of
from tests.scenarios.toy import scenario, toy

NOBODY = "{not_recommended: [rest]}"
TALK = "{did: talk, on: 2026-11-01}"
FIX = "{did: fix, on: 2026-11-02}"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(*changes: str, **more: str) -> list[Scenario]:
    return [scenario(NOBODY, changes=change, **more) for change in changes]


def near(scenarios: Sequence[Scenario]) -> tuple[tuple[int, ...], ...]:
    return neighbours(scenarios, Schema.of(toy().content))


@pytest.mark.parametrize(
    ("one", "other", "facts"),
    [
        ("{}", "{}", 0),
        ("{}", "{profile.score: 85}", 0),
        ("{}", "{profile.score: 86}", 1),
        ("{}", "{profile.score: null}", 1),
        ("{contracts.c-2.angry: null}", "{}", 0),
        ("{profile.score: 86}", "{profile.score: 87, profile.tired: true}", 2),
        ("{profile.score: 86}", "{contracts.c-1.angry: false}", 2),
        ("{}", "{policy.soon: 3 days}", 1),
        ("{policy.soon: 4 days}", "{policy.soon: 3 days}", 1),
        ("{}", "{contracts.c-3: {client: bob, title: Ode, angry: true}}", 1),
        ("{}", "{contracts.c-3: {client: bob}, contracts.c-4: {client: bob}}", 2),
        ("{contracts.c-3: {client: bob}}", "{contracts.c-4: {client: bob}}", 2),
        ("{}", "{clients.cy: {name: Cy, kind: person}}", 1),
        ("{}", f"{{contracts.c-1.history: [{TALK}]}}", 1),
        ("{}", f"{{contracts.c-1.history: [{TALK}, {FIX}]}}", 2),
        ("{}", f"{{contracts.c-3: {{client: bob, history: [{TALK}, {FIX}]}}}}", 1),
        (f"{{contracts.c-1.history: [{TALK}, {FIX}]}}", f"{{contracts.c-1.history: [{FIX}, {TALK}]}}", 0),
        (f"{{contracts.c-1.history: [{TALK}, {FIX}]}}", f"{{contracts.c-1.history: [{FIX}]}}", 1),
        (f"{{contracts.c-1.history: [{TALK}]}}", "{contracts.c-1.history: [{did: talk, on: 2026-11-09}]}", 1),
        (f"{{contracts.c-1.history: [{TALK}]}}", f"{{contracts.c-1.history: [{FIX}]}}", 2),
        (f"{{contracts.c-1.history: [{TALK}]}}", "{contracts.c-1.angry: false}", 2),
        (f"{{contracts.c-1.history: [{TALK}, {TALK}]}}", f"{{contracts.c-1.history: [{TALK}]}}", 1),
    ],
)
def test_facts_are_counted(one: str, other: str, facts: int) -> None:
    scenarios = written(one, other)
    schema = Schema.of(toy().content)
    first, second = (units_of(scenario, schema) for scenario in scenarios)

    assert (facts_apart(first, second), facts_apart(second, first)) == (facts, facts)
    assert near(scenarios) == (((1,), (0,)) if facts == 1 else ((), ()))


def test_the_day_of_the_review_is_a_fact() -> None:
    today, again = written("{}", "{profile.score: 90}")
    tomorrow, both = written("{}", "{profile.score: 90}", as_of="2026-11-22")

    assert near([today, again, tomorrow, both]) == ((1, 2), (0, 3), (0, 3), (1, 2))


def test_a_client_with_nothing_but_an_id_is_as_good_as_linked_to() -> None:
    [listed] = written("{clients.acme: {}, clients.bob: {}}")
    trees = [entry for entry in listed.state.tree.entries if entry.key.text != "clients"]
    bare = type(listed.state.tree)(tuple(trees), listed.state.tree.location)
    schema = Schema.of(toy().content)
    unlisted = Scenario("it", listed.as_of, type(listed.state)(bare, "it"), listed.expect, listed.location)

    assert units_of(listed, schema) == units_of(unlisted, schema)


def test_what_is_left_out_sets_scenarios_apart() -> None:
    whole, other = written("{}", "{profile.score: 90}")
    parted = Scenario(other.name, other.as_of, other.state, other.expect, other.location, without=("toy",))

    assert near([whole, parted]) == ((), ())
