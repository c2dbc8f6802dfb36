"""`advisor show`: one item whole, and its draft on the clipboard."""

import os
from pathlib import Path

import pytest

from tests.cli.days import STATE, prepare, refusal, say, write

POSTER = """\
 2 Finish “Poster”
   High, by 24 Nov 2026, in 3 days
   Poster
   Effort: medium

   • It is due.

   Draft to make your own
   │ Here is “Poster”: é.

   Where this comes from
   • Do what is due. (A book, One)
   hurry@b · rule be-quick · claim D-1

advisor done 2 · show 2 --copy · later 2 friday · why 2 · no 2 "reason"
"""


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def program(folder: Path, name: str, script: str) -> None:
    (folder / "programs").mkdir(exist_ok=True)
    path = folder / "programs" / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_one_item_whole() -> None:
    say()

    assert say("show", "2") == POSTER
    assert "At stake: $260 · Effort: low" in say("show", "4")
    assert "   1. Listen.\n   2. Answer.\n" in say("show", "1")


def test_a_name_will_do() -> None:
    shown = say("show", "hurry@b")

    assert shown.startswith(POSTER[: POSTER.index("advisor done")])
    assert shown.endswith(
        "advisor done hurry@b · show hurry@b --copy · later hurry@b friday · why hurry@b\n"
        'no hurry@b "reason"\n'
    )


def test_without_a_list_the_numbers_are_those_of_now() -> None:
    assert say("show", "2") == POSTER


def test_a_number_that_has_moved_is_told() -> None:
    say()
    write(STATE.replace("title: Logo", "title: Logo, angry: true"))

    shown = say("show", "2", stderr="Number 2 was: Finish “Poster”. Now it is number 3.\n")

    assert shown.startswith(" 3 Finish “Poster”\n")


def test_what_is_not_on_the_list_is_told_with_what_to_ask() -> None:
    assert refusal("show", "hurry@d") == (
        "Error: hurry@d is not on your list now. advisor why-not hurry@d tells why."
    )
    assert refusal("show", "6") == "Error: Your list has no 6: it goes from 1 to 5. See advisor today --all."


def test_a_day_that_is_not_today_is_told() -> None:
    write(STATE.replace("2026-11-21", "2026-11-11"))

    assert say("show", "1").startswith("This file says it is 11 November 2026, 10 days ago;")


COPIED = "The draft is on your clipboard.\n"
MISSING = "There is no clipboard here that I can use; copy the draft from above.\n"


@pytest.mark.parametrize(
    ("name", "variable", "encoding"),
    [
        ("pbcopy", "", "utf-8"),
        ("wl-copy", "WAYLAND_DISPLAY", "utf-8"),
        ("xclip", "DISPLAY", "utf-8"),
        ("clip.exe", "", "utf-16-le"),
    ],
)
def test_the_draft_goes_to_the_clipboard_that_is_there(
    name: str, variable: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, name, f"/bin/cat > {tmp_path}/copied")
    if variable:
        assert say("show", "2", "--copy", stderr=MISSING) == POSTER
        monkeypatch.setenv(variable, ":0")

    assert say("show", "2", "--copy", stderr=COPIED) == POSTER
    assert (tmp_path / "copied").read_bytes().decode(encoding) == "Here is “Poster”: é."


def test_a_clipboard_that_fails_leaves_it_to_the_next(tmp_path: Path) -> None:
    program(tmp_path, "pbcopy", "exit 1")
    assert say("show", "2", "--copy", stderr=MISSING) == POSTER

    program(tmp_path, "clip.exe", f"/bin/cat > {tmp_path}/copied")
    assert say("show", "2", "--copy", stderr=COPIED) == POSTER


def test_a_clipboard_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.cli.every_day.clipboard._WAIT", 0.2)
    program(tmp_path, "pbcopy", "exec /bin/sleep 60")

    assert say("show", "2", "--copy", stderr=MISSING) == POSTER


def test_what_has_no_draft_has_nothing_to_copy(tmp_path: Path) -> None:
    program(tmp_path, "pbcopy", f"/bin/cat > {tmp_path}/copied")

    say("show", "1", "--copy", stderr="There is no draft to copy: this one needs no message.\n")

    assert not os.path.exists(tmp_path / "copied")
