"""Every code is registered, used, and shown by an example."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from advisor.playbook.codes import CODES

ROOT = Path(__file__).parents[2]
SOURCES = [path for room in ("playbook", "facts") for path in (ROOT / "advisor" / room).rglob("*.py")]
SOURCES = [path for path in SOURCES if path.parent.name != "exports"]  # these have codes of their own
EXAMPLES = [*(ROOT / "tests" / "playbook").rglob("*"), *(ROOT / "tests" / "facts").rglob("*")]
# How a room reports: the code is the first argument.
REPORTERS = {"add", "warn", "Diagnostic"}


def nodes() -> Iterator[ast.AST]:
    for path in SOURCES:
        if path.name != "codes.py":
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def texts(node: ast.AST) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_every_code_that_is_reported_is_registered() -> None:
    reported = {
        text
        for node in nodes()
        if isinstance(node, ast.Call) and len(node.args) > 1
        if getattr(node.func, "attr", getattr(node.func, "id", "")) in REPORTERS
        for text in texts(node.args[0])
    }

    assert reported - set(CODES) == set()


def test_every_registered_code_is_used() -> None:
    used = {text for node in nodes() for text in texts(node)}
    used |= {f"{word}-holds" for word in ("never", "always")} if "-holds" in used else set()

    assert set(CODES) - used == set()


def test_every_registered_code_has_an_example() -> None:
    examples = " ".join(
        path.read_text(encoding="utf-8") for path in EXAMPLES if path.suffix in (".txt", ".py")
    )

    assert set(CODES) - set(re.findall(r"\[([a-z-]+)\]: ", examples)) == set()


def test_a_meaning_is_one_sentence() -> None:
    assert [code for code, meaning in CODES.items() if not re.fullmatch(r"[A-Z][^.]*\.", meaning)] == []
