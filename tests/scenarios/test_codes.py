"""Codes of scenario files: what is reported is registered, and what is registered here is reported."""

import ast
from collections.abc import Iterator
from pathlib import Path

from advisor.playbook.codes import CODES as PLAYBOOK
from advisor.scenarios.codes import CODES
from advisor.source.codes import CODES as SOURCE

ROOM = Path(__file__).parents[2] / "advisor" / "scenarios"
# How the room reports: the code is the first argument.
REPORTERS = {"add", "warn", "Diagnostic"}


def reported() -> Iterator[str]:
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            code = node.args[0]
            named = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if named in REPORTERS and isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def test_every_code_that_is_reported_is_registered() -> None:
    assert set(reported()) - {*CODES, *PLAYBOOK, *SOURCE} == set()


def test_every_registered_code_is_reported() -> None:
    assert set(CODES) - set(reported()) == set()


def test_no_code_has_two_meanings() -> None:
    assert len({*CODES, *PLAYBOOK, *SOURCE}) == len(CODES) + len(PLAYBOOK) + len(SOURCE)
