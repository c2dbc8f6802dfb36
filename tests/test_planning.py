"""The commands of the page on planning, for the freelancer of the README."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.command import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^advisor agenda .*$", PAGE, re.MULTILINE)]


@pytest.fixture(autouse=True)
def _laura(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [state] = re.findall(r"^```yaml\n# laura.yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    Path("laura.yaml").write_text(state, encoding="utf-8")


def entries(*arguments: str) -> set[tuple[str, str, str]]:
    report = json.loads(run(*arguments, "--format", "json").stdout)
    return {(each["date"], each["kind"], each.get("action", "")) for each in report["entries"]}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_works_as_shown(command: list[str]) -> None:
    result = run(*command)

    assert result.exit_code == 0


def test_what_is_supposed_on_the_page_changes_the_agenda_as_it_says() -> None:
    [supposing] = [command for command in COMMANDS if "--set" in command]
    real, supposed = entries("agenda", "laura.yaml"), entries(*supposing)

    assert real - supposed == {("2026-11-21", "now", "talk-it-through")}
    assert supposed - real == {("2027-01-17", "comes", "check-in")}
