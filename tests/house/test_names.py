"""One word for one thing, and tests that stand where their modules stand."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, python_files, read

ROOMS = {path.parts[1] for path in python_files("advisor") if len(path.parts) > 2}


def public_names(module: Path) -> Iterator[str]:
    """The names that a module gives to functions, classes and values, but for those that begin with "_"."""
    for node in ast.parse(read(module)).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (
                name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)
            )


def test_no_public_name_stands_in_more_than_two_modules() -> None:
    modules = defaultdict(set)
    for module in python_files("advisor"):
        for name in public_names(module):
            if not name.startswith("_") and name not in ("CODES", "E", "T"):
                modules[name].add(str(module))

    assert {name: sorted(where) for name, where in modules.items() if len(where) > 2} == {}


def mirrored(test: Path) -> bool:
    """Whether `tests/x/test_y.py`, or `tests/x/test_y_and_more.py`, has its `advisor/x/y.py`."""
    folder = ROOT / "advisor" / Path(*test.parts[1:-1])
    words = test.stem.removeprefix("test_").split("_")
    names = ["_".join(words[:length]) for length in range(1, len(words) + 1)]
    return any((folder / f"{name}.py").is_file() or (folder / name).is_dir() for name in names)


def test_tests_stand_where_their_modules_stand() -> None:
    tests = [
        path for path in python_files("tests") if path.stem.startswith("test_") and path.parts[1] in ROOMS
    ]

    assert [str(test) for test in tests if not mirrored(test)] == []
