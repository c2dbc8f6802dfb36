"""`advisor undo`: what commands changed is taken back byte for byte, unless others changed it since."""

from pathlib import Path

import pytest

from tests.cli.command import run
from tests.cli.days import STATE, prepare, refusal, say, state, write


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, monkeypatch)


def test_the_last_change_is_taken_back_and_the_advice_with_it() -> None:
    say()
    say("done", "2")

    assert say("undo") == (
        "Taken back: Finish “Poster” (done). me.yaml is as it was before.\n"
        "  + New: Finish “Poster” (high, by 24 Nov 2026)\n"
    )
    assert state() == STATE


@pytest.mark.parametrize(
    "text",
    [
        STATE.replace("\n", "\r\n"),
        "\ufeff" + STATE,
        STATE.rstrip("\n") + "  # the end",
        '{"as_of": "2026-11-21", "contracts": [{"id": "b", "title": "Poster", "due": "2026-11-24"}]}\n',
    ],
)
def test_byte_for_byte(text: str) -> None:
    Path("me.yaml").write_bytes(text.encode())
    say()
    say("later", "1", "2w")
    assert Path("me.yaml").read_bytes() != text.encode()

    say("undo")

    assert Path("me.yaml").read_bytes() == text.encode()


def test_one_after_the_other_to_the_first() -> None:
    say()
    texts = [state()]
    for line in (("done", "1"), ("later", "2", "2w"), ("no", "5", "so")):
        say(*line)
        texts.append(state())

    for text in reversed(texts[:-1]):
        say("undo")
        assert state() == text
    assert refusal("undo") == "Error: There is no change of me.yaml to take back."


def test_other_commands_are_taken_back_too() -> None:
    say("log", "hurry@b", "--on", "2026-11-20")
    assert say("undo").startswith("Taken back: hurry@b (done). me.yaml is as it was before.\n")

    run("ask", "--max", "1", given="yes\n")
    assert state() != STATE
    assert say("undo").startswith("Taken back: contracts.d.angry: true. me.yaml is as it was before.\n")
    assert state() == STATE


def test_a_file_that_was_changed_by_hand_since_is_left_alone() -> None:
    say()
    say("done", "2")
    write(state().replace("Logo", "Logos"))
    by_hand = state()

    result = run("undo")

    assert (result.exit_code, result.stdout, state()) == (74, "", by_hand)
    assert result.stderr == (
        'Error: me.yaml was changed by hand after "Finish “Poster” (done)", so it is left as it is. It wrote '
        "this, to change back by hand:\n"
        "  - {id: b, title: Poster, due: 2026-11-24, angry: no, history: [{did: hurry, on: 2026-11-21}]}\n"
    )
    write(by_hand.replace("Logos", "Logo"))
    say("undo")
    assert state() == STATE


def test_what_was_put_back_by_hand_is_not_taken_back_twice() -> None:
    say()
    say("done", "1")
    once = state()
    say("done", "2")
    write(once)

    assert say("undo").startswith("Taken back: Calm “Menu” (done).")
    assert state() == STATE


def test_a_full_disk_leaves_the_change_and_the_way_back(monkeypatch: pytest.MonkeyPatch) -> None:
    say()
    say("done", "2")
    after = state()

    def full(draft: str, content: bytes, *, is_new: bool) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("advisor.source.atomic_write._write", full)
        assert refusal("undo", code=74) == "Error: cannot write me.yaml: No space left on device"
    assert state() == after

    say("undo")
    assert state() == STATE


def test_what_is_remembered_may_be_deleted(tmp_path: Path) -> None:
    say()
    say("done", "2")
    for file in (tmp_path / "cache" / "changes").iterdir():
        file.unlink()

    assert refusal("undo") == "Error: There is no change of me.yaml to take back."
