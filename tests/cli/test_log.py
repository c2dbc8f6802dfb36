"""`advisor log`: the record stands in the file and the reader is told what follows, or nothing happens."""

import datetime
import shlex
from pathlib import Path

import pytest

import advisor.cli.log as module
from tests.cli.command import run, start

RULES = str(Path(__file__).parent / "log_rules")
ITEM = "Invalid value for 'ACTION[@SUBJECT]':"
REPLY = "Invalid value for '--reply':"
SNOOZE = "Invalid value for '--snooze':"
WRITE = "write 14d, 2w or 1m, or a day such as 2026-12-05."
STATE = """\
as_of: 2026-11-21
profile: {name: Laura}   # that is her
contracts:
  - id: a
    client: acme
    title: Menu
    history:   # what was done
      - {did: ask, on: 2026-09-01, reply: no}
  - {id: b, title: Poster}
"""


class Today(datetime.date):
    @classmethod
    def today(cls) -> "Today":
        return cls(2026, 11, 21)


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(module, "date", Today)
    Path("s.yaml").write_text(STATE, encoding="utf-8")


def log(line: str, code: int = 0, told: str = "") -> str:
    """What the command says on standard output; `told` is what it says besides."""
    result = run("log", "s.yaml", *shlex.split(line), "--rules", RULES)
    assert (result.stderr, result.exit_code) == (told, code)
    return result.stdout


def state() -> str:
    return Path("s.yaml").read_text(encoding="utf-8")


def wrong(line: str) -> str:
    """The last line of a usage error, after which the file is as it was."""
    result = run("log", "s.yaml", *shlex.split(line), "--rules", RULES)
    assert (result.stdout, result.exit_code, state()) == ("", 2, STATE)
    return result.stderr.splitlines()[-1]


def test_a_deed_is_recorded_and_the_advice_changes() -> None:
    assert log("ask@a") == (
        "Recorded in s.yaml, line 9:\n"
        "  - {did: ask, on: 2026-11-21, reply: none}\n"
        "\n"
        "What changes in the advice of 21 November 2026:\n"
        "\n"
        " - Ask about Menu\n"
        "   was rank 1, medium\n"
        "   is set aside: Done on 21 November 2026; it may come again on 21 December\n"
        "   2026.\n"
        "   ask@a · by ask-first\n"
        " x Close Menu\n"
        "   set aside: Menu was asked about: wait.\n"
        "   close@a · by wait\n"
        "\n"
        "When an answer comes, record it with yes or no:\n"
        "  advisor log s.yaml ask@a --reply yes\n"
    )
    assert state() == STATE.replace("no}\n", "no}\n      - {did: ask, on: 2026-11-21, reply: none}\n")


def test_the_same_deed_on_the_same_day_stands_there_already() -> None:
    log("ask@a")
    after = state()

    assert log("ask@a") == (
        "s.yaml says so already, and stays as it is:\n"
        "  {did: ask, on: 2026-11-21, reply: none}\n"
        "\n"
        "Ask about Menu\n"
        "  In the advice of 21 November 2026: set aside as before. Done on 21 November\n"
        "  2026; it may come again on 21 December 2026.\n"
    )
    assert state() == after


def test_a_reply_belongs_to_the_last_such_deed() -> None:
    log("ask@a --on 2026-11-10")

    assert log("ask@a --reply yes --note 'She needs two more.'").startswith(
        "Recorded in s.yaml, line 9:\n"
        "  - {did: ask, on: 2026-11-10, reply: yes, note: She needs two more.}\n"
        "\n"
        "Ask about Menu\n"
        "  In the advice of 21 November 2026: set aside as before. Done on 10 November\n"
        "  2026; it may come again on 10 December 2026.\n"
        "\n"
        "What changes in the advice of 21 November 2026:\n"
        "\n"
        " + Close Menu\n"
    )


def test_a_reply_to_what_was_not_recorded_is_a_record_of_both() -> None:
    log("ask@b --reply no")

    assert state() == STATE.replace("Poster}", "Poster, history: [{did: ask, on: 2026-11-21, reply: no}]}")


def test_what_is_put_off_comes_back() -> None:
    assert log("ask@a --snooze 2w --note away").splitlines()[:8] == [
        "Recorded in s.yaml, line 9:",
        "  - {did: ask, on: 2026-11-21, status: snoozed, until: 2026-12-05, note: away}",
        "",
        "What changes in the advice of 21 November 2026:",
        "",
        " - Ask about Menu",
        "   was rank 1, medium",
        "   is set aside: Put off until 5 December 2026.",
    ]


@pytest.mark.parametrize(
    ("when", "until"),
    [("14d", "12-05"), ("1 w", "11-28"), ("1m", "12-21"), ("10 days", "12-01"), ("2026-12-24", "12-24")],
)
def test_how_long_to_put_off(when: str, until: str) -> None:
    log(f"ask@a --snooze '{when}' --dry-run")
    log(f"ask@a --snooze '{when}'")

    assert f"status: snoozed, until: 2026-{until}}}\n" in state()


def test_putting_off_again_on_the_same_day_changes_the_day() -> None:
    log("ask@a --snooze 2w")
    log("ask@a --snooze 1w")

    assert state().count("snoozed") == 1
    assert "until: 2026-11-28" in state()


def test_another_record_that_holds_for_longer_is_told() -> None:
    log("ask@a --snooze 2m --on 2026-11-20")

    log(
        "ask@a --snooze 1w",
        told="Another record keeps it away for longer: "
        "{did: ask, on: 2026-11-20, status: snoozed, until: 2027-01-19}\n",
    )


