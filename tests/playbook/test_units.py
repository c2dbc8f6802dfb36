"""Amounts of money as playbooks write them: which signs are read, and how amounts are spoken."""

import pytest

from advisor.playbook.types import FieldType, Mismatch, read_value, speak
from advisor.playbook.units import UNNAMED, Units, is_sign

EUROS = Units("€", after=True)
FRANCS = Units("CHF")
MONEY = FieldType.MONEY


@pytest.mark.parametrize(
    ("units", "spoken"),
    [
        (UNNAMED, "1,200.05"),
        (Units("$"), "$1,200.05"),
        (EUROS, "1,200.05 €"),
        (FRANCS, "CHF 1,200.05"),
        (Units("kr."), "kr. 1,200.05"),
        (Units("US$"), "US$1,200.05"),
    ],
)
def test_the_sign_stands_where_the_playbook_has_it(units: Units, spoken: str) -> None:
    assert speak(1200_05, MONEY, units) == spoken
    assert speak(-1200_05, MONEY, units) == f"-{spoken}"


@pytest.mark.parametrize(
    "text", ["1,200", "€1,200", "€ 1,200", "1,200€", "1,200 €", "1200.00", "€\u00a01,200"]
)
def test_the_own_sign_is_read_on_either_side(text: str) -> None:
    assert read_value(text, MONEY, units=EUROS) == 1200_00


@pytest.mark.parametrize(("text", "units"), [("chf 5", FRANCS), ("$5", Units("€", below=("$",)))])
def test_signs_are_read_in_any_letters_and_those_of_playbooks_below(text: str, units: Units) -> None:
    assert read_value(text, MONEY, units=units) == 5_00


@pytest.mark.parametrize(
    ("text", "foreign"), [("$5", "$"), ("5 $", "$"), ("USD 5", "USD"), ("£5", "£"), ("5 CHF", "CHF")]
)
def test_another_sign_is_told_from_ones_own(text: str, foreign: str) -> None:
    assert read_value(text, MONEY, units=EUROS) == Mismatch(
        "an amount of money such as 250 or 1,200.50 €",
        f"amounts are in € here, not in {foreign}: write 250 €, or the number alone",
    )


@pytest.mark.parametrize("text", ["€5€", "€", "5 days", "five", "€-5", "", "€1,00"])
def test_what_is_no_amount_is_not_taken_for_another_currency(text: str) -> None:
    assert read_value(text, MONEY, units=EUROS) == Mismatch("an amount of money such as 250 or 1,200.50 €")


@pytest.mark.parametrize("text", ["$5", "€5", "5 ¥", "5"])
def test_without_a_currency_any_sign_is_read(text: str) -> None:
    assert read_value(text, MONEY) == 5_00


def test_without_a_currency_a_word_is_no_sign() -> None:
    assert read_value("EUR 5", MONEY) == Mismatch("an amount of money such as 250 or 1,200.50")


@pytest.mark.parametrize("text", ["€", "kr.", "R$", "CHF"])
def test_what_can_stand_beside_a_number(text: str) -> None:
    assert is_sign(text)


@pytest.mark.parametrize("text", ["250", "", "a b", "%", "dollars", "-", "<"])
def test_what_can_not_stand_beside_a_number(text: str) -> None:
    assert not is_sign(text)


def test_points_have_the_nouns_of_the_playbook() -> None:
    units = Units(point="mark", points="marks")

    assert [speak(number, FieldType.POINTS, units) for number in (100, 250)] == ["1 mark", "2.5 marks"]
    assert read_value("2.5 marks", FieldType.POINTS, units=units) == 250
