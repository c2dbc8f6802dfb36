"""`advisor done`, `later` and `no`: numbers of the list that was shown last become records in the state."""

from pathlib import Path

import pytest

from tests.cli.command import run
from tests.cli.days import STATE, prepare, refusal, say, state, write


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)


def test_done_is_recorded_and_what_changes_is_told() -> None:
    say()

    assert say("done", "1") == (
        "Done on 21 November 2026: Calm “Menu”.\n"
        "  - No longer: Calm “Menu”\n"
        "When an answer comes, record it with yes or no:\n"
        "  advisor done calm@a --reply yes\n"
        "Written into me.yaml. Take it back: advisor undo\n"
    )
    assert state() == STATE.replace(
        "owed: $260}", "owed: $260, history: [{did: calm, on: 2026-11-21, reply: none}]}"
    )


def test_what_comes_next_names_the_file_where_one_was_named() -> None:
    Path("other.yaml").write_text(STATE, encoding="utf-8")
    say("today", "-f", "other.yaml")

    said = say("done", "1", "-f", "other.yaml")

    assert "  advisor done calm@a --reply yes -f other.yaml\n" in said
    assert "Written into other.yaml. Take it back: advisor undo -f other.yaml\n" in said
    assert state() == STATE


def test_numbers_stay_those_of_the_list_until_the_next_one() -> None:
    say()

    for number in ("1", "2", "3"):
        say("done", number)

    assert [line.split("did: ")[1].split(",")[0] for line in state().splitlines() if "did: " in line] == [
        "calm",
        "hurry",
        "hurry",
    ]


def test_a_day_in_words() -> None:
    say()
    say("done", "2", "last", "thursday")

    assert "{did: hurry, on: 2026-11-19}" in state()


def test_an_answer_belongs_to_what_was_done() -> None:
    say()
    say("done", "1", "yesterday")

    said = say("done", "1", "--reply", "yep")

    assert "reply: yes" in state()
    assert "No longer: Send the bill for “Menu”" in said
    assert "When an answer comes" not in said


def test_later_says_where_it_is_beyond_the_deadline() -> None:
    say()

    assert say("later", "2", "2w") == (
        "Put off until 5 December 2026: Finish “Poster”.\n"
        "Mind its deadline: 24 November 2026, 11 days before that.\n"
        "  - No longer: Finish “Poster”\n"
        "Written into me.yaml. Take it back: advisor undo\n"
    )
    assert "{did: hurry, on: 2026-11-21, status: snoozed, until: 2026-12-05}" in state()


def test_later_before_the_deadline_says_no_more() -> None:
    say()

    assert "Mind its deadline" not in say("later", "3", "next", "tuesday")


def test_no_keeps_the_reason() -> None:
    say()

    assert say("no", "5", "I", "am", "rested").startswith("Dismissed on 21 November 2026: Rest.\n")
    assert "note: I am rested" in state()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("done", "9"), "Error: Your list has no 9: it goes from 1 to 5. See advisor today --all."),
        (("done", "0"), "Error: Your list has no 0: it goes from 1 to 5. See advisor today --all."),
        (
            ("done", "callm@a"),
            'Error: There is no action "callm": did you mean "calm"?',
        ),
        (
            ("done", "1", "soon"),
            'Error: I can\'t read "soon". Try yesterday or 2026-11-21.',
        ),
        (
            ("done", "1", "tomorrow"),
            "Error: 22 November 2026 is still to come: record only what has happened.",
        ),
        (
            ("done", "1", "--reply", "perhaps"),
            'Error: --reply: "perhaps" is not an answer here: write none or yes or no.',
        ),
        (
            ("later", "1", "yesterday"),
            'Error: "yesterday" is no day to come. Try friday, 2w or 2026-12-05.',
        ),
        (
            ("later", "1", "someday"),
            'Error: I can\'t read "someday". Try 1d, 2w or 2026-12-05.',
        ),
        (("later", "1"), "Error: Say until when, as in: advisor later 2 friday"),
        (("no", "1"), "Error: Say why, in a few words, as in: advisor no 4 We talk every week"),
        (("no", "1", " "), "Error: Write a few words; this is empty."),
    ],
)
def test_what_is_not_understood(line: tuple[str, ...], expected: str) -> None:
    say()

    assert refusal(*line) == expected


