"""Braces in texts: what stands between them, or what is wrong with them."""

import pytest

from advisor.playbook.scope import split_placeholders


def test_a_text_is_split_at_its_placeholders() -> None:
    assert split_placeholders("On {title} ({ client.name }): {{no}}, {issues: one|# of them}") == [
        ("On ", "title", ""),
        (" (", "client.name", ""),
        ("): {", None, ""),
        ("no}", None, ""),
        (", ", "issues", " one|# of them"),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{}", "{} names nothing, expected a path between the braces"),
        ("{ }", "{} names nothing, expected a path between the braces"),
        ("{a!r}", '"{a" goes on with a conversion, expected a path alone'),
        ("{a: {b}|# c}", '"{a: {b}|# c}" has braces in braces'),
        ("{: one|#}", "{} names nothing, expected a path between the braces"),
        ("{a", "expected '}' before end of string"),
        ("a}", "single '}' encountered in format string"),
    ],
)
def test_what_is_wrong_with_the_braces(text: str, wrong: str) -> None:
    assert split_placeholders(text) == wrong
