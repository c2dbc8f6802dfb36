"""Items as people type them: numbers in words, several at once, all, and words of a title."""

from pathlib import Path

import pytest

from advisor.cli.every_day.typed_items import items_and_rest
from advisor.cli.shared import streams
from tests.cli.command import run
from tests.cli.days import prepare, refusal, say, state

DAYS = ("", "yesterday", "2 days ago", "friday")


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("typed", "items", "rest"),
    [
        ("1", ("1",), ""),
        ("1 yesterday", ("1",), "yesterday"),
        ("1 2", ("1", "2"), ""),
        ("1 2 days ago", ("1",), "2 days ago"),
        ("1, 2 and 3 friday", ("1", "2", "3"), "friday"),
        ("1,2,1", ("1", "2"), ""),
        ("two", ("two",), ""),
        ("number 2", ("number 2",), ""),
        ("all", ("all",), ""),
        ("everything friday", ("all",), "friday"),
        ("brand sheet", ("brand sheet",), ""),
        ("brand sheet yesterday", ("brand sheet",), "yesterday"),
        ("1 soon", ("1",), "soon"),
        ("check-in@c-1 friday", ("check-in@c-1",), "friday"),
    ],
)
def test_items_and_what_is_said_of_them(typed: str, items: tuple[str, ...], rest: str) -> None:
    assert items_and_rest(typed.split(), lambda text: text in DAYS) == (items, rest)


def test_several_are_one_change() -> None:
    say()

    assert say("done", "2", "3", "yesterday") == (
        "Done on 20 November 2026:\n"
        "  • Finish “Poster”\n"
        "  • Finish “Leaflet”\n"
        "  - No longer: Finish “Poster”\n"
        "  - No longer: Finish “Leaflet”\n"
        "Written into me.yaml. Take it back: advisor undo\n"
    )
    assert say("undo").startswith("Taken back: Finish “Poster” and Finish “Leaflet” (done). me.yaml is as it")


def test_all_is_asked_about() -> None:
    say()
    listed = "\n".join(f"  {title}" for title in ("Calm “Menu”", "Finish “Poster”", "Finish “Leaflet”"))
    more = "\n  Send the bill for “Menu”\n  Rest\n"
    asked = f"All 5 of them are then done:\n{listed}{more}Is that what you mean? yes or no > "

    assert say("done", "all", given="no\n", stderr=f"{asked}no\n").startswith("Nothing was recorded.")
    assert refusal("done", "all", given="") == "Error: Nothing was recorded. See advisor today for the list."
    assert say("done", "all", given="y\n", stderr=f"{asked}y\n").startswith("Done on 21 November 2026:\n")
    assert state().count("status: done") + state().count("did: ") >= 5


def test_numbers_in_words() -> None:
    say()

    for word in ("two", "Two.", "number 2", "second", "#2"):
        assert say("show", word).startswith(" 2 Finish “Poster”\n")


def test_a_word_of_a_title() -> None:
    say()

    assert say("show", "leaflet").startswith(" 3 Finish “Leaflet”\n")
    assert say("later", "poster", "2w").startswith("Put off until 5 December 2026: Finish “Poster”.\n")
    assert say("why", "leaflet") == say("why", "3")
    assert refusal("done", "menu") == (
        'Error: "menu" could be 1 Calm “Menu”; 4 Send the bill for “Menu”. Give its number.'
    )
    assert refusal("done", "brochure") == (
        'Error: Nothing on your list is called "brochure": give its number. See advisor today.'
    )


def test_that_it_is_recorded_is_told_where_the_rest_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(text: str, stream: object) -> str:
        raise OSError(28, "No space left on device")

    say()
    with monkeypatch.context() as patched:
        patched.setattr(streams, "_encodable", full)
        result = run("done", "2")

    assert (result.exit_code, result.stdout) == (74, "")
    assert "did: hurry" in state()
    assert result.stderr == (
        "Error: cannot write the result: No space left on device. It is recorded in me.yaml.\n"
    )


def test_undo_is_promised_only_where_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    say()
    Path("no-folder").touch()
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(Path("no-folder").resolve()))

    said = say("done", "hurry@b")
    assert said.endswith("\nWritten into me.yaml.\n")
