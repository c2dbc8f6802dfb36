"""The tutorial works: its files are written, its commands are run in order, and they say what it shows.

A YAML block whose first line is a comment with a path is that file, as it stands from there on.  A block of
commands may be followed by a block of text: the parts of it, between lines of "...", are printed in that
order by the last of the commands.  A command that ends in "# exit N" ends with that code, any other with 0.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.main import main

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "rule-authoring.md").read_text(encoding="utf-8")


@dataclass
class Step:
    """Files to write, then commands with their exit codes, then what the last one prints."""

    title: str
    files: dict[str, str] = field(default_factory=dict)
    commands: list[tuple[str, int]] = field(default_factory=list)
    shown: str = ""


def steps(page: str) -> Iterator[Step]:
    """The tutorial as steps; a block of commands begins one, and takes the files that stand before it."""
    files: dict[str, str] = {}
    current: Step | None = None
    heading = ""
    for found in re.finditer(r"^## ([^\n]+)$|^```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        if found[1]:
            heading = found[1]
        elif found[2] == "yaml" and (named := re.match(r"# ([\w./-]+\.yaml)\n", found[3])):
            files[named[1]] = found[3]
        elif found[2] == "sh":
            current = Step(heading, files, [_command(line) for line in found[3].splitlines() if line])
            files = {}
            yield current
        elif found[2] == "text" and current is not None:
            current.shown = found[3]
    assert not files, "files at the end that no command reads"


def _command(line: str) -> tuple[str, int]:
    command, _, remark = line.partition("#")
    ends = re.search(r"exit (\d+)", remark)
    return command.strip(), int(ends[1]) if ends else 0


def test_the_tutorial_works_from_its_first_line_to_its_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("ADVISOR_NO_CACHE")  # as a coach has it; the tests' cache is a folder of their own
    number = 0
    for step in steps(PAGE):
        for name, text in step.files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        output = ""
        for command, code in step.commands:
            number += 1
            words = shlex.split(command)
            assert words[0] == "advisor", f"{step.title}: {command}"
            result = CliRunner().invoke(main, words[1:])
            output = result.output
            assert result.exit_code == code, f"{step.title}: {command}\n{output}"
        _is_shown(step, output)
    assert number >= 10


def _is_shown(step: Step, output: str) -> None:
    place = 0
    for part in re.split(r"^ *\.\.\.\n", step.shown, flags=re.MULTILINE):
        found = output.find(part, place)
        assert found >= 0, f"{step.title}: this is not printed:\n{part}\nbut this is:\n{output}"
        place = found + len(part)


def test_the_tutorial_can_be_done_in_fifteen_minutes() -> None:
    words = len(re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL).split())

    assert words < 1500
