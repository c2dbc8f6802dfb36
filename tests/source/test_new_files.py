"""New files come together or not at all, and nothing that is there is touched."""

import os
from pathlib import Path

import pytest

from advisor.source.new_files import create_files


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_files_with_their_folders() -> None:
    create_files({"a.txt": "é\n", "b/c/d.txt": "x", "b/e.txt": ""})

    assert Path("a.txt").read_bytes() == "é\n".encode()
    assert Path("b/c/d.txt").read_text() == "x"
    assert Path("b/e.txt").read_text() == ""


def test_one_that_is_there_keeps_all_from_being_made() -> None:
    Path("b").mkdir()
    Path("b/old.txt").write_text("mine")

    with pytest.raises(FileExistsError) as raised:
        create_files({"a/new.txt": "x", "b/old.txt": "y", "c.txt": "z"})

    assert raised.value.filename == "b/old.txt"
    assert sorted(path.as_posix() for path in Path().rglob("*")) == ["b", "b/old.txt"]
    assert Path("b/old.txt").read_text() == "mine"


def test_a_link_that_leads_nowhere_is_there() -> None:
    Path("a.txt").symlink_to("nowhere")

    with pytest.raises(FileExistsError):
        create_files({"a.txt": "x"})

    assert not Path("nowhere").exists()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_stops_it_leaves_nothing(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    written = iter((False, True))

    def sync(handle: int) -> None:
        if next(written):
            raise error

    monkeypatch.setattr(os, "fsync", sync)

    with pytest.raises(type(error)):
        create_files({"a/b.txt": "x", "c/d.txt": "y"})

    assert list(Path().iterdir()) == []


def test_text_that_no_file_holds() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        create_files({"a.txt": "x", "b.txt": "\ud800"})

    assert list(Path().iterdir()) == []


def test_a_file_in_place_of_a_folder() -> None:
    Path("a").write_text("mine")

    with pytest.raises(OSError, match="a"):
        create_files({"b.txt": "x", "a/c.txt": "y"})

    assert [path.name for path in Path().iterdir()] == ["a"]
