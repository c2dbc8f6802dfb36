"""`advisor rules sql`: the plan as a script, and `advisor check --target sql`: what it cannot say."""

from pathlib import Path

import pytest

from tests.cli.command import RULES, run
from tests.sqlplan.workshop import PLAYBOOK

SETTLE = "rung: 3, writes_to: maker"
MIXED = PLAYBOOK.replace(SETTLE, SETTLE.replace("maker", "self"))
TOLD = '[not-in-sql]: "settle" and "call", of one group, write to different people'


def test_the_script_is_printed_or_written(tmp_path: Path) -> None:
    printed = run("rules", "sql", "--rules", RULES, "--as-of", "2026-11-21")
    written = run(
        "rules", "sql", "--rules", RULES, "--as-of", "2026-11-21", "-o", str(tmp_path / "advice.sql")
    )

    assert (printed.exit_code, written.exit_code) == (0, 0)
    assert 'CREATE TABLE "advice" AS' in printed.stdout
    assert (tmp_path / "advice.sql").read_text(encoding="utf-8") == printed.stdout


def test_a_dialect_that_is_none_is_told() -> None:
    assert run("rules", "sql", "--dialect", "cobol").exit_code == 2


@pytest.mark.parametrize("strict", [False, True])
def test_what_cannot_be_said_is_told_at_its_line(tmp_path: Path, strict: bool) -> None:
    (tmp_path / "mixed.yaml").write_text(MIXED, encoding="utf-8")

    line = 1 + MIXED[: MIXED.index("settle: {for")].count("\n")

    result = run("check", str(tmp_path), "--target", "sql", *["--strict"] * strict)

    assert result.exit_code == (3 if strict else 0)
    assert f"mixed.yaml:{line}:3: {'error' if strict else 'warning'}{TOLD}\n" in result.stderr


def test_a_playbook_that_sql_cannot_say_has_no_script(tmp_path: Path) -> None:
    (tmp_path / "mixed.yaml").write_text(MIXED, encoding="utf-8")

    result = run("rules", "sql", "--rules", str(tmp_path))

    assert result.exit_code == 2
    assert f"{TOLD.partition(': ')[2]}; advisor check --target sql tells all.\n" in result.stderr


def test_a_target_is_for_one_check() -> None:
    result = run("check", RULES, "--target", "sql", "--watch")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: --target is for one check, and not for --watch.",
    )
