"""Tests as people type them, and what is left as it is."""

import pytest

from advisor.playbook.typed_tests import written_plainly


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("≥ 90", ">= 90"),
        ("≤90", "<=90"),
        ("≠ mine", "!= mine"),
        ("=> 3", ">= 3"),
        ("== 3", "= 3"),
        ("> 90 and < 95", "(90..95)"),
        (">= 90 & <= 95", "90..95"),
        ("< 95 and >= 90", "[90..95)"),
        ("> 1.5 AND <= 2.5", "(1.5..2.5]"),
        ("80..", ">= 80"),
        ("80...", ">= 80"),
        ("80…", ">= 80"),
        ("80 +", ">= 80"),
        ("..80", "<= 80"),
        ("80…89", "80..89"),
        ("80–89", "80..89"),
        ("2026-01-01 – 2026-02-01", "2026-01-01..2026-02-01"),
        ("between $5 and $1,200", "$5..$1,200"),
        ("At least 3", ">= 3"),
        ("no more than 3 weeks", "<= 3 weeks"),
        ("“mine”", "mine"),
        ("„mine“", "mine"),
        ("«mine»", "mine"),
        ("‘≥ 3’", ">= 3"),
    ],
)
def test_what_has_one_reading(typed: str, plain: str) -> None:
    assert written_plainly(typed) == plain


@pytest.mark.parametrize(
    "text",
    [
        *(
            "90",
            ">= 90",
            "80..89",
            "[80..90)",
            "mine",
            "known",
            "$1,200.50",
            "92 %",
            "92\u00a0%",
            "2026-05-01",
        ),
        *(
            "> 3 and > 5",
            "< 3 or > 5",
            "",
            "..",
            "+",
            "–",
            "well-known",
            "policy.a - policy.b",
            "2 * (a + 1)",
        ),
        *("policy.a - policy.b", "2 * (a + 1)", "“mine", "a “b” c", "3 – 2 – 1"),
    ],
)
def test_what_is_written_so_or_has_no_reading_stays(text: str) -> None:
    assert written_plainly(text) == text
