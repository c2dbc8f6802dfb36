"""One word at its place becomes another, and everything else stays as it stands."""

import pytest

from advisor.source.correct_text import correct_text
from advisor.source.corrections import Correction
from advisor.source.diagnostic import Location


def corrected(text: str, *corrections: tuple[int, int, str, str]) -> tuple[str, int]:
    """The new text, and how many corrections were made."""
    placed = [
        (Location("a.yaml", line, column), Correction(found, instead))
        for line, column, found, instead in corrections
    ]
    after, made = correct_text(text, "a.yaml", placed)
    return after, len(made)


@pytest.mark.parametrize(
    ("before", "correction", "after"),
    [
        ("a: {statu: x}  # statu\n", (1, 5, "statu", "status"), "a: {status: x}  # statu\n"),
        ("a: statu\nb: statu\n", (2, 4, "statu", "status"), "a: statu\nb: status\n"),
        ("a: [“yes”, no]\n", (1, 5, "“yes”", "yes"), "a: [yes, no]\n"),
        ('a: "> policy.idel"\n', (1, 4, "idel", "idle"), 'a: "> policy.idle"\n'),
        ("a: '> policy.idel'\n", (1, 4, "idel", "idle"), "a: '> policy.idle'\n"),
        ("a: ≥ 90\n", (1, 4, "≥ 90", ">= 90"), 'a: ">= 90"\n'),
        ("a: it is {idel} idel {idel}\n", (1, 4, "idel", "idle"), "a: it is {idle} idel {idle}\n"),
        ("a: |\n  it is {idel}\n  now\n", (1, 4, "idel", "idle"), "a: |\n  it is {idle}\n  now\n"),
        ("\ufeffa: b\r\nc: dd # e\r\n", (2, 4, "dd", "d"), "\ufeffa: b\r\nc: d # e\r\n"),
        ('{"a": "dd"}', (1, 7, "dd", "d"), '{"a": "d"}'),
        ("a: &x dd\nb: *x\n", (1, 4, "dd", "d"), "a: &x d\nb: *x\n"),
    ],
)
def test_one_word(before: str, correction: tuple[int, int, str, str], after: str) -> None:
    assert corrected(before, correction) == (after, 1)


def test_several_at_once() -> None:
    text = "aa: [bb, cc] # why\ndd: ee\n"

    assert corrected(
        text, (1, 1, "aa", "a"), (1, 10, "cc", "cccc"), (1, 6, "bb", "b"), (2, 5, "ee", "e")
    ) == (
        "a: [b, cccc] # why\ndd: e\n",
        4,
    )


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        ("a: b\n", (1, 4, "c", "d")),  # the word is not there
        ("a: c c\n", (1, 4, "c", "d")),  # it stands there twice
        ("a: b\n", (9, 1, "b", "d")),  # nothing stands there
        ("a: [b]\n", (1, 4, "b", "d")),  # it is no text
        ("aa: 1\na: 2\n", (1, 1, "aa", "a")),  # the key would stand twice
        ("a: >\n  folded b\n", (1, 4, "b", "b\n\nc")),  # it would read otherwise
        ("a: b\nc: [\n", (1, 4, "b", "d")),  # the file is no YAML
    ],
)
def test_what_cannot_be_corrected_stays(text: str, correction: tuple[int, int, str, str]) -> None:
    assert corrected(text, correction) == (text, 0)
