"""Values as written, as kept and as spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.types import (
    EXPECTED,
    HUNDREDTHS,
    NOUNS,
    UPPER_BOUND,
    FieldType,
    Mismatch,
    plain,
    read_value,
    speak,
)
from advisor.playbook.units import Units

NUMBERS = sorted({FieldType.COUNT, FieldType.DAYS, FieldType.DATE, *HUNDREDTHS})
LARGEST = {FieldType.DATE: 3_652_059, FieldType.DAYS: 365_000, **UPPER_BOUND}


@st.composite
def typed(draw: st.DrawFn) -> tuple[FieldType, int]:
    kind = draw(st.sampled_from(NUMBERS))
    return kind, draw(st.integers(1 if kind is FieldType.DATE else 0, LARGEST.get(kind, 10**15)))


@given(typed())
def test_what_is_written_plainly_reads_as_the_same_value(value: tuple[FieldType, int]) -> None:
    kind, number = value

    assert read_value(plain(number, kind), kind) == number


UNITS = st.builds(
    Units,
    st.sampled_from(["", "$", "€", "CHF", "kr.", "US$", "£"]),
    st.booleans(),
    st.just("mark"),
    st.just("marks"),
)


@given(typed().filter(lambda value: value[0] is not FieldType.DATE), UNITS)
def test_what_is_spoken_reads_as_the_same_value(value: tuple[FieldType, int], units: Units) -> None:
    kind, number = value

    assert read_value(speak(number, kind, units), kind, units=units) == number


@given(st.text(), st.sampled_from(FieldType))
def test_any_text_is_a_value_or_a_mismatch(text: str, kind: FieldType) -> None:
    value = read_value(text, kind, ("one", "two"), Units("€"))

    assert isinstance(value, Mismatch | bool | int | str)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("yes", FieldType.FLAG, True),
        ("No", FieldType.FLAG, False),
        ("1,000", FieldType.COUNT, 1000),
        ("3.0", FieldType.COUNT, 3),
        ("92%", FieldType.PERCENT, 92_00),
        ("100", FieldType.PERCENT, 100_00),
        ("4.5", FieldType.RATING, 4_50),
        ("$1,200.5", FieldType.MONEY, 1200_50),
        ("7.25 h", FieldType.HOURS, 7_25),
        ("2024-02-29", FieldType.DATE, 738_945),
        (" 6 months ", FieldType.DAYS, 183),
        ("1 year", FieldType.DAYS, 365),
        ("2 weeks", FieldType.DAYS, 14),
        ("0", FieldType.DAYS, 0),
        ("no", FieldType.TEXT, "no"),
    ],
)
def test_a_value_is_kept_in_the_unit_of_its_type(text: str, kind: FieldType, value: object) -> None:
    assert read_value(text, kind) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("on", FieldType.FLAG),
        ("1_000", FieldType.COUNT),
        ("1e3", FieldType.COUNT),
        ("١٢", FieldType.COUNT),
        ("10,00", FieldType.MONEY),
        ("100.01", FieldType.PERCENT),
        ("5.01", FieldType.RATING),
        ("2023-02-29", FieldType.DATE),
        ("3 fortnights", FieldType.DAYS),
        ("1001 years", FieldType.DAYS),
        ("", FieldType.COUNT),
    ],
)
def test_what_is_no_value_is_a_mismatch(text: str, kind: FieldType) -> None:
    assert isinstance(read_value(text, kind), Mismatch)


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (True, FieldType.FLAG, "yes"),
        (1200_00, FieldType.MONEY, "$1,200"),
        (-5, FieldType.MONEY, "-$0.05"),
        (1, FieldType.DAYS, "1 day"),
        (1204, FieldType.DAYS, "1,204 days"),
        (738_945, FieldType.DATE, "29 February 2024"),
        (92_00, FieldType.PERCENT, "92%"),
        (4_50, FieldType.RATING, "4.5"),
        (1_00, FieldType.HOURS, "1 hour"),
        (33, FieldType.POINTS, "0.33 points"),
        (12_345, FieldType.COUNT, "12,345"),
    ],
)
def test_a_value_is_spoken_as_people_say_it(value: bool | int, kind: FieldType, words: str) -> None:
    assert speak(value, kind, Units("$")) == words


def test_every_type_has_its_words() -> None:
    assert set(NOUNS) == set(FieldType)
    assert set(FieldType) - set(EXPECTED) == {FieldType.CHOICE, FieldType.CHOICES, FieldType.LIST}
