"""`advisor agenda -o FILE`, and calendars on standard output: what is written where, in which encoding."""

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli.main import main
from tests.advice.monthly import RULES, STATE
from tests.cli.command import run


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("laura.yaml").write_text(STATE, encoding="utf-8")


def test_a_calendar_is_written_in_its_own_encoding() -> None:
    asked = ["agenda", "laura.yaml", "--rules", RULES, "--format", "ics"]
    Path("laura.yaml").write_text(Path("laura.yaml").read_text("utf-8").replace("Laura", "Zoë"), "utf-8")

    calendar = CliRunner(charset="ascii").invoke(main, asked).stdout_bytes

    assert "X-WR-CALNAME:Months: Zoë\r\n".encode() in calendar


def test_what_is_read_is_not_replaced() -> None:
    Path("answers.yaml").write_text("profile.name: Laura\n")
    for name in ("laura.yaml", "answers.yaml"):
        before = Path(name).read_bytes()

        result = run("agenda", "laura.yaml", "--rules", RULES, "--overlay", "answers.yaml", "-o", name)

        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.endswith(f'"{name}" is a file that is read here: name another one.\n')
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize("form", ["text", "json", "ics"])
def test_a_file_holds_what_would_be_printed(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime.datetime(2026, 11, 21, 8, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr("advisor.cli.agenda._now", lambda: moment)
    asked = ("agenda", "laura.yaml", "--rules", RULES, "--format", form)
    printed = run(*asked).stdout_bytes

    assert run(*asked, "-o", "out/agenda").stdout_bytes == b""
    assert Path("out/agenda").read_bytes() == printed
    assert run(*asked, "-o", "-").stdout_bytes == printed


def test_a_file_that_cannot_be_written() -> None:
    result = run("agenda", "laura.yaml", "--rules", RULES, "-o", "laura.yaml/agenda")

    assert (result.exit_code, result.stdout, result.stderr) == (
        74,
        "",
        'Error: cannot write laura.yaml/agenda: "laura.yaml" is a file; a folder was expected\n',
    )
