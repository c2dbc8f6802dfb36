"""The schemas that are kept for editors: they are those of the playbook, and our own files follow them."""

import json
import os
from pathlib import Path

import pytest

from tests.house.tree import ROOT, project_files, read
from tests.schemas.reading import KINDS, shipped, wrong

FILES = [
    path for path in project_files() if path.suffix == ".yaml" and path.parts[0] in ("rules", "scenarios")
]


def kind_of(path: Path) -> str:
    if path.parts[0] == "rules":
        return "playbook"
    return "state" if "states" in path.parts else "scenario"


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_that_is_kept_is_the_schema_of_the_playbook(kind: str) -> None:
    kept = read(f"schemas/{kind}.schema.json")

    compact = json.dumps(KINDS[kind](shipped()), separators=(",", ":"), ensure_ascii=False)
    assert kept == compact + "\n", "run: make schemas"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_each_of_our_files_follows_its_schema_and_names_it(path: Path) -> None:
    schema = os.path.relpath(ROOT / "schemas" / f"{kind_of(path)}.schema.json", (ROOT / path).parent)
    first = f"# yaml-language-server: $schema={Path(schema).as_posix()}"
    text = read(path)

    assert text.splitlines()[0] == first, f"let the file start with: {first}"
    assert wrong(kind_of(path), text) == []
