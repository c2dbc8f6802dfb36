"""What the README shows works: its files are written down, and its commands and its Python are run.

So are the commands of the page for coaches, with the same files.

A YAML block whose first line is a comment with a path is that file.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COACHES = (ROOT / "docs" / "coach-commands.md").read_text(encoding="utf-8")


def blocks_of(page: str) -> list[tuple[str, str]]:
    """The kind and the text of each block of code."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


BLOCKS = blocks_of(README)
SHELL = [
    [line.partition("#")[0].strip() for line in text.splitlines()]
    for kind, text in (*BLOCKS, *blocks_of(COACHES))
    if kind == "sh" and re.search(r"\badvisor ", text)
]
COMMAND = re.compile(r"(?:echo (?P<typed>\S+) \| )?advisor (?P<words>.*?)(?: 2> \S+)?")
LONGEST = 300


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for all tests: what is cached of a playbook counts where it lies."""
    return tmp_path_factory.mktemp("readme")


@pytest.fixture(autouse=True)
def workplace(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder with the README's files, and with the folders of the source tree that it names.

    Of the scenarios there are the states, the exports and one rule set: other tests run all of them.
    """
    folder = place / "work"
    folder.mkdir()
    (folder / "rules").symlink_to(ROOT / "rules")
    (folder / "scenarios").mkdir()
    for name in ("states", "exports", "feedback"):
        shutil.copytree(ROOT / "scenarios" / name, folder / "scenarios" / name)
    for kind, text in BLOCKS:
        named = re.match(r"# ([\w/-]+\.yaml)\n", text)
        if kind == "yaml" and named:
            path = folder / named[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    monkeypatch.delenv("ADVISOR_NO_CACHE")  # as a reader has it; the tests' cache is a folder of their own
    monkeypatch.chdir(folder)
    yield
    monkeypatch.undo()
    shutil.rmtree(folder)


def test_the_readme_has_something_to_run() -> None:
    assert {line.split()[1] for block in SHELL for line in block} >= {"advise", "check", "test"}
    assert len([kind for kind, _ in BLOCKS if kind == "python"]) == 1


@pytest.mark.parametrize("block", SHELL, ids=lambda block: block[0])
def test_commands_work_as_shown(block: list[str]) -> None:
    for line in block:
        found = COMMAND.fullmatch(line)
        assert found, line
        words = shlex.split(found["words"])
        files = [Path(words[at + 1]) for at, word in enumerate(words) if word == "-o"]

        result = CliRunner().invoke(main, words, input=f"{found['typed']}\n" if found["typed"] else None)

        # That all scenarios cover what the page asks for is held by tests/shipped/test_coverage.py.
        assert result.exit_code == (4 if "--fail-under" in line else 0), line
        assert "--fail-under" not in line or ", 0 failed" in result.stdout, line
        assert "2> " in line or files or result.stderr == "", line
        assert all(file.stat().st_size for file in files) if files else result.stdout, line


def test_the_list_of_today_reads_as_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = (text for kind, text in BLOCKS if kind == "text")
    monkeypatch.setenv("COLUMNS", "80")

    told = CliRunner().invoke(main, ["today", "-f", "scenarios/states/in-trouble.yaml"]).stdout

    parts = [part.strip("\n") for part in re.split(r"^ *\.\.\.$", shown, flags=re.MULTILINE)]
    places = [told.find(part) for part in parts]
    assert len(parts) > 3
    assert -1 not in places
    assert places[:-1] == sorted(places[:-1])


def test_the_python_works_as_shown(capsys: pytest.CaptureFixture[str]) -> None:
    (script,) = (text for kind, text in BLOCKS if kind == "python")

    exec(compile(script, "README.md", "exec"), {})

    assert re.match(r"1 (critical|high|medium|low) \w", capsys.readouterr().out)


def test_the_readme_can_be_read_at_once() -> None:
    assert len(README.splitlines()) < LONGEST
