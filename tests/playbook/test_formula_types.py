"""Types of computed fields that hang on each other, however they are arranged, and chains of them."""

import random
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.types import FieldType
from tests.playbook.sound import SOUND, usable

FORMULAS = {
    "a": "{value: b + b}",
    "b": "{value: 2 * c}",
    "c": "{max: {of: d, over: {contract: {}}}}".replace("{}", "{stars: 5}"),
}
ON_CONTRACT = {
    "d": "{value: earned / 2}",
    "e": "{value: idle / 2 days}",
    "f": "{value: refunded / earned}",
    "g": "{value: last_activity + 3 days}",
    "h": "{type: percent, value: f}",
    "i": "{days_since: g}",
    "j": "{value: [{when: {stars: 5}, is: h}, {is: 1%}]}",
    "k": "{latest: {of: reply, by: on, over: {event: {reply: yes}}}}",
    "l": "{average: {of: issues_of, over: {event: {reply: yes}}}}",
    "m": "{value: contract.earned - contract.refunded}",
    "n": "{list: {of: reply, over: {event: {reply: yes}}}}",
}
KINDS = {
    **dict.fromkeys("abcdm", "money"),
    **dict.fromkeys("ef", "number"),
    **dict.fromkeys("hj", "percent"),
    **{"g": "date", "i": "days", "k": "choice", "l": "number", "n": "list"},
}


@pytest.mark.parametrize("seed", range(5))
def test_a_type_follows_from_others_in_any_order(seed: int, tmp_path: Path) -> None:
    shuffled = random.Random(seed)
    profile, contract = list(FORMULAS.items()), list(ON_CONTRACT.items())
    shuffled.shuffle(profile)
    shuffled.shuffle(contract)
    lines = ["entities:", "  profile:", "    computed:", *(f"      {n}: {f}" for n, f in profile)]
    lines += ["  contract:", "    computed:", *(f"      {n}: {f}" for n, f in contract)]
    lines += ["  event:", "    computed:", "      issues_of: {value: 2 * contract.issues, type: count}"]
    path = tmp_path / "more.yaml"
    path.write_text("\n".join(lines))
    entities = usable(load_playbook((str(SOUND), str(path)))).vocabulary.entities
    computed = {**entities["profile"].computed, **entities["contract"].computed}

    assert {name: computed[name].kind for name in KINDS} == {n: FieldType(kind) for n, kind in KINDS.items()}
    assert computed["k"].choices == ("none", "yes", "no")


@pytest.mark.parametrize("turned", [False, True])
def test_a_chain_that_is_too_long_is_refused(turned: bool, tmp_path: Path) -> None:
    names = [f"y{number}" for number in range(2000)]
    lines = [
        f"      {one}: {{value: {two} + $1}}" for one, two in zip(names, [*names[1:], "earned"], strict=True)
    ]
    head = ["entities:", "  contract:", "    computed:"]
    path = tmp_path / "more.yaml"
    path.write_text("\n".join([*head, *(reversed(lines) if turned else lines)]))
    (problem,) = load_playbook((str(SOUND), str(path))).diagnostics

    assert str(problem).partition(": ")[2] == (
        "error[computed-cycle]: a computed field needs more than 50 others, one after the other\n"
        "    hint: compute it in fewer steps"
    )
