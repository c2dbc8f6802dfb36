"""Numbers with an exponent, as programs write some in JSON: exact, and anything else as it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.types import written_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9.1E1", "91"),
        ("1e3", "1000"),
        ("1.25e+1", "12.5"),
        ("250E-2", "2.5"),
        ("5e-3", "0.005"),
        ("0e9", "0"),
        ("1e", "1e"),
        ("-1e3", "-1e3"),
        ("1,000e3", "1,000e3"),
        ("1e999", "1e999"),
        ("12", "12"),
    ],
)
def test_digits_alone(text: str, expected: str) -> None:
    assert written_out(text) == expected


@given(st.integers(0, 10**12), st.text("0123456789", min_size=1, max_size=6), st.integers(-12, 12))
def test_it_is_the_same_number(whole: int, fraction: str, exponent: int) -> None:
    text = f"{whole}.{fraction}E{exponent}"

    assert Decimal(written_out(text)) == Decimal(text)
    assert "E" not in written_out(text)
