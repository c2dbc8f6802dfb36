"""Paths whose ids hold dots: of the ids that a path could mean, the longest counts."""

import pytest

from advisor.facts import State
from advisor.facts.override import changes_of, override
from advisor.facts.rewrite_state import rewrite_state
from advisor.source.errors import StateError
from tests.facts.shipped import schema

TEXT = """\
contracts:
  - {id: c, title: Menu}
  - {id: c.1, title: Logo, history: [{did: check-in}]}
  - {id: c.1.history, title: Song}
"""


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
        ("contracts.c.2={title: X}", ["Menu", "Logo", "Song", "X"]),
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


def test_a_fact_is_written_into_the_text() -> None:
    new = rewrite_state(TEXT, "s", changes_of(["contracts.c.1.title=Card"], "--set"), schema())

    assert new == TEXT.replace("title: Logo", "title: Card")
