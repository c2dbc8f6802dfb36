import os
from pathlib import Path

import pytest

from advisor.source.atomic_write import write_whole


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_whole(str(tmp_path / "a.yaml"), "é\r\n")

    assert (tmp_path / "a.yaml").read_bytes() == "é\r\n".encode()
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o640)

    write_whole(str(path), "new")

    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "real.yaml"
    target.write_text("old")
    link = tmp_path / "link.yaml"
    link.symlink_to("real.yaml")

    write_whole(str(link), "new")

    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_failure_leaves_the_old_text_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def fail(source: str, target: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_whole(str(path), "new")

    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_text_that_utf8_cannot_hold_touches_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_whole(str(tmp_path / "a.yaml"), "\ud83d")

    assert os.listdir(tmp_path) == []


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(OSError, match="not a regular file"):
        write_whole(str(tmp_path / "pipe"), "new")
    with pytest.raises(OSError, match="symbolic links"):
        write_whole(str(tmp_path / "loop"), "new")
    with pytest.raises(FileNotFoundError):
        write_whole(str(tmp_path / "none" / "a.yaml"), "new")


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(PermissionError):
        write_whole(str(path), "new")

    assert path.read_text() == "old"
