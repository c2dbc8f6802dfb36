"""What `advisor log` does not record, and how it says so; the file stays as it was."""

import shlex
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.cli.deeds import RULES, STATE, log, prepare, state

REPLY = "--reply:"
SNOOZE = "--snooze:"
TRY = "Try 1d, 2w or 2026-12-05."


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)


def wrong(line: str) -> str:
    """The last line of a usage error, after which the file is as it was."""
    result = run("log", "s.yaml", *shlex.split(line), "--rules", RULES)
    assert (result.stdout, result.exit_code, state()) == ("", 2, STATE)
    return result.stderr.splitlines()[-1]


def test_what_cannot_be_written_is_told_with_what_to_write_by_hand() -> None:
    text = STATE.replace("history:   # what was done\n", "history: &h\n").replace(
        "Poster}", "Poster, history: *h}"
    )
    Path("s.yaml").write_text(text, encoding="utf-8")

    log(
        "ask@b",
        code=74,
        stderr="Error: s.yaml is left as it is: what changes stands elsewhere too, by an alias (*). "
        "Write this by hand into the history of contracts.b:\n"
        "  - {did: ask, on: 2026-11-21, reply: none}\n",
    )
    assert state() == text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ak@a", 'There is no action "ak": did you mean "ask"?'),
        ("ask@c", 'The state has no contract "c": write ask@ID, with one of a or b.'),
        ("lapse@v", "The playbook keeps no history of visits: it cannot be recorded."),
        ("rest --snooze 2d", "By this playbook what is recorded about a profile cannot be snoozed."),
        ("rest --note x", 'By this playbook what is recorded about a profile has no "note".'),
        ("rest --reply yes", f"{REPLY} what is recorded about a profile has no reply."),
        ("ask@a --reply perhaps", f'{REPLY} "perhaps" is not an answer here: write none or yes or no.'),
        ("ask@a --reply no --dismiss x", "Give one of --snooze, --dismiss and --reply at a time."),
        ("ask@a --note x --dismiss x", "--dismiss takes a reason already: put the note there."),
        ("ask@a --dismiss ' '", "--dismiss: write a few words; this is empty."),
        (
            "ask@a --note '\x1b[31m'",
            "--note: it holds U+001B, a control character; write it without.",
        ),
        (
            "ask@a --on 2026-11-22",
            "--on: 22 November 2026 is still to come: record only what has happened.",
        ),
        ("ask@a --snooze soon", f'{SNOOZE} I can\'t read "soon". {TRY}'),
        ("ask@a --snooze tomorow", f'{SNOOZE} I can\'t read "tomorow". Did you mean "tomorrow"? {TRY}'),
        ("ask@a --snooze 999999999y", f'{SNOOZE} I can\'t read "999999999y". {TRY}'),
        (
            "ask@a --snooze 9000y",
            f'{SNOOZE} I can\'t read "9000y": that is more than a hundred years away. {TRY}',
        ),
        (
            "ask@a --snooze 3/12/2026",
            f'{SNOOZE} I can\'t read "3/12/2026": it could be 12 March 2026 or 3 December 2026. '
            "Try 2026-03-12 or 2026-12-03.",
        ),
        (
            "ask@a --on 'next friday'",
            "--on: 27 November 2026 is still to come: record only what has happened.",
        ),
        (
            "ask@a --snooze 2026-11-21",
            f'{SNOOZE} "2026-11-21" is not later than 2026-11-21, the day of the record. '
            "Try friday, 2w or 2026-12-05.",
        ),
    ],
)
def test_wrong_usage(line: str, expected: str) -> None:
    assert wrong(line) == f"Error: {expected}"


def test_a_state_that_is_wrong_stays_so() -> None:
    Path("s.yaml").write_text("profil: {}\n", encoding="utf-8")

    log(
        "rest",
        code=5,
        stderr='s.yaml:1:1: error[unknown-key]: a state has no section "profil"\n'
        "      1 │ profil: {}\n"
        "        │ ^\n"
        '    hint: did you mean "profile"?\n'
        "1 problem in 1 file\n",
    )
    assert state() == "profil: {}\n"
