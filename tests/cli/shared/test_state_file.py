"""A state's file is replaced by one writer at a time, whole or not at all, and nothing is left beside it."""

import fcntl
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import advisor.cli.shared.state_file as module
from advisor.cli.shared.state_file import open_state_file
from advisor.cli.shared.streams import CannotWrite
from advisor.source.errors import SourceError
from advisor.source.rewriting import CannotRewrite

ROOT = Path(__file__).parents[3]
FOREVER = """
import sys
from advisor.cli.shared.state_file import open_state_file
print("ready", flush=True)
while True:
    with open_state_file(sys.argv[1]) as file:
        file.text = ("b" if file.text[0] == "a" else "a") * len(file.text)
"""


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    Path("s.yaml").write_bytes("\ufeffé\r\n".encode())


def rewrite(path: str, change: Callable[[str], str], *, instead: str = "", opening: str = "") -> None:
    with open_state_file(path, instead=instead, opening=opening) as file:
        file.text = change(file.text)


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_the_text_comes_with_its_line_ends_and_its_mark_and_goes_so() -> None:
    rewrite("s.yaml", lambda text: f"{text}|{text}")

    assert Path("s.yaml").read_bytes() == "\ufeffé\r\n|\ufeffé\r\n".encode()
    assert names() == ["cache", "s.yaml"]


def traces_of_writing(path: str) -> tuple[int, ...]:
    """Whatever writing a file changes; its last reading is not among it, as `stat` would have it."""
    now = Path(path).stat()
    return (*now[:7], now.st_mtime_ns, now.st_ctime_ns)  # the first seven end with its size


def test_the_same_text_is_not_written() -> None:
    before = traces_of_writing("s.yaml")

    rewrite("s.yaml", lambda text: text)

    assert traces_of_writing("s.yaml") == before


def test_permissions_and_links_stay() -> None:
    Path("s.yaml").chmod(0o640)
    Path("link.yaml").symlink_to("s.yaml")

    rewrite("link.yaml", lambda text: "new")

    assert Path("link.yaml").is_symlink()
    assert (Path("s.yaml").read_text(), stat.S_IMODE(Path("s.yaml").stat().st_mode)) == ("new", 0o640)


def test_what_cannot_be_rewritten_is_told_with_what_to_do_instead() -> None:
    def change(text: str) -> str:
        raise CannotRewrite("it is odd")

    with pytest.raises(CannotWrite) as caught:
        rewrite("s.yaml", change, instead="Use an overlay.")

    assert caught.value.message == "s.yaml is left as it is: it is odd. Use an overlay."


def test_standard_input_and_pipes_are_refused() -> None:
    os.mkfifo("pipe")
    messages = []
    for path in ("-", "pipe"):
        with pytest.raises(click.UsageError) as caught:
            rewrite(path, str)
        messages.append(caught.value.message)

    assert messages == [
        "Standard input cannot be written to: give the name of the state's file.",
        '"pipe" is not a regular file: what it holds cannot be replaced.',
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, 'no.yaml:1:1: error[file-missing]: there is no "no.yaml"'),
        (b"\xff", "no.yaml:1:1: error[file-encoding]: the byte 0xFF is not UTF-8 text (invalid start byte)"),
        (
            b" " * (16 * 1024 * 1024 + 1),
            "no.yaml:1:1: error[file-size]: the file has 16,777,217 bytes; at most",
        ),
    ],
)
def test_what_cannot_be_read(content: bytes | None, expected: str) -> None:
    if content is not None:
        Path("no.yaml").write_bytes(content)

    with pytest.raises(SourceError) as caught:
        rewrite("no.yaml", lambda text: "new")

    assert str(caught.value).startswith(expected)
    assert content is None or Path("no.yaml").read_bytes() == content


@pytest.mark.usefixtures("no_superuser")
def test_a_read_only_file_is_told_of() -> None:
    Path("s.yaml").chmod(0o400)

    with pytest.raises(CannotWrite) as caught:
        rewrite("s.yaml", lambda text: "new")

    assert caught.value.message == (
        "cannot write s.yaml: it is read-only; allow yourself to write to it, or work on a copy"
    )


def test_a_full_disk_leaves_the_old_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(CannotWrite) as caught:
        rewrite("s.yaml", lambda text: "new")

    assert caught.value.message == "cannot write s.yaml: No space left on device"
    assert (Path("s.yaml").read_bytes(), names()) == ("\ufeffé\r\n".encode(), ["s.yaml"])


