"""Which lines of a draft belong together."""

import pytest

from advisor.reports.advice.view import paragraphs

LONG = "this line is long enough to have been wrapped by its author"


@pytest.mark.parametrize(
    ("draft", "joined"),
    [
        ([], []),
        (["", "Hello,", "", ""], ["Hello,"]),
        (["Hello Ada,", "how are you?"], ["Hello Ada,", "how are you?"]),
        ([LONG, "and goes on"], [f"{LONG} and goes on"]),
        ([LONG, LONG, "to here.", "Next."], [f"{LONG} {LONG} to here.", "Next."]),
        ([f"{LONG}.", "Next."], [f"{LONG}.", "Next."]),
        ([LONG, "", "Next."], [LONG, "", "Next."]),
        ([LONG, "- item", "- item"], [LONG, "- item", "- item"]),
        (["Kind regards", "Laura"], ["Kind regards", "Laura"]),
    ],
)
def test_paragraphs(draft: list[str], joined: list[str]) -> None:
    assert paragraphs(draft) == joined
