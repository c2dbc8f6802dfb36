"""Codes of exports: what is reported is registered, and what is registered here is reported."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from advisor.playbook.codes import CODES as PLAYBOOK
from advisor.scenarios.codes import CODES as SCENARIOS
from advisor.source.codes import CODES as SOURCE
from advisor.upwork.exports.codes import CODES

ROOM = Path(__file__).parents[3] / "advisor" / "upwork" / "exports"
_CODE = re.compile(r"(?:file|export)-[a-z]+")


def reported() -> Iterator[str]:
    """Every text in the room that is spelled as a code."""
    for path in sorted(ROOM.glob("*.py")):
        if path.name != "codes.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from [node.value] if _CODE.fullmatch(node.value) else []


def test_every_code_that_is_reported_is_registered() -> None:
    assert set(reported()) - {*CODES, *SOURCE} == set()


def test_every_registered_code_is_reported() -> None:
    assert set(CODES) - set(reported()) == set()


def test_no_code_has_two_meanings() -> None:
    rooms = (CODES, PLAYBOOK, SCENARIOS, SOURCE)

    assert len({code for room in rooms for code in room}) == sum(len(room) for room in rooms)


def test_a_meaning_is_one_sentence() -> None:
    assert [code for code, meaning in CODES.items() if not re.fullmatch(r"[A-Z][^.]*\.", meaning)] == []
