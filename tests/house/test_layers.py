"""The architecture holds: rooms import one way, and each outside library has its one importer."""

import re

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.house.tree import ROOT, read

ROOMS = ("advice", "cli", "engine", "facts", "playbook", "reports", "scenarios", "source")


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)

    assert outcome == 0, capsys.readouterr().out


@pytest.mark.parametrize(("library", "importers"), [("yaml", "advisor.source"), ("click", "advisor.cli")])
def test_each_library_has_one_importing_room(library: str, importers: str) -> None:
    """A protected contract is silent about a library that nobody imports, or that is renamed: this is not."""
    graph = grimp.build_graph("advisor", include_external_packages=True, cache_dir=None)

    rooms = {".".join(module.split(".")[:2]) for module in graph.find_modules_that_directly_import(library)}

    assert rooms == {importers}


def test_only_the_loader_names_the_rule_engine() -> None:
    naming = re.compile(r"^\s*(import|from) durable|import_module\(.durable", re.MULTILINE)
    modules = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "advisor").rglob("*.py"))

    assert [module for module in modules if naming.search(read(module))] == ["advisor/engine/rete.py"]


def test_every_room_stands_in_the_architecture_page() -> None:
    page = read("docs/architecture.md")

    assert [room for room in ROOMS if f"`{room}`" not in page] == []
