"""What the page on the commands of every day shows is what the commands say."""

import re
import shlex
from pathlib import Path

import pytest

from advisor.cli.every_day import deeds, show, today, undo
from advisor.cli.shared import options
from tests.cli.command import run
from tests.cli.days import Today

PAGE = (Path(__file__).parents[1] / "docs" / "every-day.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```console\n\$ advisor ?(.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_session_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    for module in (today, show, deeds, undo, options):
        monkeypatch.setattr(module, "date", Today)
    [state] = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    Path("me.yaml").write_text(state, encoding="utf-8")
    Path("advisor.yaml").write_text("state: me.yaml\n", encoding="utf-8")

    for command, told in SHOWN:
        result = run(*shlex.split(command))

        assert (result.stdout, result.stderr, result.exit_code) == (told, "", 0)

    assert len(SHOWN) == 4
    assert Path("me.yaml").read_text(encoding="utf-8") == state
