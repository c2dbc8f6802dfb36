"""Paths to facts that lead nowhere, and what changing a fact leaves alone."""

import pytest

from advisor.facts import State
from advisor.facts.override import override
from advisor.source.errors import StateError
from advisor.source.reader import parse_tree
from advisor.source.tree import Mapping
from tests.facts.shipped import TODAY, builder, schema, value

STATE = "contracts: [{id: c-1, client: acme, client_mood: happy, history: [{did: check-in, on: 2026-10-01}]}]"


def changed(changes: str) -> State:
    tree, _ = parse_tree(changes, "c")
    assert isinstance(tree, Mapping)
    return override(State.parse(STATE, "s"), tree, schema())


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("contracts", 'error[bad-path]: "contracts" names all contracts, not one fact'),
        ("contracts.c-1", 'error[bad-path]: "contracts.c-1" names a whole contract, and the value is "1"'),
        ("contracts.c-2.title", 'error[unknown-id]: there is no contract "c-2"'),
        ("contracts..title", 'error[bad-path]: "contracts..title" is no path: '),
        ("contracts.c-1.history.1.on", "error[unknown-id]: "),
        ("profile", 'error[bad-path]: "profile" names a whole section, not one fact'),
        ("contract.c-1.title", 'error[unknown-key]: a state has no section "contract"'),
    ],
)
def test_a_path_that_leads_nowhere(path: str, message: str) -> None:
    with pytest.raises(StateError) as caught:
        changed(f"{path}: 1")

    assert str(caught.value).startswith(f"c:1:1: {message}")


def test_a_fact_is_changed_and_the_others_are_not() -> None:
    built = builder().build(changed("contracts.c-1.client_mood: unhappy\nclients.acme.hires: 3"), None, TODAY)

    assert value(built, "contract", "client_mood") == "unhappy"
    assert value(built, "client", "hires") == 3
    assert value(built, "contract_event", "did") == "check-in"


def test_null_takes_a_fact_back_to_unknown() -> None:
    built = builder().build(changed("contracts.c-1.client_mood: null"), None, TODAY)

    assert value(built, "contract", "client_mood") is None
