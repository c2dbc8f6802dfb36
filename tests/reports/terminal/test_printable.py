"""Text of others, made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reports.terminal.printable import lines, one_line, with_plain_signs


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain text", "plain text"),
        (" a \n b\t\tc ", "a b c"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;never ended", "0;never ended"),
        ("\x9b31mred", "red"),
        ("\x1b(Bset", "set"),
        ("\x1bcreset", "reset"),
        ("a\x1b", "a"),
        ("back\b\b\bspace", "backspace"),
        ("abc\u202edcba\u2069", "abcdcba"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("next\u2028line\x85end", "next line end"),
        ("family 👩\u200d👧 and e\u0301", "family 👩\u200d👧 and e\u0301"),
    ],
)
def test_one_line(text: str, safe: str) -> None:
    assert one_line(text) == safe


@given(st.text(st.characters() | st.sampled_from("\x1b\x9b[]m;\\\x07\x90\u202e\ud800")))
def test_nothing_that_acts_is_left(text: str) -> None:
    safe = one_line(text)

    assert not any(
        ord(sign) < 32 or 0x7F <= ord(sign) <= 0x9F or 0xD800 <= ord(sign) < 0xE000 for sign in safe
    )
    assert not set(safe) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert one_line(safe) == safe


def test_lines_end_as_every_system_ends_them() -> None:
    assert lines("a \r\n\tb\rc\x1b[0m\n") == ["a", "b", "c", ""]


def test_plain_signs() -> None:
    assert with_plain_signs("“It’s” – well… 5 €") == '"It\'s" - well... 5 €'
