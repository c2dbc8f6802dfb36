"""`advisor log`: the record stands in the file, and the reader is told what follows."""

from pathlib import Path

import pytest

import advisor.cli.log as module
from tests.cli.command import start
from tests.cli.deeds import RULES, STATE, Earlier, Later, log, prepare, state


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)


def test_a_deed_is_recorded_and_the_advice_changes() -> None:
    assert log("ask@a") == (
        "Recorded in s.yaml, line 9:\n"
        "  - {did: ask, on: 2026-11-21, reply: none}\n"
        "\n"
        "What changes in the advice of 21 November 2026:\n"
        "\n"
        " - Ask about Menu\n"
        "   was rank 1, medium\n"
        "   is set aside: Done on 21 November 2026; on hold until 21 December 2026.\n"
        "   ask@a · by ask-first\n"
        " x Close Menu\n"
        "   set aside: Menu was asked about: wait.\n"
        "   close@a · by wait\n"
        "\n"
        "When an answer comes, record it with yes or no:\n"
        f"  advisor log s.yaml ask@a --rules {RULES} --reply yes\n"
    )
    assert state() == STATE.replace("no}\n", "no}\n      - {did: ask, on: 2026-11-21, reply: none}\n")


def test_another_note_takes_the_place_of_the_first_and_says_so() -> None:
    log("ask@a --note first")

    log("ask@a --note second", stderr='It replaces this note: "first"\n')

    assert "note: second" in state()
    assert "first" not in state()


def test_the_same_deed_on_the_same_day_stands_there_already() -> None:
    log("ask@a")
    after = state()

    assert log("ask@a") == (
        "s.yaml says so already and stays as it is:\n"
        "  {did: ask, on: 2026-11-21, reply: none}\n"
        "\n"
        "Ask about Menu\n"
        "  In the advice of 21 November 2026: still set aside. Done on 21 November 2026;\n"
        "  on hold until 21 December 2026.\n"
    )
    assert state() == after


def test_a_reply_belongs_to_the_last_such_deed() -> None:
    log("ask@a --on 2026-11-10")

    assert log("ask@a --reply yes --note 'She needs two more.'").startswith(
        "Recorded in s.yaml, line 9:\n"
        "  - {did: ask, on: 2026-11-10, reply: yes, note: She needs two more.}\n"
        "\n"
        "Ask about Menu\n"
        "  In the advice of 21 November 2026: still set aside. Done on 10 November 2026;\n"
        "  on hold until 10 December 2026.\n"
        "\n"
        "What changes in the advice of 21 November 2026:\n"
        "\n"
        " + Close Menu\n"
    )


def test_another_reply_takes_the_place_of_the_first_and_says_so() -> None:
    log("ask@a --reply no")

    log("ask@a --reply yes", stderr="It replaces this reply: no\n")


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
    [
        *(("14d", "12-05"), ("1 w", "11-28"), ("1m", "12-21"), ("10 days", "12-01"), ("2026-12-24", "12-24")),
        *(("friday", "11-27"), ("in a fortnight", "12-05"), ("Dec 24", "12-24"), ("end of month", "11-30")),
        *(("saturday", "11-28"), ("next week", "11-23"), ("5 business days", "11-27")),
    ],
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
        stderr="Another record keeps it on hold for longer: "
        "{did: ask, on: 2026-11-20, status: snoozed, until: 2027-01-20}\n",
    )


def test_what_is_done_on_that_day_cannot_be_put_off_any_more() -> None:
    log("ask@a --on 2026-11-20")

    log(
        "ask@a --snooze 1w --on 2026-11-20",
        stderr="It was already done on 20 November 2026, so there is nothing to put off.\n",
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


def test_a_history_of_deeds_alone() -> None:
    log("greet@acme")

    assert state() == STATE + "clients:\n  - id: acme\n    deeds:\n      - {did: greet}\n"
    assert log("greet@acme").startswith("s.yaml says so already and stays as it is:\n  {did: greet}\n")


def test_a_dry_run_writes_nothing() -> None:
    assert log("ask@a --dry-run").splitlines()[:2] == [
        "Dry run, nothing written. It would be recorded in s.yaml, line 9:",
        "  - {did: ask, on: 2026-11-21, reply: none}",
    ]
    assert state() == STATE


def test_a_record_after_the_day_of_the_state_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "date", Later)
    page = log(
        "ask@a --on 2026-11-30",
        stderr="s.yaml has as_of: 2026-11-21, so reviews ignore what was done after that day. "
        "Change or remove as_of for the record of 30 November 2026 to count.\n",
    )

    assert "What changes in the advice of 30 November 2026:\n" in page


def test_the_last_day_to_record_is_that_of_the_state_where_it_is_later_than_today(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "date", Earlier)

    log("ask@a --on 2026-11-21")

    assert "on: 2026-11-21, reply: none}" in state()


def test_a_day_to_come_in_the_state_is_warned_of() -> None:
    Path("s.yaml").write_text(STATE.replace("title: Poster", "moved: 2026-12-24"))

    log(
        "ask@a",
        stderr='s.yaml:10:20: warning[day-ahead]: "moved" of contracts.b is 24 December 2026, a day that has '
        "not come yet on 21 November 2026\n"
        "     10 │   - {id: b, moved: 2026-12-24}\n"
        "        │                    ^\n"
        "    hint: write the day on which it happened, or leave it out until it has\n",
    )


def test_who_gave_the_answer_is_not_told_to_record_it() -> None:
    waiting = "When an answer comes, record it with yes or no:\n"

    assert waiting not in log("ask@b --reply no --dry-run")
    assert waiting in log("ask@b --reply none --dry-run")


def test_a_question_that_comes_back_is_told_alone() -> None:
    assert log("note@b") == (
        "Recorded in s.yaml, line 9:\n"
        "  - {id: b, title: Poster, history: [{did: note, on: 2026-11-21}]}\n"
        "\n"
        "Take a note on Poster\n"
        "  This wasn't on your list.\n"
        "\n"
        "What changes in the advice of 21 November 2026:\n"
        "\n"
        " ? When did it move?\n"
        "   asked for now · contracts.b.moved\n"
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

    page = log("ask@a --note '\u202eab\nc'")

    assert page.startswith(
        'Recorded in s.yaml, line 9:\n  - {did: ask, on: 2026-11-21, reply: none, note: "\\u202eab\\nc"}\n'
    )
    assert " - Ask about Me <script>nu\n" in page


def test_many_at_once_lose_nothing() -> None:
    days = [f"2026-10-{day:02}" for day in range(1, 7)]
    begun = [start("log", "s.yaml", "ask@a", "--on", day, "--rules", RULES, stdout=-3) for day in days]

    assert [process.wait() for process in begun] == [0] * len(days)
    assert [state().count(f"did: ask, on: {day}") for day in days] == [1] * len(days)
    assert sorted(path.name for path in Path().iterdir()) == ["cache", "s.yaml"]


@pytest.mark.parametrize(
    ("day", "written"),
    [("yesterday", "11-20"), ("last monday", "11-16"), ("thu", "11-19"), ("Nov 7", "11-07")],
)
def test_the_day_of_a_deed_in_words(day: str, written: str) -> None:
    log(f"ask@b --on '{day}'")

    assert f"did: ask, on: 2026-{written}" in state()


@pytest.mark.parametrize(("word", "reply"), [("yep", "yes"), ("N", "no"), ("none", "none")])
def test_a_reply_in_other_words(word: str, reply: str) -> None:
    log(f"ask@b --reply {word}")

    assert f"did: ask, on: 2026-11-21, reply: {reply}}}" in state()
