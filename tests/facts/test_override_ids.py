"""Paths whose ids hold dots: of the ids that a path could mean, the longest counts."""

import pytest

from advisor.facts import State
from advisor.facts.override import changes_of, override
from advisor.facts.rewrite_state import rewrite_state
from advisor.source.errors import StateError
from tests.facts.shipped import TODAY, builder, schema

TEXT = """\
contracts:
  - {id: c, title: Menu}
  - {id: c.1, title: Logo, history: [{did: check-in}]}
  - {id: c.1.history, title: Song}
"""


def review(change: str) -> None:
    changed = override(State.parse(TEXT, "s"), changes_of([change], "--set"), schema())
    builder().build(changed, None, TODAY)


def titles(*changes: str) -> list[str]:
    changed = override(State.parse(TEXT, "s"), changes_of(changes, "--set"), schema())
    rows = changed.tree.get("contracts")
    return [str(row.get("title").text) for row in rows.items]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("contracts.c.title=X", ["X", "Logo", "Song"]),
        ("contracts.c.1.title=X", ["Menu", "X", "Song"]),
        ("contracts.c.1.history.title=X", ["Menu", "Logo", "X"]),
        ("contracts.d.2={title: X}", ["Menu", "Logo", "Song", "X"]),
        ("contracts.c.1={title: X}", ["Menu", "X", "Song"]),
    ],
)
def test_the_longest_known_id_is_meant(change: str, expected: list[str]) -> None:
    assert titles(change) == expected


def test_an_id_that_nobody_has() -> None:
    with pytest.raises(StateError) as caught:
        titles("contracts.d.1.title=X")

    assert str(caught.value) == (
        '--set:1:1: error[unknown-id]: there is no contract "d"\n    hint: a mapping at contracts.d adds it'
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            "contracts.c.titel={x: y}",
            """--set:1:1: error[unknown-field]: a contract has no field "titel"
    hint: did you mean "title"?""",
        ),
        (
            "contracts.c.2={title: X}",
            """--set:1:1: error[unknown-field]: a contract has no field "2"
    hint: the playbook's vocabulary tells what a contract may hold""",
        ),
        (
            "contracts.c.1.histroy={title: X}",
            """--set:1:1: error[unknown-field]: a contract has no field "histroy"
    hint: did you mean "history"?""",
        ),
        (
            "contracts.c.idle={x: y}",
            """--set:1:1: error[computed-field]: "idle" of a contract is computed and cannot be set
    hint: leave it out, and give the facts that it follows from""",
        ),
        (
            "contracts.c.titel.x={x: y}",
            """--set:1:1: error[bad-path]: "contracts.c.titel.x" goes on after "contracts.c.titel", """
            "which is one fact",
        ),
    ],
)
def test_what_follows_a_known_id_is_a_field(change: str, problem: str) -> None:
    """A misspelt one adds no other contract, whatever its value."""
    with pytest.raises(StateError) as caught:
        review(change)

    assert str(caught.value) == problem


def test_a_fact_is_written_into_the_text() -> None:
    new = rewrite_state(TEXT, "s", changes_of(["contracts.c.1.title=Card"], "--set"), schema())

    assert new == TEXT.replace("title: Logo", "title: Card")
