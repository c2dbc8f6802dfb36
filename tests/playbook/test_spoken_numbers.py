"""Numbers within a sentence."""

import pytest

from advisor.playbook.spoken_numbers import spoken_number


@pytest.mark.parametrize(
    ("number", "language", "spoken"),
    [
        (0, "en", "0"),
        (1, "en", "1"),
        (2, "en", "two"),
        (9, "en-GB", "nine"),
        (10, "en", "10"),
        (1200, "EN", "1,200"),
        (2, "", "2"),
        (3, "de", "3"),
    ],
)
def test_small_numbers_are_words_in_english_alone(number: int, language: str, spoken: str) -> None:
    assert spoken_number(number, language) == spoken
