"""The platform is known in one room alone: below it, code and messages speak of no freelancing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import python_files, read

ABOVE = ("upwork", "cli")  # the room itself, and the commands
WORDS = re.compile(r"upwork|contract|client|freelancer|job.success|\$(?=\d)|\\\$", re.IGNORECASE)
# Where one stands all the same, and why.  Most wait for words that a playbook should be able to give.
EXCEPTIONS = {
    "advisor/facts/override.py": "hints show paths of the shipped vocabulary",
    "advisor/facts/state.py": "hints show sections of the shipped vocabulary",
    "advisor/playbook/grammar.py": "descriptions of keys in an editor, and of points at stake",
    "advisor/playbook/types.py": "amounts are written in one currency",
    "advisor/reports/advice/as_markdown.py": "points at stake are those of a contract",
    "advisor/reports/advice/saved.py": "a state is told from saved advice by its sections",
    "advisor/reports/advice/view.py": "an empty state is told what to list",
    "advisor/reports/compare/what_if.py": "points at stake are those of a score",
    "advisor/reports/interview.py": "amounts are written in one currency",
    "advisor/reports/wording.py": "points at stake are those of a score",
    "advisor/scenarios/items.py": "hints show paths of the shipped vocabulary",
    "advisor/scenarios/new_rule_template.py": "amounts are written in one currency",
    "advisor/schemas/scenario.py": "descriptions and hints in an editor",
    "advisor/schemas/state.py": "a description in an editor",
    "advisor/schemas/values.py": "amounts are written in one currency",
    "advisor/source/diagnostic.py": "amounts are written in one currency",
}
MODULES = [path for path in python_files("advisor") if len(path.parts) > 2 and path.parts[1] not in ABOVE]


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
    assert bool(set(words_in(module))) == (str(module) in EXCEPTIONS)
