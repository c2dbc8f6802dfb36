"""What the page on recording shows is what the command says."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.command import run

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "recording.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```console\n\$ advisor (.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_session_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [state] = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    Path("laura.yaml").write_text(state, encoding="utf-8")

    for command, told in SHOWN:
        result = run(*shlex.split(command))

        assert (result.stdout, result.stderr, result.exit_code) == (told, "", 0)

    assert len(SHOWN) == 2
