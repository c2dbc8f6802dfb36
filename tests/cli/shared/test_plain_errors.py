"""Wrong usage, in one line that says what to type."""

import shlex
from pathlib import Path

import pytest

from tests.cli.command import run


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("done", "Say which item, by its number on your list, as in: advisor done 1 yesterday"),
        ("later 1", "Say until when, as in: advisor later 2 friday"),
        ("no 1", "Say why, in a few words, as in: advisor no 4 We talk every week"),
        ("set", "Say what it is about, by its name, as in: advisor set c-301 next_deadline friday"),
        ("set x", "Say which fact, and its new value, as in: advisor set c-301 next_deadline friday"),
        ("set x y", "Say the new value, as in: advisor set c-301 next_deadline friday"),
        ("add", "Say what is new, as in: advisor add contract"),
        ("end", "Say what it is about, by its name, as in: advisor end c-301 yesterday"),
        ("why", "Say which item, by its number on your list, as in: advisor why offer-discount@c-402"),
        ("undo 2", 'I can\'t tell what "2" is for here. Type, for example: advisor undo'),
        ("portfolio", "SOURCE is missing. Type, for example: advisor portfolio scenarios/states --top 3"),
        ("agenda x --days abc", '--days: "abc" is no number: write one such as 7.'),
        ("agenda x --days 0", "--days: 0 does not fit: write a number from 1 to 366."),
        ("advise x --top 0", "--top: 0 does not fit: write a number from 1 up."),
        (
            "advise x --format jsn",
            '--format: "jsn" is none of text, json, markdown, html: did you mean "json"?',
        ),
        ("agenda --dayz 3", "There is no option --dayz: did you mean --days?"),
        ("agenda --quick", "There is no option --quick: advisor agenda -h shows all."),
        ("agenda --days", "--days wants a value behind it."),
        ("today --all=yes", "Option '--all' does not take a value."),
        ("shwo 1", 'There is no command "shwo": did you mean "show"?'),
        ("rules zzz", 'There is no command "zzz": advisor rules -h shows them.'),
    ],
)
def test_one_line_says_what_to_type(typed: str, told: str) -> None:
    result = run(*shlex.split(typed))

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"Error: {told}\n")