@pytest.mark.parametrize(
    "line", [("done", "1"), ("later", "1", "2w"), ("no", "1", "x"), ("show", "1"), ("undo",)]
)
def test_without_a_state_they_say_how_to_begin(line: tuple[str, ...]) -> None:
    Path("advisor.yaml").unlink()
    Path("me.yaml").unlink()
    result = run(*line)

    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr == (
        "Error: There is no advisor.yaml here or above. Begin with advisor init, advisor import or advisor "
        "demo, or name your file with -f.\n"
    )


MOVED = "Number 2 was: Finish “Poster”. Now it is number 3.\nIs that the one you mean? yes or no > "


def test_a_number_that_has_moved_is_asked_about() -> None:
    say()
    write(STATE.replace("title: Logo", "title: Logo, angry: true"))

    assert say("done", "2", given="no\n", stderr=f"{MOVED}no\n") == (
        "Nothing was recorded. advisor today shows your list.\n"
    )
    assert "history: [{did" not in state()
    assert say("done", "2", given="yes\n", stderr=f"{MOVED}yes\n").startswith(
        "Done on 21 November 2026: Finish “Poster”.\n"
    )
    assert "{did: hurry, on: 2026-11-21}" in state()


def test_without_an_answer_nothing_is_recorded() -> None:
    say()
    write(STATE.replace("title: Logo", "title: Logo, angry: true"))

    for given in ("", "hm\n"):
        assert refusal("done", "2", given=given) == (
            "Error: Nothing was recorded. See advisor today for the list, or name it: hurry@b"
        )


def test_a_number_that_is_gone_says_what_it_was() -> None:
    say()
    write(STATE.replace("angry: true", "angry: no"))

    result = run("done", "1", given="no\n")

    assert result.stderr.startswith(
        "Number 1 was: Calm “Menu”. It is no longer on your list.\nRecord it all the same? yes or no > "
    )
    assert refusal("show", "1") == (
        "Error: Number 1 was: Calm “Menu”. It is no longer on your list. advisor why-not calm@a tells why."
    )


def test_a_number_whose_subject_is_gone_records_nothing() -> None:
    say()
    write("\n".join(line for line in STATE.splitlines() if "id: b" not in line))

    assert refusal("done", "2", given="yes\n") == (
        "Error: Number 2 was: Finish “Poster”. Your file no longer holds what it was about."
    )


def test_done_twice_asks() -> None:
    say()
    say("done", "2")

    assert refusal("done", "2", given="").startswith("Error: Nothing was recorded.")


def test_a_full_disk_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    say()

    def full(draft: str, content: bytes, *, is_new: bool) -> None:
        Path(draft).write_bytes(content[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("advisor.source.atomic_write._write", full)
        assert refusal("done", "1", code=74) == "Error: cannot write me.yaml: No space left on device"
    assert sorted(path.name for path in Path().iterdir()) == ["advisor.yaml", "me.yaml"]
    assert say("done", "1").startswith("Done on 21 November 2026: Calm “Menu”.\n")


def test_an_interrupt_at_the_question_records_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    write(STATE.replace("title: Logo", "title: Logo, angry: true"))

    def interrupted(lines: object, prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("advisor.cli.shared.typed_lines.TypedLines.read", interrupted)
    result = run("done", "1")

    assert (result.exit_code, result.stdout, "history" in state()) == (130, "", True)
    assert result.stderr.endswith("\nNothing was recorded.\n")
    assert "did:" not in state()


def test_numbers_serve_why_and_log_too() -> None:
    say()

    assert say("why", "2") == say("why", "hurry@b")
    assert say("why", "me.yaml", "#2") == say("why", "hurry@b")
    assert say("why-not", "4") == say("why-not", "bill@a")
    assert "on 20 November 2026" in say("log", "4", "--dry-run", "--on", "2026-11-20")
    for command in ("why", "why-not", "log"):
        assert refusal(command, "7") == (
            "Error: Your list has no 7: it goes from 1 to 5. See advisor today --all."
        )


def test_a_number_without_a_list_says_how_to_get_one() -> None:
    assert refusal("why", "2") == "Error: There is no list that 2 could be on: advisor today shows one."


def test_numbers_are_those_of_a_page_of_advice_where_that_was_last() -> None:
    say()
    say("done", "1")
    say("advise")

    assert say("done", "1").startswith("Done on 21 November 2026: Finish “Poster”.\n")
