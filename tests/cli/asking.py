"""A state with gaps, a playbook that asks about them, and `advisor ask` upon both."""

from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.command import run

RULES = str(Path(__file__).parent / "ask_rules")
STATE = """\
# Laura's contracts
as_of: 2026-11-21
profile: {name: Laura}
clients:
  - {id: acme, name: ACME}
contracts:
  - id: c-1  # the old one
    client: acme
    title: Logo
    moved: 2026-05-01
"""


@pytest.fixture
def laura(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with laura.yaml, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    Path("laura.yaml").write_text(STATE, encoding="utf-8")
    return tmp_path


def ask(*arguments: str, typed: str = "", state: str = "laura.yaml") -> Result:
    """`advisor ask`, with lines of standard input."""
    return run("ask", state, "--rules", RULES, *arguments, given=typed)


def advice(*arguments: str) -> str:
    """What `advisor advise` says of laura.yaml."""
    return run("advise", "laura.yaml", "--rules", RULES, *arguments).stdout


def lines_of(path: str) -> str:
    """The text of a file."""
    return Path(path).read_text(encoding="utf-8")
