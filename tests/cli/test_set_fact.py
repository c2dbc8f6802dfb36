"""`advisor set`: one fact in a person's words, and the rest of the file as it was."""

import shlex

import pytest

from tests.cli.command import run
from tests.cli.telling import STATE, state, visits, wrong

__all__ = ["visits"]
pytestmark = pytest.mark.usefixtures("visits")


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        ("tea mood bad", "    looked_on: 2026-11-20\n", "    looked_on: 2026-11-20\n    mood: bad\n"),
        ("tea due next monday", "2026-11-20\n", "2026-11-20\n    due: 2026-11-23\n"),
        ("'tea time' paid $1.2k", "looked_on: 2026-11-20\n", "looked_on: 2026-11-20\n    paid: 1200\n"),
        ("tenn guest bo", "title: Tennis}", "title: Tennis, guest: bo}"),
        ("host name Ada Byron", "{name: Ada}", "{name: Ada Byron}"),
        ("bo name 'Bo D.'", "name: Bo Diddley}", "name: Bo D.}"),
        ("tea looked unknown", "looked_on: 2026-11-20", "looked_on: null"),
        ("tea on unknown", "looked_on: 2026-11-20", "looked_on: null"),
        ("tea mood unknown", "", ""),
        ("time mood bad", "    looked_on: 2026-11-20\n", "    looked_on: 2026-11-20\n    mood: bad\n"),
        ("tea time mood bad", "    looked_on: 2026-11-20\n", "    looked_on: 2026-11-20\n    mood: bad\n"),
        ("tea looked on yesterday", "", ""),
        ("tea title Pass", "title: Tea time", "title: Pass"),
        ("tea title unknown", "title: Tea time", "title: null"),
    ],
)
def test_a_fact_is_written_in_its_place(line: str, old: str, new: str) -> None:
    result = run("set", *shlex.split(line))

    assert result.exit_code == 0, result.stderr
    assert state() == (STATE.replace(old, new) if old else STATE)


def test_what_changes_in_the_advice_is_shown() -> None:
    run("set", "tea", "mood", "bad")
    came = run("set", "tea", "due", "5", "days", "ago")
    assert came.stdout == (
        "Written into s.yaml: Tea time (Bo Diddley): due 16 November 2026.\n"
        "  + New: Call about Tea time (high)\n"
    )
    went = run("set", "tea", "mood", "good")
    assert went.stdout == (
        "Written into s.yaml: Tea time (Bo Diddley): mood good.\n  - No longer: Call about Tea time\n"
    )
    same = run("set", "tea", "mood", "good")
    assert same.stdout == "s.yaml says so already: Tea time (Bo Diddley): mood good.\n"


def test_a_dry_run_writes_nothing() -> None:
    assert run("set", "tea", "mood", "bad", "--dry-run").stdout.startswith("Dry run: s.yaml stays as it is.")
    assert state() == STATE


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("te", "mood", "bad"),
            '"te" could be Tea time (Bo Diddley), tea; Tennis (somebody), tennis. Say more, or give the id.',
        ),
        (
            ("coffee", "mood", "bad"),
            'Nothing here is called "coffee": there are Bo Diddley, Tea time (Bo Diddley) and Tennis '
            "(somebody).",
        ),
        (
            ("tea", "mode", "bad"),
            'Visit "tea" has no field "mode": did you mean "mood"?',
        ),
        (
            ("tea", "overdue", "3"),
            '"overdue" is worked out from other facts: change one of those.',
        ),
        (
            ("tea", "title", " "),
            "The value is empty. To take it out, type: advisor set tea title unknown",
        ),
        (
            ("diddly", "name", "Bo"),
            'Nothing here is called "diddly": did you mean "Diddley"?',
        ),
        (
            ("tea", "mood", "grumpy"),
            '"grumpy" does not fit mood. Answer with one of good, bad.',
        ),
        (
            ("tea", "looked_on", "tomorrow"),
            '"tomorrow" does not fit looked on. 22 November 2026 is still to come. '
            "Write a date like 2026-11-21.",
        ),
    ],
)
def test_what_is_not_understood_is_told_in_a_line(arguments: tuple[str, ...], message: str) -> None:
    result = run("set", *arguments)

    assert (result.exit_code, wrong(result.stderr), state()) == (2, message, STATE)
