"""Files that are opened to be streamed: only regular ones, of whatever size, without waiting."""

import os
from pathlib import Path

import pytest

from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.files import open_regular

START = Location("f", 1, 1)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_file_of_any_size_is_open_at_its_start() -> None:
    Path("large").write_bytes(b"begin")
    os.truncate("large", 1 << 40)

    stream, problem = open_regular("large", "f")

    assert problem is None
    assert stream is not None
    with stream:
        assert stream.read(6) == b"begin\0"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (
            "pipe",
            Diagnostic("file-unreadable", START, '"pipe" is a pipe; a file was expected', "name a file"),
        ),
        (
            ".",
            Diagnostic("file-unreadable", START, '"." is a folder; a file was expected', "name a file in it"),
        ),
        ("none", Diagnostic("file-missing", START, 'there is no "none"')),
        ("a\0", Diagnostic("file-unreadable", START, "no file can have this name", "check the path")),
    ],
)
def test_what_is_no_regular_file_is_told(path: str, problem: Diagnostic) -> None:
    os.mkfifo("pipe")

    assert open_regular(path, "f") == (None, problem)
