"""Facts by their paths, as advice and as states spell them."""

import pytest

from advisor.facts.paths import fact_at, row_at
from advisor.facts.state import State
from advisor.playbook.quantities import Value
from tests.facts.shipped import facts

TEXT = """\
as_of: 2026-11-21
policy: {small_stake: $400}
profile:
  name: Laura
  job_success_history: [{on: 2026-10-01, value: 92}, {on: 2026-01-01, value: 80}]
contracts:
  - id: c-1
    client: acme
    last_activity: 2026-11-01
    history: [{did: check-in, on: 2026-10-02, reply: yes}, {did: check-in, on: 2026-09-01, reply: no}]
  - {id: c-2}
"""
FACTS = facts(TEXT)
TREE = State.parse(TEXT, "s").tree


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("policy.small_stake", 40_000),
        ("policy.large_stake", 100_000),
        ("profile.name", "Laura"),
        ("profile.job_success", None),
        ("contracts.c-1.idle", 20),
        ("contracts.c-1.client", "acme"),
        ("contracts.c-1.title", None),
        ("clients.acme.id", "acme"),
        ("contracts.c-1.history.0.reply", "no"),  # in the order of facts: the earlier one
        ("contracts.c-1.history.1.reply", "yes"),
    ],
)
def test_a_fact_at_a_path(path: str, value: Value | None) -> None:
    found = fact_at(FACTS, path)

    assert found is not None
    assert (found.value, found.path.name) == (value, path.rpartition(".")[2])


@pytest.mark.parametrize(
    "path", ["", "policy", "policy.none", "profile", "profile.none", "contracts.c-3.title", "contracts.c-1"]
)
def test_no_fact(path: str) -> None:
    assert fact_at(FACTS, path) is None


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("profile", "profile"),
        ("contracts.c-1", "contracts.c-1"),
        ("clients.acme", "clients.acme"),
        ("contracts.c-1.history.0", "contracts.c-1.history.1"),  # as it stands in the state: the later one
        ("contracts.c-1.history.1", "contracts.c-1.history.0"),
        ("profile.job_success_history.0", "profile.job_success_history.1"),
    ],
)
def test_a_row_at_a_path_of_the_state(path: str, found: str) -> None:
    row = row_at(TREE, FACTS, path)

    assert row is not None
    assert row.path == found


@pytest.mark.parametrize(
    "path",
    [
        "",
        "contracts",
        "contracts.c-3",
        "contracts.c-1.history",
        "contracts.c-1.history.2",
        "contracts.c-1.history.x",
        "contracts.c-2.history.0",
        "clients.acme.history.0",
        "contracts.c-1.history.0.on",
    ],
)
def test_no_row(path: str) -> None:
    assert row_at(TREE, FACTS, path) is None