def test_a_dismissal_has_its_reason() -> None:
    log("ask@a --dismiss 'We talk every week: no need.'")

    assert (
        '      - {did: ask, on: 2026-11-21, status: dismissed, note: "We talk every week: no need."}\n'
        in state()
    )


def test_a_deed_about_the_profile() -> None:
    assert log("rest --on 2026-11-20").splitlines()[:2] == [
        "Recorded in s.yaml, line 2:",
        "  profile: {name: Laura, history: [{did: rest, on: 2026-11-20}]}   # that is her".replace(
            "   #", " #"
        ),
    ]
    assert state() == STATE.replace("Laura}", "Laura, history: [{did: rest, on: 2026-11-20}]}")


def test_a_dry_run_writes_nothing() -> None:
    assert log("ask@a --dry-run").splitlines()[:2] == [
        "Not written, for this is a dry run; it would be recorded in s.yaml, line 9:",
        "  - {did: ask, on: 2026-11-21, reply: none}",
    ]
    assert state() == STATE


def test_a_record_after_the_day_of_the_state_is_told_of() -> None:
    told = log(
        "ask@a --on 2026-11-30",
        told="s.yaml says as_of: 2026-11-21, and reviews of that day pass over what was done later. "
        "Change as_of, or take it out, for the record of 30 November 2026 to count.\n",
    )

    assert "What changes in the advice of 30 November 2026:\n" in told


def test_a_record_of_a_day_to_come_is_told_of() -> None:
    text = STATE.removeprefix("as_of: 2026-11-21\n")
    Path("s.yaml").write_text(text, encoding="utf-8")

    log(
        "ask@a --on 9999-12-30",
        told="30 December 9999 is still to come: until then, reviews pass over the record.\n",
    )


def test_other_bytes_stay() -> None:
    text = "\ufeff" + STATE.replace("\n", "\r\n").removesuffix("\r\n")
    Path("s.yaml").write_bytes(text.encode())

    log("ask@a")

    new = "no}\r\n      - {did: ask, on: 2026-11-21, reply: none}\r\n"
    assert Path("s.yaml").read_bytes() == text.replace("no}\r\n", new).encode()


def test_nothing_in_a_state_reaches_the_terminal() -> None:
    hostile = STATE.replace("Menu", '"\\u202eMe\\n<script>nu"')
    Path("s.yaml").write_text(hostile, encoding="utf-8")

    told = log("ask@a --note '\u202eab\nc'")

    assert told.startswith(
        'Recorded in s.yaml, line 9:\n  - {did: ask, on: 2026-11-21, reply: none, note: "\\u202eab\\nc"}\n'
    )
    assert " - Ask about Me <script>nu\n" in told


def test_what_cannot_be_written_is_told_with_what_to_write_by_hand() -> None:
    text = STATE.replace("history:   # what was done\n", "history: &h\n").replace(
        "Poster}", "Poster, history: *h}"
    )
    Path("s.yaml").write_text(text, encoding="utf-8")

    log(
        "ask@b",
        code=74,
        told="Error: s.yaml is left as it is: what changes stands elsewhere too, by an alias (*). "
        "Write this by hand into the history of contracts.b:\n"
        "  - {did: ask, on: 2026-11-21, reply: none}\n",
    )
    assert state() == text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ak@a", f'{ITEM} there is no action "ak": did you mean "ask"?'),
        ("ask@c", f'{ITEM} the state has no contract "c": write ask@ID, with one of a or b.'),
        ("greet@acme", "The playbook keeps no history of clients: nothing can be recorded."),
        ("rest --snooze 2d", "By this playbook what is recorded about a profile cannot be snoozed."),
        ("rest --note x", 'By this playbook what is recorded about a profile has no "note".'),
        ("rest --reply yes", f"{REPLY} what is recorded about a profile has no reply."),
        ("ask@a --reply perhaps", f'{REPLY} "perhaps" is no answer here: write none or yes or no.'),
        ("ask@a --reply no --dismiss x", "Give one of --snooze, --dismiss and --reply at a time."),
        ("ask@a --note x --dismiss x", "--dismiss has a reason already: put the note into it."),
        ("ask@a --dismiss ' '", "Invalid value for '--dismiss': there is nothing in it; write a few words."),
        (
            "ask@a --note '\x1b[31m'",
            "Invalid value for '--note': it holds U+001B, a control character; write it without.",
        ),
        ("ask@a --snooze soon", f'{SNOOZE} "soon" is no time: {WRITE}'),
        ("ask@a --snooze 999999999y", f'{SNOOZE} "999999999y" is no time: {WRITE}'),
        (
            "ask@a --snooze 2026-11-21",
            f'{SNOOZE} "2026-11-21" does not reach beyond 2026-11-21, the day of the record.',
        ),
    ],
)
def test_wrong_usage(line: str, told: str) -> None:
    assert wrong(line) == f"Error: {told}"


def test_a_state_that_is_wrong_stays_so() -> None:
    Path("s.yaml").write_text("profil: {}\n", encoding="utf-8")

    log(
        "rest",
        code=5,
        told='s.yaml:1:1: error[unknown-key]: a state has no section "profil"\n'
        "      1 │ profil: {}\n"
        "        │ ^\n"
        '    hint: did you mean "profile"?\n'
        "1 problem in 1 file\n",
    )
    assert state() == "profil: {}\n"


def test_many_at_once_lose_nothing() -> None:
    days = [f"2026-10-{day:02}" for day in range(1, 13)]
    begun = [start("log", "s.yaml", "ask@a", "--on", day, "--rules", RULES, stdout=-3) for day in days]

    assert [each.wait() for each in begun] == [0] * len(days)
    assert [state().count(f"did: ask, on: {day}") for day in days] == [1] * len(days)
    assert sorted(path.name for path in Path().iterdir()) == ["cache", "s.yaml"]
