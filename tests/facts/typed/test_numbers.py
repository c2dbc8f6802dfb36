"""Amounts, scores, stars, hours and counts as people type them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.typed.numbers import read_typed_number
from advisor.playbook.types import HUNDREDTHS, ORDERED, FieldType, Mismatch, expected_value, plain, speak
from advisor.playbook.units import Units

DOLLARS, EUROS = Units("$"), Units("€", after=True)
KINDS = sorted(ORDERED - {FieldType.DATE, FieldType.DAYS, FieldType.POINTS})
LARGEST = {FieldType.PERCENT: 10_000, FieldType.RATING: 500}
NUMBERS = sorted(ORDERED - {FieldType.DATE})
UNITS = [DOLLARS, EUROS, Units(), Units("CHF")]
SIGNS = st.sampled_from("0123456789.,' $€k%/-hstar usdone")
AMOUNT = "an amount of money such as 250 or $1,200.50"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldType.MONEY, "$1.2k", 120_000),
        (FieldType.MONEY, "1.25K", 125_000),
        (FieldType.MONEY, "2k dollars", 200_000),
        (FieldType.MONEY, "500 dollars", 50_000),
        (FieldType.MONEY, "USD 500", 50_000),
        (FieldType.MONEY, "500 usd", 50_000),
        (FieldType.MONEY, "US$ 500", 50_000),
        (FieldType.MONEY, "500$", 50_000),
        (FieldType.MONEY, "$ 1,200.5", 120_050),
        (FieldType.MONEY, "1,200", 120_000),
        (FieldType.MONEY, "1.200,50", 120_050),
        (FieldType.MONEY, "1.234.567", 123_456_700),
        (FieldType.MONEY, "1 200", 120_000),
        (FieldType.MONEY, "1’200.50", 120_050),
        (FieldType.MONEY, "five dollars", 500),
        (FieldType.MONEY, "none", 0),
        (FieldType.MONEY, "Nope.", 0),
        (FieldType.PERCENT, "92", 9_200),
        (FieldType.PERCENT, "92 %", 9_200),
        (FieldType.PERCENT, "92%", 9_200),
        (FieldType.PERCENT, "92 percent", 9_200),
        (FieldType.PERCENT, "92 per cent", 9_200),
        (FieldType.PERCENT, "92/100", 9_200),
        (FieldType.PERCENT, "0.92%", 92),
        (FieldType.PERCENT, "0", 0),
        (FieldType.RATING, "5", 500),
        (FieldType.RATING, "5/5", 500),
        (FieldType.RATING, "4.5 stars", 450),
        (FieldType.RATING, "4.5 out of 5 stars", 450),
        (FieldType.RATING, "five stars", 500),
        (FieldType.RATING, "1 star", 100),
        (FieldType.HOURS, "20", 2_000),
        (FieldType.HOURS, "20h", 2_000),
        (FieldType.HOURS, "20 hours", 2_000),
        (FieldType.HOURS, "7.5 hrs", 750),
        (FieldType.HOURS, "twenty", 2_000),
        (FieldType.HOURS, "none", 0),
        (FieldType.COUNT, "three", 3),
        (FieldType.COUNT, "1,200", 1_200),
        (FieldType.COUNT, "1.200", 1_200),  # the only count that it could be
        (FieldType.COUNT, "nothing", 0),
        (FieldType.NUMBER, "1.25", 125),
        (FieldType.MONEY, "ninety", 9_000),
        (FieldType.MONEY, "about two hundred and fifty dollars", 25_000),
        (FieldType.MONEY, "a hundred bucks", 10_000),
        (FieldType.MONEY, "two and a half thousand", 250_000),
        (FieldType.COUNT, "twenty-five", 25),
        (FieldType.RATING, "four and a half stars", 450),
        (FieldType.PERCENT, "ninety nine percent", 9_900),
        (FieldType.PERCENT, "half", 5_000),
        (FieldType.PERCENT, "About half.", 5_000),
        (FieldType.PERCENT, "three quarters", 7_500),
        (FieldType.PERCENT, "2/3", 6_667),
        (FieldType.PERCENT, "all of it", 10_000),
        (FieldType.DAYS, "2w", 14),
        (FieldType.DAYS, "14", 14),
        (FieldType.DAYS, "a fortnight", 14),
        (FieldType.DAYS, "three fortnights", 42),
        (FieldType.DAYS, "three weeks", 21),
        (FieldType.DAYS, "1m", 30),
    ],
)
def test_what_people_type(kind: FieldType, text: str, value: int) -> None:
    assert read_typed_number(text, kind, DOLLARS) == value


@pytest.mark.parametrize(
    ("kind", "text", "expected", "hint"),
    [
        (FieldType.MONEY, "1.200", "$1.20 or $1,200", "it could be $1.20 or $1,200"),
        (FieldType.MONEY, "1.200k", "$1,200 or $1,200,000", "it could be $1,200 or $1,200,000"),
        (FieldType.MONEY, "1,50", "1.50", "did you mean 1.50?"),
        (FieldType.MONEY, "500 euros", AMOUNT,
         "amounts are in $ here, not in EUR: write $250, or the number alone"),
        (FieldType.MONEY, "€500", AMOUNT,
         "amounts are in $ here, not in EUR: write $250, or the number alone"),
        (FieldType.MONEY, "CAD 500", AMOUNT,
         "amounts are in $ here, not in CAD: write $250, or the number alone"),
        (FieldType.MONEY, "-5", AMOUNT, "no number here is negative"),
        (FieldType.MONEY, "lots", AMOUNT, ""),
        (FieldType.MONEY, "5 bananas", AMOUNT, ""),
        (FieldType.MONEY, "12,00,000", AMOUNT, ""),
        (FieldType.MONEY, "1e5", AMOUNT, ""),
        (FieldType.MONEY, "0.125", AMOUNT, "at most two decimals are kept; round it"),
        (FieldType.PERCENT, "0.92", "0.92% or 92%", "it could be 0.92% or 92%"),
        (FieldType.PERCENT, "1", "1% or 100%", "it could be 1% or 100%"),
        (FieldType.PERCENT, "101", "a percentage from 0 to 100", ""),
        (FieldType.RATING, "6", "a rating from 0 to 5", ""),
        (FieldType.RATING, "9/10", "a rating from 0 to 5", ""),
        (FieldType.RATING, "4,5", "4.5", "did you mean 4.5?"),
        (FieldType.COUNT, "2.5", "a whole number, 0 or more", ""),
        (FieldType.HOURS, "20 days", "a number of hours such as 7.5", ""),
        (FieldType.DAYS, "soon", 'a duration such as "14 days" or "6 months"', ""),
    ],
)  # fmt: skip
def test_what_is_refused(kind: FieldType, text: str, expected: str, hint: str) -> None:
    assert read_typed_number(text, kind, DOLLARS) == Mismatch(expected, hint)


@pytest.mark.parametrize(
    ("units", "text", "value"),
    [
        (EUROS, "500 euros", 50_000),
        (EUROS, "eur 1.200,50", 120_050),
        (EUROS, "500 €", 50_000),
        (EUROS, "1.2k€", 120_000),
        (Units("CHF"), "500 francs", 50_000),
        (Units("kr."), "500 kr.", 50_000),
        (Units("€", below=("$",)), "$500", 50_000),
        (Units(), "500 euros", 50_000),
        (Units(), "£500", 50_000),
    ],
)
def test_the_currency_is_that_of_the_playbook(units: Units, text: str, value: int) -> None:
    assert read_typed_number(text, FieldType.MONEY, units) == value


@given(st.sampled_from(KINDS), st.integers(0, 10**9), st.sampled_from(UNITS))
def test_what_we_show_is_read_as_the_same_value(kind: FieldType, number: int, units: Units) -> None:
    value = min(number, LARGEST.get(kind, number))
    assert kind in HUNDREDTHS or kind is FieldType.COUNT

    assert read_typed_number(speak(value, kind, units), kind, units) == value
    assert read_typed_number(plain(value, kind), kind, units) == value


@given(st.text(SIGNS, max_size=70) | st.text(), st.sampled_from(NUMBERS))
def test_no_text_raises_and_what_is_told_can_be_typed(text: str, kind: FieldType) -> None:
    value = read_typed_number(text, kind, DOLLARS)

    if isinstance(value, Mismatch) and value.hint.startswith("it could be "):
        readings = [read_typed_number(one, kind, DOLLARS) for one in value.expected.split(" or ")]
        assert len(set(readings)) == 2
        assert all(isinstance(one, int) for one in readings)
    elif isinstance(value, Mismatch) and not value.hint.startswith("did you mean"):
        assert value.expected == expected_value(kind, DOLLARS) or value.expected.startswith("a duration")


def test_long_texts_take_little_time() -> None:
    started = time.perf_counter()
    for piece in ("1", "1,", "1.", " ", "1 ", "$", "k", "1.200,", "one ", "'"):
        for length in (58, 60, 1_000_000):
            for kind in NUMBERS:
                read_typed_number((piece * length)[:length], kind, DOLLARS)

    assert time.perf_counter() - started < 5
