"""The sessions that the page on importing shows are what the command says, with the exports beside it."""

import re
import shlex
from pathlib import Path

import pytest

from advisor.upwork.exports.model import ExportKind
from advisor.upwork.report.missing_facts import CAPABILITIES
from tests.cli.command import run

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
EXPORTS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```console\n\$ advisor (.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PLAIN = re.findall(r"^```sh\nadvisor (.*?)\n```$", PAGE, re.MULTILINE)


def test_the_sessions_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scenarios").symlink_to(ROOT / "scenarios")

    for command, told in SHOWN:
        result = run(*shlex.split(command))

        assert (result.stdout, result.stderr, result.exit_code) == (told, "", 0)
    for command in PLAIN:
        assert run(*shlex.split(command), given="stop\n").exit_code == 0

    assert (len(SHOWN), len(PLAIN)) == (2, 1)


def test_the_table_says_what_each_kind_of_export_can_tell() -> None:
    [table] = re.findall(r"^\| fact \|.*?\n\n", EXPORTS, re.MULTILINE | re.DOTALL)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]
    columns = rows[0][1:]
    found: dict[ExportKind, set[str]] = {ExportKind(name): set() for name in columns}
    for row in rows[2:]:
        for name, cell in zip(columns, row[1:], strict=True):
            found[ExportKind(name)] |= set(re.findall(r"`([\w.]+)`", row[0])) if cell == "yes" else set()

    assert found == {kind: set(fields) for kind, fields in CAPABILITIES.items()}
