"""Changes of a state that can be taken back: the last ones, as long as the file says what they left there."""

from pathlib import Path

import pytest

from advisor.facts import kept_changes as module
from advisor.facts.kept_changes import KEEP, KeptChange, drop_change, keep_change, last_change

PATH = "me.yaml"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "changes"


def change(number: int) -> KeptChange:
    return KeptChange(f"step {number}", f"text {number}\r\n\ufeff", f"text {number + 1}\r\n\ufeff")


def test_the_last_one_comes_back_first() -> None:
    assert last_change(PATH, "anything") is None
    for number in range(3):
        keep_change(PATH, change(number))

    for number in (2, 1, 0):
        assert last_change(PATH, change(number).after) == change(number)
        drop_change(PATH, change(number).before)
    assert last_change(PATH, "anything") is None


def test_what_was_taken_back_by_hand_is_passed_over() -> None:
    for number in range(2):
        keep_change(PATH, change(number))

    assert last_change(PATH, change(1).before) == change(0)
    assert last_change(PATH, "something else") == change(1)


def test_only_the_last_ones_are_kept_and_no_more_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(KEEP + 5):
        keep_change(PATH, change(number))
    for number in reversed(range(5, KEEP + 5)):
        assert last_change(PATH, change(number).after) == change(number)
        drop_change(PATH, change(number).before)
    assert last_change(PATH, change(4).after) is None

    monkeypatch.setattr(module, "_LARGEST", 50)
    for number in range(5):
        keep_change(PATH, change(number))
    assert last_change(PATH, change(4).after) == change(4)
    drop_change(PATH, change(4).before)
    drop_change(PATH, change(3).before)
    assert last_change(PATH, change(2).after) is None


def test_nobody_else_may_read_them(cache: Path) -> None:
    keep_change(PATH, change(0))

    (file,) = cache.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert cache.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"edition": 1, "state": "x", "changes": [[1]]}'])
def test_what_is_wrong_with_them_is_none(text: str, cache: Path) -> None:
    keep_change(PATH, change(0))
    (file,) = cache.iterdir()
    file.write_text(text, encoding="utf-8")

    assert last_change(PATH, change(0).after) is None
    keep_change(PATH, change(1))
    assert last_change(PATH, change(1).after) == change(1)


def test_where_one_cannot_be_kept_no_older_one_passes_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_change(PATH, change(0))

    def full(path: str, text: str) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("advisor.facts.state_memory.write_whole", full)
        keep_change(PATH, change(1))

    assert last_change(PATH, change(1).after) is None
