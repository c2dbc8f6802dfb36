"""Facts by their paths."""

import pytest

from advisor.facts.rows import fact_at, row_at
from advisor.playbook.types import Value
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
    history: [{did: check-in, on: 2026-10-02, reply: yes},
              {did: check-in, on: 2026-09-01, reply: no}]
  - {id: c-2}
  - {id: c.3, history: [{did: check-in}]}
"""
FACTS = facts(TEXT)


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
        ("contracts.c-1.history.0.reply", "yes"),  # as it stands in the state: the later one
        ("contracts.c-1.history.1.reply", "no"),
        ("contracts.c.3.history.0.did", "check-in"),
    ],
)
def test_a_fact_at_a_path(path: str, value: Value | None) -> None:
    fact = fact_at(FACTS, path)

    assert fact is not None
    assert (fact.value, fact.path.name) == (value, path.rpartition(".")[2])


@pytest.mark.parametrize(
    "path", ["", "policy", "policy.none", "profile", "profile.none", "contracts.c-3.title", "contracts.c-1"]
)
def test_no_fact(path: str) -> None:
    assert fact_at(FACTS, path) is None


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("profile", 4),
        ("contracts.c-1", 7),
        ("clients.acme", 8),
        ("contracts.c-1.history.0", 10),
        ("contracts.c-1.history.1", 11),
        ("profile.job_success_history.0", 5),
    ],
)
def test_a_row_at_a_path(path: str, line: int) -> None:
    row = row_at(FACTS, path)

    assert row is not None
    assert row.path == path
    assert row.place is not None
    assert row.place.line == line


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
    assert row_at(FACTS, path) is None
