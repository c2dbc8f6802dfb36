"""What the README shows works: its files are written down, and its commands and its Python are run.

So are the commands of the page for coaches, with the same files.

A YAML block whose first line is a comment with a path is that file.
"""

import re
import shlex
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
COMMANDS = [
    line.partition("#")[0].strip()
    for kind, text in (*BLOCKS, *blocks_of(COACHES))
    if kind == "sh"
    for line in text.splitlines()
    if line.startswith("advisor ")
]
LONGEST = 300


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the README's files, and with the folders of the source tree that it names."""
    for name in ("rules", "scenarios"):
        (tmp_path / name).symlink_to(ROOT / name)
    for kind, text in BLOCKS:
        named = re.match(r"# ([\w/-]+\.yaml)\n", text)
        if kind == "yaml" and named:
            path = tmp_path / named[1]
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_the_readme_has_something_to_run() -> None:
    assert {command.split()[1] for command in COMMANDS} >= {"advise", "check", "test"}
    assert len([kind for kind, _ in BLOCKS if kind == "python"]) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works_as_shown(command: str) -> None:
    result = CliRunner().invoke(main, shlex.split(command)[1:])

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout


def test_the_advice_reads_as_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = (text for kind, text in BLOCKS if kind == "text")
    monkeypatch.setenv("COLUMNS", "80")

    told = CliRunner().invoke(main, ["advise", "scenarios/states/established-ghostwriter.yaml"]).stdout

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
