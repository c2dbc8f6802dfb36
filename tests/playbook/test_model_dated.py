"""Parameters whose values change with time: what they are on a day, in words, and changed by a layer."""

import datetime
from pathlib import Path

import pytest

from advisor.playbook.changed import changed_between
from advisor.playbook.dependencies import TimeDependence
from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Parameter, RuleBase
from advisor.scenarios.mutation.rules import mutants_of
from tests.playbook.sound import SOUND, usable

TEXT = SOUND.read_text(encoding="utf-8")
VALUES = "values: {2026-01-01: 90 days, 2023-01-01: 6 months, 2026-07-01: 60 days}"


def dated(folder: Path, values: str = VALUES, more: str = "") -> RuleBase:
    """The sound playbook, in which idle_after changes with time, with a layer on top of it."""
    base, layer = folder / "base.yaml", folder / "layer.yaml"
    base.write_text(TEXT.replace("value: 6 months", values), encoding="utf-8")
    layer.write_text(more or "playbook: {name: Mine}\n", encoding="utf-8")
    return usable(load_playbook((str(base), str(layer))))


def idle_after(playbook: RuleBase) -> Parameter:
    return playbook.policy["idle_after"]


@pytest.mark.parametrize(
    ("day", "value", "column"),
    [
        ("2020-05-05", 183, 70),
        ("2023-01-01", 183, 70),
        ("2025-12-31", 183, 70),
        ("2026-01-01", 90, 49),
        ("2026-06-30", 90, 49),
        ("2026-07-01", 60, 92),
        ("2999-01-01", 60, 92),
    ],
)
def test_the_value_of_a_day_is_that_of_the_latest_day_up_to_it(
    day: str, value: int, column: int, tmp_path: Path
) -> None:
    parameter, number = idle_after(dated(tmp_path)), datetime.date.fromisoformat(day).toordinal()

    assert (parameter.on(number), parameter.place_on(number).column) == (value, column)
    assert parameter.value == 60


def test_all_values_in_words(tmp_path: Path) -> None:
    whole = dated(tmp_path).spoken("idle_after")
    one = dated(tmp_path, "values: {2023-01-01: 6 months}").spoken("idle_after")

    assert whole == "60 days from 1 July 2026 on, 90 days from 1 January 2026 on, 183 days before"
    assert one == "183 days"


def test_a_layer_gives_one_value_for_all_days(tmp_path: Path) -> None:
    change = 'override: {policy: {idle_after: {value: 60 days, because: "So we do"}}}\n'
    parameter = idle_after(dated(tmp_path, more=change))

    assert (parameter.value, parameter.dated) == (60, ())
    assert [parameter.on(day) for day in (1, 800_000)] == [60, 60]


def test_every_day_and_every_value_counts(tmp_path: Path) -> None:
    books = [
        dated(tmp_path),
        dated(tmp_path, VALUES.replace("2026-07-01", "2026-07-02")),
        dated(tmp_path, VALUES.replace("90", "91")),
        dated(tmp_path, "value: 60 days"),
    ]

    assert len({playbook_digest(book) for book in books}) == 4
    assert [name.name for name, _ in changed_between(books[0], books[1]).numbers] == ["idle_after"]
    assert changed_between(books[0], dated(tmp_path)).numbers == ()


def test_what_reads_a_value_that_changes_moves_with_time(tmp_path: Path) -> None:
    more = """\
ruleset: mine
rules:
  - {id: dated, for: contract, when: {stars: 1, policy.idle_after: "> 70 days"}, forbid: check-in,
     because: So, claims: D-1}
  - {id: undated, for: contract, when: {stars: 1, policy.small_stake: "> $3"}, forbid: check-in,
     because: So, claims: D-1}
"""
    playbook = dated(tmp_path, more=more)
    time = TimeDependence(playbook)

    assert [rule.id for rule in playbook.rules if time.rule(rule) and rule.ruleset == "mine"] == ["dated"]


def test_each_value_is_moved_at_its_place(tmp_path: Path) -> None:
    tried = [mutant for mutant in mutants_of(dated(tmp_path)).tried if mutant.name == "policy.idle_after"]

    assert sorted((mutant.location.column, mutant.words) for mutant in tried) == [
        (49, "`90 days` with `89 days`"),
        (49, "`90 days` with `91 days`"),
        (70, "`183 days` with `182 days`"),
        (70, "`183 days` with `184 days`"),
        (92, "`60 days` with `59 days`"),
        (92, "`60 days` with `61 days`"),
    ]
    changed = [mutant.parameter for mutant in tried if mutant.parameter]
    assert all(len(one.dated) == 3 and one.value == one.dated[-1].value for one in changed)
