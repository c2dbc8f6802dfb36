"""`advisor add`: something new, told in answers; nothing is written before the last one."""

from pathlib import Path

import pytest

from tests.cli.command import run
from tests.cli.telling import STATE, state, visits, wrong

__all__ = ["visits"]
pytestmark = pytest.mark.usefixtures("visits")


def test_a_visit_with_a_new_guest_and_its_triage() -> None:
    result = run("add", "visit", given="High tea\nEtta James\nlate\n4 days ago\n50\n")

    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        "Written into s.yaml: High tea (Etta James), added.\n  + New: Call about High tea (high)\n"
    )
    guest = "  - {id: etta-james, name: Etta James}\n"
    visit = (
        "\n  - id: high-tea\n    title: High tea\n    guest: etta-james\n    mood: bad\n"
        "    looked_on: 2026-11-21\n    due: 2026-11-17\n    paid: 50\n"
    )
    assert sorted(state().split()) == sorted((STATE + guest + visit).split())
    assert state().startswith(STATE[: STATE.index("visits:")].rstrip())


def test_questions_that_tell_triage_closer_come_before_its_details() -> None:
    result = run("add", "visit", given="Ball\nbo\ntrouble, late\n\n\ncup\n")

    asked = [line for line in result.stderr.splitlines() if line.startswith("?")]
    assert asked == [
        "? Whose visit is it?",
        "? Has anything happened?",
        "? When is it due?",
        "? How much is paid?",
        "? Which?",
    ]


def test_several_alike() -> None:
    run("add", "visit", given="One; Two\nbo\nno\n")

    assert run("undo").stdout.startswith("Taken back: One (Bo Diddley), Two (Bo Diddley), added.")
    run("add", "visit", given="One; Two\nbo\nno\n")
    for name in ("one", "two"):
        told = f"- {{id: {name}, title: {name.title()}, guest: bo, looked_on: 2026-11-21}}\n"
        assert told in state()


def test_a_record_of_what_there_is_one_of() -> None:
    assert run("add", "score", given="yesterday\n92\n").exit_code == 0
    assert "{on: 2026-11-20, value: 92}" in state()


def test_a_score_of_today_is_the_current_one() -> None:
    book = Path("book/visits.yaml").read_text(encoding="utf-8")
    person = "me: {single: true, called: host, first: [name], fields: {name: {"
    scored = person.replace("called", "score: share, called")
    scored = scored.replace("{name", "{share: {type: percent}, name")
    record = "    as: scores\n"
    book = book.replace(person, scored).replace(record, f"{record}    score: value\n")
    Path("book/visits.yaml").write_text(book, encoding="utf-8")

    run("add", "score", given="yesterday\n90\n")
    assert "me: {name: Ada, scores: [{on: 2026-11-20, value: 90}]}" in state()
    run("add", "score", given="today\n92\n")
    assert "{on: 2026-11-21, value: 92}], share: 92}" in state()
    run("set", "me", "share", "93")
    assert "{on: 2026-11-20, value: 90}, {on: 2026-11-21, value: 93}], share: 93}" in state()


def test_other_words_for_it_and_a_plural() -> None:
    book = Path("book/visits.yaml").read_text(encoding="utf-8")
    book = book.replace("    called: visit\n", "    called: visit\n    also: [party, tea round]\n")
    Path("book/visits.yaml").write_text(book, encoding="utf-8")

    for word in ("party", "Tea-round", "visits", "guests", "scor"):
        asked = run("add", word, given="").stderr
        assert asked.splitlines()[0] in ("What is it called?", "Who is it?", "? When?")
    assert wrong(run("add", "prty").stderr) == '"prty" cannot be added: did you mean "party"?'


@pytest.mark.parametrize("given", ["", "\n\n", "stop\n", "dk\ndk\n"])
def test_a_record_of_which_nothing_is_told_is_not_added(given: str) -> None:
    before = state()
    result = run("add", "score", given=given)
    assert (result.exit_code, state()) == (0, before)
    assert result.stderr.endswith("Nothing was added.\n")


@pytest.mark.parametrize(
    ("entity", "message"),
    [
        (
            "me",
            '"me" cannot be added: there is one; change it with advisor set me FIELD VALUE.',
        ),
        (
            "gst",
            '"gst" cannot be added: did you mean "guest"?',
        ),
    ],
)
def test_what_cannot_be_added(entity: str, message: str) -> None:
    result = run("add", entity)

    assert (result.exit_code, state()) == (2, STATE)
    assert wrong(result.stderr) == message


def test_a_wrong_line_in_a_pipe_adds_nothing() -> None:
    result = run("add", "visit", given="Ball\nbo\nperhaps\n")

    assert (result.exit_code, state()) == (5, STATE)
    assert wrong(result.stderr) == "1 problem in 1 file"


def test_a_question_mark_is_no_name() -> None:
    result = run("add", "visit", given="?\nback\n\n")

    assert state() == STATE
    assert (
        result.stderr.count("  Type what you call it, or Enter for none. Add it later: advisor add visit\n")
        == 2
    )
    assert result.stderr.endswith("Nothing was added.\n")


def test_no_name_is_nothing() -> None:
    result = run("add", "visit", given="\n")

    assert (result.exit_code, state()) == (0, STATE)
    assert wrong(result.stderr) == "Nothing was added."
