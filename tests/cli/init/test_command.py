"""`advisor init`: two new files, whole or none, from answers in a pipe or at a terminal."""

import errno
import os
import re
import select
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.command import run, start
from tests.cli.telling import PLAYBOOK, wrong
from tests.house.tree import ROOT

ANSWERS = "Ada\nTea time\nBo Diddley\nlate\nyesterday\n50\n\n"
STATE = """\
# What you told: change any line, add what only you know, or use advisor set, add and end.

me:
  name: Ada

visits:
  - id: tea-time
    title: Tea time
    guest: bo-diddley
    mood: bad
    looked_on: {today}
    due: {yesterday}
    paid: 50

guests:
  - id: bo-diddley
    name: Bo Diddley
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    os.mkdir("book")
    Path("book/visits.yaml").write_text(PLAYBOOK, encoding="utf-8")


def files(folder: str = "my") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir()) if Path(folder).exists() else []


def told() -> str:
    """The state, with the days by name."""
    text = Path("my/me.yaml").read_text(encoding="utf-8")
    today, yesterday = (re.search(rf"{name}: (\S+)", text) for name in ("looked_on", "due"))
    assert today
    assert yesterday
    return text.replace(today[1], "{today}").replace(yesterday[1], "{yesterday}")


def test_two_files_and_the_first_list() -> None:
    result = run("init", "my", "--rules", "book", given=ANSWERS)

    assert result.exit_code == 0, result.stderr
    assert told() == STATE
    assert Path("my/advisor.yaml").read_text(encoding="utf-8") == 'state: me.yaml\nrules: ["../book"]\n'
    assert "Call about Tea time" in result.stdout
    assert len(result.stdout.splitlines()) <= 24


def test_what_is_there_stays_untouched() -> None:
    os.mkdir("my")
    Path("my/advisor.yaml").write_text("state: other.yaml\n", encoding="utf-8")

    result = run("init", "my", "--rules", "book", given=ANSWERS)

    assert (result.exit_code, files()) == (2, ["advisor.yaml"])
    assert wrong(result.stderr) == (
        "my/advisor.yaml is there already and stays untouched. Go on with advisor ask, add or set, or name "
        "another folder to begin in."
    )


@pytest.mark.parametrize(
    ("folder", "message"), [("", "The name of the folder is empty."), ("f", '"f" is a file, not a folder.')]
)
def test_what_is_no_folder(folder: str, message: str) -> None:
    Path("f").touch()

    result = run("init", folder, "--rules", "book")

    assert (result.exit_code, wrong(result.stderr)) == (2, message)


def test_a_wrong_line_in_a_pipe_keeps_the_answers_before_it() -> None:
    result = run("init", "my", "--rules", "book", given="Ada\nTea\nBo\nperhaps\n")

    assert (result.exit_code, files()) == (5, ["advisor.yaml", "me.yaml"])
    kept = (
        "The answers before line 4 are kept in my/me.yaml. Go on with advisor ask, add or set.\n<stdin>:4:1: "
    )
    assert kept in result.stderr
    assert "- id: tea\n    title: Tea\n    guest: bo\n" in Path("my/me.yaml").read_text(encoding="utf-8")


def test_a_wrong_first_line_writes_nothing() -> None:
    result = run("init", "my", "--rules", "book", given="Ad\x07a\n")

    assert (result.exit_code, files()) == (5, [])
    assert "Nothing was answered, so nothing was written.\n<stdin>:1:1: " in result.stderr


def test_no_answer_is_nothing() -> None:
    result = run("init", "my", "--rules", "book", given="")

    assert (result.exit_code, files()) == (0, [])
    assert wrong(result.stderr) == "Nothing was answered, so nothing was written."


def test_a_full_disk_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    result = run("init", "my", "--rules", "book", given=ANSWERS)

    assert (result.exit_code, files()) == (74, [])
    assert wrong(result.stderr) == (
        "cannot write my/me.yaml: the disk is full. Nothing was written: make room, and begin again."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
class TestAtATerminal:
    """Somebody sits there, mistypes, goes back, and interrupts."""

    def converse(self, *steps: bytes | signal.Signals) -> tuple[int, str]:
        """The exit code, and what the terminal shows; each step waits for a prompt."""
        mine, theirs = os.openpty()
        process = start("init", "my", "--rules", "book", stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        seen = b""
        for step in steps:
            seen = self._read(mine, seen, b"\r\n> ")
            if isinstance(step, bytes):
                os.write(mine, step)
                seen += os.read(mine, 1)
            else:
                select.select([], [], [], 0.5)
                process.send_signal(step)
        seen = self._read(mine, seen, b"\0")
        os.close(mine)
        return process.wait(60), re.sub(r"\x1b\[[0-9;]*m", "", seen.decode().replace("\r\n", "\n"))

    def _read(self, terminal: int, seen: bytes, end: bytes) -> bytes:
        while not seen.endswith(end):
            assert select.select([terminal], [], [], 60)[0], seen.decode()
            try:
                more = os.read(terminal, 4096)
            except OSError:  # the other end is closed
                return seen
            if not more:
                return seen
            seen += more
        return seen

    def test_what_is_no_answer_is_asked_again(self) -> None:
        steps = ["Ada", "Tea time", "Bo Diddley", "perhaps", "late", "yesterday", "5o", "back", "yesterday"]
        code, shown = self.converse(*(f"{step}\n".encode() for step in [*steps, "50", ""]))

        assert (code, told()) == (0, STATE)
        assert "A few questions; Enter leaves one open, ? helps, stop ends.\n" in shown
        assert "Answer with one or several of no, late, trouble." in shown
        assert "Call about Tea time" in shown

    @pytest.mark.parametrize("wanted", [True, False])
    def test_reports_among_the_downloads_are_offered(
        self, wanted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        Path("Downloads").mkdir()
        Path("Downloads/bank.csv").write_text("Date,Sum\n2026-01-01,5\n", encoding="utf-8")
        report = (ROOT / "scenarios" / "exports" / "weekly-summary.csv").read_bytes()
        Path("Downloads/Weekly.csv").write_bytes(report)

        code, shown = self.converse(b"\n" if wanted else b"no\n", b"Ada\n", b"stop\n")

        assert "Weekly.csv (weekly summary)\nImport them? [Y/n]\n> " in shown
        assert code == 0
        assert ("Weekly.csv" in Path("my/me.yaml").read_text(encoding="utf-8")) is wanted

    def test_reports_in_the_downloads_folder_itself_are_read_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        Path("my").mkdir()
        Path("Downloads").symlink_to("my", target_is_directory=True)
        report = (ROOT / "scenarios" / "exports" / "weekly-summary.csv").read_bytes()
        Path("my/Weekly.csv").write_bytes(report)

        code, shown = self.converse(b"Ada\n", b"stop\n")

        assert code == 0
        assert "Read 1 report from my.\n" in shown
        assert "Import them?" not in shown

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
    def test_an_interrupt_and_a_closed_window_keep_what_was_answered(self, how: signal.Signals) -> None:
        if signal.getsignal(how) is signal.SIG_IGN:
            pytest.skip("whoever runs the tests lets it be ignored, and so does the command")
        code, shown = self.converse(b"Ada\n", b"Tea time\n", how)

        assert (code, files()) == (130, ["advisor.yaml", "me.yaml"])
        assert shown.endswith("Stopped; what you answered is kept in my/me.yaml.\n")
        assert run("advise", "my/me.yaml", "--rules", "book").exit_code == 0

    def test_a_terminal_that_is_gone_keeps_what_was_answered(self) -> None:
        mine, theirs = os.openpty()
        process = start("init", "my", "--rules", "book", stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        seen = self._read(mine, b"", b"\r\n> ")
        os.write(mine, b"Ada\n")
        self._read(mine, seen + os.read(mine, 1), b"\r\n> ")
        os.close(mine)

        process.wait(60)
        assert "name: Ada" in Path("my/me.yaml").read_text(encoding="utf-8")

    def test_an_interrupt_before_any_answer_writes_nothing(self) -> None:
        code, shown = self.converse(signal.SIGINT)

        assert (code, files()) == (130, [])
        assert shown.endswith("Nothing was answered, so nothing was written.\n")
