"""The platform is known in one room alone: below it, code and messages speak of no freelancing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import project_files, python_files, read

ABOVE = ("upwork", "cli")  # the room itself, and the commands
WORDS = re.compile(r"upwork|contract|client|freelancer|job.success|\$(?=\d)|\\\$", re.IGNORECASE)
MODULES = [path for path in python_files("advisor") if len(path.parts) > 2 and path.parts[1] not in ABOVE]
TEMPLATES = [path for path in project_files() if path.suffix == ".jinja"]


def words_in(module: Path) -> Iterator[str]:
    """The platform's words in a module's names and strings; docstrings and comments may give examples."""
    tree = ast.parse(read(module))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from WORDS.findall(node.value)
        for name in ("id", "attr", "name", "arg"):
            text = getattr(node, name, None)
            if isinstance(text, str) and not isinstance(node, ast.alias):
                yield from WORDS.findall(text)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_room_below_the_platform_knows_it(module: Path) -> None:
    assert set(words_in(module)) == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_template_of_a_page_knows_it(template: Path) -> None:
    assert WORDS.findall(read(template)) == []
