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


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs somebody who may give files away"
)
def test_owner_and_group_stay(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    os.chown(path, 12345, 23456)

    write_whole(str(path), "new")

    status = path.stat()
    assert (path.read_text(), status.st_uid, status.st_gid) == ("new", 12345, 23456)


def test_who_may_not_keep_the_owner_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    real = os.stat

    def of_somebody_else(name: str) -> os.stat_result:
        values = list(real(name))
        values[4] += not name.endswith(".tmp")  # st_uid
        return os.stat_result(values)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "stat", of_somebody_else)
    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(PermissionError, match="its owner or group would change: let its owner write to it"):
        write_whole(str(path), "new")
    monkeypatch.undo()

    assert ([each.name for each in tmp_path.iterdir()], path.read_text()) == (["a"], "old")


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_extended_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    try:
        os.setxattr(path, "user.colour", b"green")
    except OSError:
        pytest.skip("this file system has no extended attributes")

    write_whole(str(path), "new")

    assert (path.read_text(), os.getxattr(path, "user.colour")) == ("new", b"green")


def test_a_mount_of_its_own_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    path = tmp_path / "a"
    path.write_text("old")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(
        OSError, match="it is a mount of its own and cannot be replaced: mount its folder instead"
    ):
        write_whole(str(path), "new")

    assert ([each.name for each in tmp_path.iterdir()], path.read_text()) == (["a"], "old")


def test_what_a_killed_writer_left_behind_goes(tmp_path: Path) -> None:
    old, new = tmp_path / f".advisor-{'0' * 16}.tmp", tmp_path / f".advisor-{'1' * 16}.tmp"
    for draft in (old, new):
        draft.write_text("half")
    os.utime(old, (0, 0))

    write_whole(str(tmp_path / "me.yaml"), "whole")

    assert sorted(tmp_path.iterdir()) == [new, tmp_path / "me.yaml"]


def test_of_many_files_the_first_looks_for_what_was_left_behind(tmp_path: Path) -> None:
    swept: set[str] = set()
    old = tmp_path / f".advisor-{'0' * 16}.tmp"

    def left_by(name: str, *before: set[str]) -> bool:
        old.write_text("half")
        os.utime(old, (0, 0))
        write_whole(str(tmp_path / name), "whole", *before)
        return old.exists()

    assert not left_by("first", swept)
    assert left_by("second", swept)
    assert not left_by("alone")
