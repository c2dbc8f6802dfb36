"""The formulas of computed fields as people say them."""

from dataclasses import replace
from pathlib import Path

import pytest

from advisor.english.comparisons import Words
from advisor.english.formulas import computed_in_english
from advisor.playbook.formulas import Function
from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND, sound, usable


def told(formula: str, entity: str, folder: Path) -> str:
    path = folder / "mine.yaml"
    path.write_text(f"entities: {{{entity}: {{computed: {{mine: {formula}}}}}}}\n", encoding="utf-8")
    playbook = usable(load_playbook((str(SOUND), str(path))))
    return computed_in_english(Words(playbook), playbook.vocabulary.entities[entity].computed["mine"], entity)


@pytest.mark.parametrize(
    ("entity", "formula", "english"),
    [
        ("contract", "{days_since: last_activity}", "the days since the last activity"),
        ("contract", "{days_until: last_activity}", "the days until the last activity"),
        ("client", "{business_days_since: member_since}", "the business days since the member since"),
        ("client", "{business_days_until: member_since}", "the business days until the member since"),
        (
            "profile",
            "{count: {contract: {status: active}}}",
            "the number of contracts such that the status is active",
        ),
        (
            "client",
            "{count: {contract: {stars: 5}}}",
            "the number of contracts of this client such that the stars is 5",
        ),
        (
            "client",
            "{sum: {of: earned, over: {contract: {stars: '> 4'}}}}",
            "the sum of the earned over the contracts of this client such that the stars is more than 4",
        ),
        (
            "client",
            "{average: {of: stars, over: {contract: {status: [active, paused]}}}}",
            "the average of the stars over the contracts of this client "
            "such that the status is active or paused",
        ),
        (
            "profile",
            "{max: {of: issues, over: {contract: {client.responsive: true}}}}",
            'the greatest of the issues over the contracts such that "responsive" is true',
        ),
        (
            "profile",
            "{min: {of: last_activity, over: {contract: {}}}}",
            "the least of the last activity over the contracts",
        ),
        (
            "contract",
            "{latest: {of: reply, by: on, over: {event: {did: check-in}}}}",
            "the reply of the latest (by the on) of the events of this contract "
            "such that the did is check-in",
        ),
        (
            "client",
            "{earliest: {of: earned, by: last_activity, over: {contract: {stars: known}}}}",
            "the earned of the earliest (by the last activity) of the contracts of this client "
            "such that the stars is known",
        ),
        (
            "client",
            "{list: {of: title, by: stars, first: 3, over: {contract: {stars: known}}}}",
            "a list of the title (most first, by the stars, the first 3) of the contracts of this client "
            "such that the stars is known",
        ),
        (
            "profile",
            "{list: {of: title, over: {contract: {}}}}",
            "a list of the title of the contracts",
        ),
        (
            "contract",
            "{type: money, value: 0.9 * earned - policy.small_stake}",
            "an amount of money: 90% of the earned minus 250 (policy small_stake)",
        ),
        (
            "contract",
            "{type: money, value: [{when: {stars: '< 3', issues: 0}, is: refunded}, {is: $5}]}",
            "an amount of money: the refunded where the stars is less than 3 and the issues is 0; "
            "otherwise 5",
        ),
    ],
)
def test_a_formula_in_english(entity: str, formula: str, english: str, tmp_path: Path) -> None:
    assert told(formula, entity, tmp_path) == english


def test_a_function_is_named() -> None:
    computed = replace(sound().vocabulary.entities["contract"].computed["idle"], formula=Function("drop"))

    assert computed_in_english(Words(sound()), computed, "contract") == 'what the function "drop" computes'
