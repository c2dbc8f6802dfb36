import gzip
import io
import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.source.diagnostic import Location
from advisor.source.encoding import decode
from advisor.source.reader import read_tree
from advisor.source.tree import Scalar


def refusal(path: Path | str, **options: int) -> str:
    node, problems = read_tree(str(path), name="f", **options)
    assert node is None
    assert len(problems) == 1
    return str(problems[0])


def holding(folder: Path, content: bytes) -> Path:
    path = folder / "a.yaml"
    path.write_bytes(content)
    return path


def test_a_file_is_read_and_called_by_its_path_or_name(tmp_path: Path) -> None:
    path = str(holding(tmp_path, "\ufeffé\r\n".encode()))

    for name, shown in ((None, path), ("state", "state")):
        node, problems = read_tree(path, name=name)
        assert repr(node) == repr(Scalar("é", False, Location(shown, 1, 1)))
        assert problems == []


def test_an_empty_file_is_no_problem(tmp_path: Path) -> None:
    assert read_tree(str(holding(tmp_path, b""))) == (None, [])
    assert read_tree(os.devnull)[1][0].code == "file-unreadable"


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "state.yaml").write_text("")
    path = tmp_path / "stat.yaml"

    expected = f'f:1:1: error[file-missing]: there is no "{path}"'
    assert refusal(path) == expected + '\n    hint: did you mean "state.yaml"?'
    assert refusal(tmp_path / "zzz") == f'f:1:1: error[file-missing]: there is no "{tmp_path / "zzz"}"'
    lost = tmp_path / "none" / "a"
    assert refusal(lost) == f'f:1:1: error[file-missing]: there is no "{lost}"\n    hint: check the path'
    assert refusal(tmp_path / "state.yaml" / "a").startswith("f:1:1: error[file-missing]: there is no ")


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="needs files by their numbers")
def test_a_pipe_that_the_shell_has_opened_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a: 1\n")
    os.close(writing)

    root, problems = read_tree(f"/dev/fd/{reading}")
    os.close(reading)
    assert (root is not None, problems) == (True, [])


def test_what_is_not_a_file_is_named(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to("loop")

    start = "f:1:1: error[file-unreadable]:"
    folder_said = f'{start} "{tmp_path}" is a folder; a file was expected\n    hint: name a file in it'
    assert refusal(tmp_path) == folder_said
    by_input = 'hint: use "-" to read standard input'
    assert refusal(pipe) == f'{start} "{pipe}" is a pipe; a file was expected\n    {by_input}'
    assert refusal("/dev/zero") == f'{start} "/dev/zero" is a device; a file was expected\n    {by_input}'
    assert (
        refusal(loop) == f'{start} "{loop}" is a loop of symbolic links\n    hint: point the link at a file'
    )
    assert refusal("a\0b") == f"{start} no file can have this name\n    hint: check the path"
    long = "x" * 5000
    assert refusal(long) == f'{start} "{long}" has too long a name\n    hint: check the path'


def test_permission_denied_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = holding(tmp_path, b"a: 1")

    def deny(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "open", deny)
    assert refusal(path) == (
        f'f:1:1: error[file-unreadable]: "{path}" may not be read: permission denied'
        "\n    hint: ask for permission to read it"
    )


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)

    tracemalloc.start()
    message = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert message == (
        "f:1:1: error[file-size]: the file has 50,000,000 bytes; at most 16,777,216 are read"
        "\n    hint: split a playbook into several files; leave old work and old records out of a state"
    )
    assert peak < 1_000_000


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = holding(tmp_path, b"abc")

    assert read_tree(str(path), limit=3) == (Scalar("abc", False, Location("", 1, 1)), [])
    assert refusal(path, limit=2).startswith(
        "f:1:1: error[file-size]: the file has 3 bytes; at most 2 are read"
    )


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> io.BytesIO:
    raw = io.BytesIO(content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
    return raw


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"a")

    node, problems = read_tree("-")

    assert repr(node) == repr(Scalar("a", False, Location("<stdin>", 1, 1)))
    assert problems == []


def test_endless_input_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = stdin(monkeypatch, b"x" * 1000)

    assert refusal("-", limit=9) == (
        "f:1:1: error[file-size]: the file has more than 9 bytes; at most 9 are read"
        "\n    hint: split a playbook into several files; leave old work and old records out of a state"
    )
    assert raw.tell() == 10


def test_closed_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert refusal("-").startswith("f:1:1: error[file-unreadable]: standard input is closed")


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (gzip.compress(b"a: 1", mtime=0), "file-format", "the file looks like a gzip archive, not like text"),
        (
            b"PK\x03\x04...",
            "file-format",
            "the file looks like a ZIP archive or an Office document, not like text",
        ),
        (b"%PDF-1.7\n", "file-format", "the file looks like a PDF document, not like text"),
        ("a: 1".encode("utf-16"), "file-encoding", "the file is UTF-16 text; UTF-8 was expected"),
        ("a: 1".encode("utf-16-le"), "file-encoding", "the file is UTF-16 text; UTF-8 was expected"),
        ("a: 1".encode("utf-16-be"), "file-encoding", "the file is UTF-16 text; UTF-8 was expected"),
        ("a: 1".encode("utf-32"), "file-encoding", "the file is UTF-32 text; UTF-8 was expected"),
    ],
)
def test_other_formats_are_named(content: bytes, code: str, message: str) -> None:
    text, problem = decode(content, "f")

    assert text == ""
    assert problem is not None
    assert (problem.code, problem.message, problem.location) == (code, message, Location("f", 1, 1))


def test_a_byte_that_is_not_utf8_is_placed(tmp_path: Path) -> None:
    assert refusal(holding(tmp_path, "\ufeffa: 1\r\né: it".encode() + b"\x92s")) == (
        "f:2:6: error[file-encoding]: the byte 0x92 is not UTF-8 text (invalid start byte)"
        '\n    hint: save the file as UTF-8; in Windows-1252 this byte is "’"'
    )


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_say_why_not(content: bytes) -> None:
    text, problem = decode(content, "f")

    assert problem is not None or text.encode() == content.removeprefix(b"\xef\xbb\xbf")
