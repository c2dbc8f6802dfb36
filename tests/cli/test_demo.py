"""`advisor demo`: a freelancer to look around with, whose days are always near."""

from datetime import date
from pathlib import Path

import pytest

from advisor.facts.moved_days import moved_to
from tests.cli.command import run
from tests.cli.telling import wrong


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))


def test_the_demo_shows_a_list_of_today() -> None:
    result = run("demo")

    assert result.exit_code == 0, result.stderr
    assert result.stderr.startswith("Written into advisor-demo/me.yaml. Go there with: cd advisor-demo\n")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Tomasz Wilk · ")
    assert len(lines) <= 24
    assert "as_of" not in Path("advisor-demo/me.yaml").read_text(encoding="utf-8")
    assert Path("advisor-demo/advisor.yaml").read_text(encoding="utf-8") == "state: me.yaml\n"


def test_nothing_that_is_there_is_touched() -> None:
    Path("me.yaml").write_text("profile: {name: Ada}\n", encoding="utf-8")

    result = run("demo", ".")

    assert (result.exit_code, sorted(path.name for path in Path.cwd().iterdir())) == (2, ["me.yaml"])
    assert wrong(result.stderr) == (
        "me.yaml is there already and stays untouched. Go on with advisor ask, add or set, or name another "
        "folder to begin in."
    )


def test_days_keep_their_distance() -> None:
    dated = "# since 2026-11-01\nas_of: 2026-11-21   # frozen\n"
    text = f"{dated}a: {{on: 2026-11-20, id: x-2026-11-20}}\nb: 9999-12-31\n"

    moved = moved_to(text, date(2027, 1, 1))

    assert moved == "# since 2026-12-12\na: {on: 2026-12-31, id: x-2026-11-20}\nb: 9999-12-31\n"
    assert moved_to(moved, date(2027, 2, 1)) == moved
