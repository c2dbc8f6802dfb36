"""`advisor rules docs`: which files it writes, and which it leaves alone."""

import os
import socket
import sys
from pathlib import Path

import pytest

from tests.cli.command import RULES, run


def test_pages_are_written_and_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    Path("out", "mine.md").write_text("mine")

    first = run("rules", "docs", "out", "--rules", RULES)
    Path("out", "actions.md").write_text("old\n" + Path("out", "actions.md").read_text())
    again = run("rules", "docs", "out", "--rules", RULES)

    for result in (first, again):
        assert (result.exit_code, result.stdout, result.stderr) == (
            0,
            "4 pages written into out, 1 rule\n",
            "",
        )
    assert sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.md")) == [
        "README.md",
        "actions.md",
        "claims.md",
        "mine.md",
        "rules/ask-when-idle.md",
    ]
    assert Path("out", "mine.md").read_text() == "mine"
    assert not Path("out", "actions.md").read_text().startswith("old")


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_it_did_not_write_keeps_everything_from_being_written(kind: str, tmp_path: Path) -> None:
    if kind == "link" and sys.platform == "win32":
        pytest.skip("links need rights there")
    foreign = tmp_path / "claims.md"
    if kind == "file":
        foreign.write_text("mine")
    elif kind == "folder":
        foreign.mkdir()
    else:
        foreign.symlink_to(tmp_path / "nowhere")

    result = run("rules", "docs", str(tmp_path), "--rules", RULES)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "is in the way: this command did not write it." in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["claims.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such things there")
@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("pipe", "a pipe"),
        ("socket", "a socket"),
        ("device", "a device"),
        ("link", "a link that leads to no folder"),
        ("file", "a file"),
    ],
)
@pytest.mark.parametrize("inner", ["", "pages"])
def test_what_is_no_folder_is_told_as_what_it_is(
    kind: str, found: str, inner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    name = "/dev/null" if kind == "device" else "thing"
    with socket.socket(getattr(socket, "AF_UNIX", socket.AF_INET)) as listening:
        if kind == "pipe":
            os.mkfifo(name)
        elif kind == "socket":
            listening.bind(name)
        elif kind == "link":
            Path(name).symlink_to("nowhere")
        elif kind == "file":
            Path(name).write_text("")

        result = run("rules", "docs", os.path.join(name, inner) if inner else name, "--rules", RULES)

    place = os.path.join(name, inner, "README.md")
    if kind == "file" and not inner:
        assert result.exit_code == 2
        assert "is a file" in result.stderr
    else:
        assert result.exit_code == 74
        assert f'Error: cannot write {place}: "{name}" is {found}; a folder was expected\n' == result.stderr


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("a file")

    result = run("rules", "docs", str(tmp_path), "--rules", RULES)

    assert (result.exit_code, result.stdout) == (74, "")
    assert "cannot write" in result.stderr
