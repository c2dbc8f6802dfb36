"""Expectations of rows and days rewritten in place; all else in the table stays as it was written."""

from pathlib import Path

import pytest

from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.update import FileUpdate, updates
from tests.scenarios.toy import NORA, toy

TABLE = """\
defaults:
  as_of: 2026-11-21
  state: nora.yaml
scenarios:
  - name: it   # the one
    with: {profile.score: 85}
    rows:
      # Tired.
      - with: {profile.tired: true}   # very
        expect: {recommended: [%s]}   # so
      - name: not tired
        expect:
          recommended: [%s]  # and so
      - {with: {contracts.c-1.angry: false}, expect: {recommended: [%s]}}

  - name: story
    days:
      2026-11-28: {expect: {recommended: [%s]}}
      2026-11-10:   # early
        expect:
          # Nobody.
          not_recommended: [%s]
"""
RIGHT = ("rest", "talk@c-1", "greet@bob", "hurry@c-2", "hurry@c-2")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nora.yaml").write_text(NORA)


def update(text: str) -> list[FileUpdate]:
    Path("it.yaml").write_text(text)
    return list(updates(toy(), run_scenarios(toy(), load_scenarios(["it.yaml"], toy()))))


def test_what_passes_stays() -> None:
    assert update(TABLE % RIGHT) == []


@pytest.mark.parametrize(
    ("number", "wrong", "name"),
    [
        (0, "{action: rest, rank: 2}", "it: row 1"),
        (1, "{action: talk, subject: c-1, priority: low}", "it: not tired"),
        (2, "{action: greet, subject: bob, rank: 3}", "it: row 3"),
        (3, "{action: hurry, subject: c-2, deadline: 2026-11-20}", "story: 2026-11-28"),
    ],
)
def test_a_row_or_a_day_is_rewritten_alone(number: int, wrong: str, name: str) -> None:
    expected = [*RIGHT]
    expected[number] = wrong
    rights = {"rank: 2": "rank: 1", "low": "high", "rank: 3": "rank: 2", "2026-11-20": "2026-11-25"}
    for old, new in rights.items():
        wrong = wrong.replace(old, new)

    [rewritten] = update(TABLE % tuple(expected))

    expected[number] = wrong
    assert [scenario.name for scenario in rewritten.changed] == [name]
    assert rewritten.after == TABLE % tuple(expected)


def test_what_moves_to_another_list_does_so_within_its_row() -> None:
    [rewritten] = update(TABLE % ("rest, hurry@c-2", *RIGHT[1:4], "rest, greet@bob"))

    assert rewritten.refused == ()
    assert rewritten.after == (TABLE % (*RIGHT[:4], "rest")).replace(
        "expect: {recommended: [rest]}   # so",
        "expect:\n          recommended: [rest]\n          set_aside: "
        "[{action: hurry, subject: c-2, reason: forbidden, by: no-hurry-when-tired}]   # so",
    ).replace("          # Nobody.\n", "          # Nobody.\n          recommended: [greet@bob]\n")
