"""Strata: what is finished before its absence counts."""

from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.strata import Strata, stratify
from tests.playbook.sound import SOUND, usable


def strata(folder: Path, *rules: str) -> Strata:
    """Rules as "ID: WHEN -> CONCLUSION"; the last one must read what the others conclude.

    A WHEN with an `unless` beside it is written with its key.
    """
    lines = []
    for rule in rules:
        name, _, rest = rule.partition(": ")
        when, _, drawn = rest.partition(" -> ")
        verb = f"conclude: {drawn}" if drawn else "forbid: check-in"
        when = when if ", unless: " in when else f"when: {when}"
        lines.append(f"  - {{id: {name}, for: contract, {when}, {verb}, because: So, claims: D-1}}\n")
    path = folder / "mine.yaml"
    path.write_text("ruleset: mine\nrules:\n" + "".join(lines))
    return stratify(usable(load_playbook((str(SOUND), str(path)))).rules)


@pytest.mark.parametrize(
    ("when", "stratum"),
    [
        ("{calm: true}", 0),
        ("{calm: false}", 1),
        ("{not: {calm: true}}", 1),
        ("{not: {calm: false}}", 0),
        ("{none: {event: {contract.calm: true}}}", 1),
        ("{some: {event: {contract.calm: true}}}", 0),
        ("{none: {event: {contract.calm: false}}}", 1),
        ('{count: {of: {event: {contract.calm: true}}, is: ">= 1"}}', 1),
        ("{any: [{calm: true}, {stars: 2}]}", 0),
        ("when: {stars: 2}, unless: {calm: true}", 1),
        ("when: {issues: 2}, unless: {calm: false}", 1),
        ("when: {calm: true}, unless: {stars: 2}", 0),
    ],
)
def test_absence_needs_a_finished_conclusion(when: str, stratum: int, tmp_path: Path) -> None:
    split = strata(tmp_path, "first: {stars: 1} -> calm", f"then: {when} -> judged", "last: {judged: true}")

    assert (split.of_rule["then"], split.cycles) == (stratum, ())
    assert split.of_rule["last"] == stratum + 1


def test_strata_add_up(tmp_path: Path) -> None:
    split = strata(
        tmp_path,
        "a: {stars: 1} -> one",
        "b: {one: false, issues: 2} -> two",
        "c: {two: true, mood: happy} -> three",
        "d: {three: false} -> four",
        "last: {four: true}",
    )

    assert [split.of_rule[name] for name in ("a", "b", "c", "d", "last")] == [0, 1, 1, 2, 3]
    assert split.of_conclusion["contract", "four"] == 2


def test_a_circle_without_absence_is_welcome(tmp_path: Path) -> None:
    split = strata(
        tmp_path,
        "a: {any: [{two: true}, {stars: 1}]} -> one",
        "b: {one: true} -> two",
        "last: {two: true}",
    )

    assert split.cycles == ()
    assert split.of_rule["a"] == split.of_rule["b"] == 0


def test_what_one_rule_draws_is_finished_together(tmp_path: Path) -> None:
    split = strata(
        tmp_path,
        "a: {stars: 1} -> zero",
        "b: {zero: false, stars: 2} -> one",
        "c: {stars: 3} -> '[one, two]'".replace("'", ""),
        "d: {one: true, two: true}",
    )

    assert split.of_rule["c"] == split.of_conclusion["contract", "two"] == 1


def test_what_nobody_draws_is_finished_before_all(tmp_path: Path) -> None:
    split = strata(tmp_path, "a: {stars: 1} -> one", "last: {one: true}")

    assert [split.level_of("contract", name) for name in ("one", "never_drawn")] == [0, -1]
