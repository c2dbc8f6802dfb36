"""The schema of `words:`, and of what an action has at stake."""

from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.schemas.state import state_schema
from tests.schemas.reading import content, of, underlined, wrong

LANDLORD = Path(__file__).parents[1] / "landlord" / "playbook"


@pytest.mark.parametrize(
    ("words", "problems"),
    [
        ('currency: "€", person: landlord, score: standing', []),
        ("currency: {sign: CHF, place: after}", []),
        ("score: {name: trust, point: mark, points: marks, risk: one scratch, note: Roughly.}", []),
        ("currency: {sign: CHF, place: behind}", ["words.currency"]),
        ("currency: {place: after}", ["words.currency"]),
        ("score: {title: trust}", ["words.score"]),
        ("persona: landlord", ["words: persona is not known"]),
        ("person: [a, b]", ["words.person"]),
    ],
)
def test_what_words_may_hold(words: str, problems: list[str]) -> None:
    assert wrong("playbook", f"words: {{{words}}}\n") == problems


def test_a_stake_is_the_score_or_offered_among_fields_of_money() -> None:
    action = content("playbook")["properties"]["actions"]["additionalProperties"]["properties"]
    offers = {offer["const"]: offer.get("description") for offer in action["stake"]["anyOf"] if offer}

    assert offers["score"] == "Points of your Job Success Score."
    assert {"score", "escrow", "at_stake", "earned", "refunded"} <= set(offers)
    assert wrong("playbook", "actions: {a: {for: contract, title: A, effort: low, stake: [escrow]}}\n") == [
        "actions.a.stake"
    ]


def test_amounts_carry_the_currency_of_the_playbook() -> None:
    playbook = load_playbook((str(LANDLORD),)).playbook
    assert playbook is not None
    checker = of(state_schema(playbook))

    assert underlined(checker, 'haus: {ruecklage: "1,200.50 €"}') == []
    assert underlined(checker, 'haus: {ruecklage: "$1,200.50"}') == ["haus.ruecklage"]
