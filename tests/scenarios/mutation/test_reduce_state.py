"""States with only what matters: nothing that is left can be dropped, whatever matters."""

import random

from advisor.scenarios.mutation.reduce_state import reduced, without_places
from advisor.source.reader import parse_tree
from advisor.source.tree import Mapping
from advisor.source.yaml_writer import YamlStyle, YamlWriter

STATE = """\
profile: {score: 85, tired: false}
clients: [{id: acme, name: ACME}, {id: bob, name: Bob}]
contracts:
  - {id: c-1, client: acme, title: Logo, history: [{did: talk, on: 2026-11-01}, {did: fix, on: 2026-11-02}]}
  - {id: c-2, client: bob, title: Poem, due: 2026-11-25}
"""


def state() -> Mapping:
    node, _ = parse_tree(STATE, "it.yaml")
    assert isinstance(node, Mapping)
    return node


def written(tree: Mapping) -> str:
    return YamlWriter(YamlStyle()).on_line(tree)


def test_only_what_matters_is_left() -> None:
    small = reduced(state(), lambda tree: "did: fix" in written(tree) and "Bob" in written(tree), 1_000)

    assert written(small) == "{clients: [{name: Bob}], contracts: [{history: [{did: fix}]}]}"


def test_what_must_stand_together_stays_together() -> None:
    def holds(tree: Mapping) -> bool:
        text = written(tree)
        return "id: c-2" in text and ("client: bob" not in text or "id: bob" in text)

    assert written(reduced(state(), holds, 1_000)) == "{contracts: [{id: c-2}]}"


def test_nothing_matters_and_everything_does() -> None:
    assert written(reduced(state(), lambda tree: True, 1_000)) == "{}"
    assert reduced(state(), lambda tree: tree == state(), 1_000) == state()


def test_it_asks_no_more_often_than_it_may() -> None:
    asked: list[Mapping] = []

    def refuses(tree: Mapping) -> bool:
        asked.append(tree)
        return False

    reduced(state(), refuses, 7)

    assert len(asked) == 7


def test_places_are_dropped_at_any_depth() -> None:
    assert written(without_places(state(), [(0, 1), (1,), (2, 1), (2, 0, 3, 0, 1), (2, 0, 1)])) == (
        "{profile: {score: 85}, contracts: [{id: c-1, title: Logo, history: "
        "[{did: talk}, {did: fix, on: 2026-11-02}]}]}"
    )


def test_of_random_needs_nothing_else_is_left() -> None:
    chance = random.Random(5)
    leaves = ["score: 85", "tired", "ACME", "Bob", "Logo", "did: talk", "on: 2026-11-02", "due", "id: c-1"]
    for _ in range(25):
        needs = chance.sample(leaves, chance.randrange(1, 5))

        text = written(reduced(state(), lambda tree: all(need in written(tree) for need in needs), 1_000))  # noqa: B023

        assert [leaf for leaf in leaves if leaf in text] == [leaf for leaf in leaves if leaf in needs]
