"""The conversation that the page on being asked shows is that of Laura of the README, less one fact."""

import re
from pathlib import Path

import pytest

from tests.cli.command import run

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "asking.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
UNHAPPY = "    client_mood: unhappy\n"


def test_the_conversation_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [state] = re.findall(r"^```yaml\n(# laura.yaml\n.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert UNHAPPY in state
    Path("laura.yaml").write_text(state.replace(UNHAPPY, "", 1), encoding="utf-8")
    [told] = re.findall(r"^```console\n\$ advisor ask laura.yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    said = re.findall(r"^> (.*\n)", told, re.MULTILINE)

    result = run("ask", "laura.yaml", given="".join(said))

    assert (result.stderr, result.exit_code) == (f"{told}\n", 0)
    assert len(said) == 3


def test_the_answers_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [state] = re.findall(r"^```yaml\n(# laura.yaml\n.*?)^```$", README, re.MULTILINE | re.DOTALL)
    [answers] = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    Path("laura.yaml").write_text(state, encoding="utf-8")
    Path("answers.yaml").write_text(answers, encoding="utf-8")

    result = run("ask", "laura.yaml", "--answers", "answers.yaml")

    assert (result.exit_code, "Your answer is saved in laura.yaml.\n" in result.stderr) == (0, True)
    assert "fixable: yes" in Path("laura.yaml").read_text(encoding="utf-8")