@pytest.fixture
def busy() -> Iterator[None]:
    """Another program holds the lock of this folder."""
    handle = os.open(".", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    yield
    os.close(handle)


@pytest.mark.usefixtures("busy")
def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT", 0.1)

    with pytest.raises(CannotWrite) as caught:
        rewrite("s.yaml", lambda text: "newer")

    message = "cannot write s.yaml: another program is writing to it; try again when that is done"
    assert (caught.value.message, Path("s.yaml").read_text()) == (message, "\ufeffé\n")


def test_a_system_without_locks_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    with pytest.raises(CannotWrite) as caught:
        rewrite("s.yaml", lambda text: "newer")

    why = "this system cannot lock a folder, so that two programs could write at once; on Windows, use WSL"
    assert caught.value.message == f"cannot write s.yaml: {why}"


def test_a_folder_that_cannot_be_locked_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(CannotWrite) as caught:
        rewrite("s.yaml", lambda text: "newer")

    why = "it cannot be locked: Operation not supported; work on a copy in a folder of your own"
    assert caught.value.message == f"cannot write s.yaml: {why}"


def test_programs_with_caches_of_their_own_lose_nothing() -> None:
    add = (
        "from advisor.cli.shared.state_file import open_state_file\n"
        "with open_state_file('s.yaml') as file: file.text += '{}\\n'"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", add.format(number)],
            env=os.environ | {"ADVISOR_CACHE_DIR": os.path.abspath(f"cache{number % 2}")},
        )
        for number in range(6)
    ]

    assert [process.wait() for process in running] == [0] * 6
    assert sorted(Path("s.yaml").read_text().splitlines()[1:]) == [*map(str, range(6))]


def test_what_an_editor_saves_meanwhile_stays() -> None:
    def saved_by_an_editor(text: str) -> str:
        Path("s.yaml").write_text("saved")
        return f"{text}more"

    with pytest.raises(CannotWrite) as caught:
        rewrite("s.yaml", saved_by_an_editor)

    message = "cannot write s.yaml: it was changed meanwhile; nothing was written, so try again"
    assert (caught.value.message, Path("s.yaml").read_text()) == (message, "saved")


def test_a_cache_that_cannot_be_used_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "s.yaml"))

    rewrite("s.yaml", lambda text: "new")

    assert (Path("s.yaml").read_text(), names()) == ("new", ["s.yaml"])


def test_killed_in_the_middle_the_old_or_the_new_text_stands() -> None:
    Path("s.yaml").write_text("a" * 500_000)
    for number in range(5):
        running = subprocess.Popen([sys.executable, "-c", FOREVER, "s.yaml"], stdout=subprocess.PIPE)
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        time.sleep(0.01 + 0.013 * number)
        running.kill()
        running.communicate()

        text = Path("s.yaml").read_text()
        assert (len(text), len(set(text))) == (500_000, 1)


def test_a_new_file_begins_with_its_opening_once() -> None:
    for _ in range(2):
        rewrite("new/a.yaml", lambda text: f"{text}1\n", opening="# answers\n")

    assert Path("new/a.yaml").read_text() == "# answers\n1\n1\n"


def test_who_begins_a_file_that_another_begins_loses_nothing() -> None:
    begin = (
        "from advisor.cli.shared.state_file import open_state_file\n"
        "with open_state_file('new.yaml', opening='# answers\\n') as file: file.text += '{}\\n'"
    )
    running = [subprocess.Popen([sys.executable, "-c", begin.format(number)]) for number in range(6)]

    assert [process.wait() for process in running] == [0] * 6
    assert sorted(Path("new.yaml").read_text().splitlines()) == ["# answers", *map(str, range(6))]


@pytest.mark.usefixtures("no_superuser")
def test_a_read_only_folder_is_told_of_with_what_to_do() -> None:
    Path("shut").mkdir()
    Path("shut/s.yaml").write_text("old")
    Path("shut").chmod(0o500)

    with pytest.raises(CannotWrite) as caught:
        rewrite("shut/s.yaml", lambda text: "new", instead="Your answer was 1.")

    Path("shut").chmod(0o700)
    assert caught.value.message == (
        f"cannot write shut/s.yaml: the folder {os.path.realpath('shut')} is read-only. Your answer was 1."
    )
