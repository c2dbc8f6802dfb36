"""The package says one thing about itself, and every version that `make` installs is pinned."""

import re
import tomllib
from pathlib import Path
from typing import Any

import advisor
from advisor.shipped import shipped_playbook
from tests.house.tree import ROOT, read

RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)
PROJECT: dict[str, Any] = tomllib.loads(read("pyproject.toml"))


def plain(requirement: str) -> str:
    """The name in a requirement, as package indexes compare names."""
    return re.split(r"[\s<>=!~\[;]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def pins() -> list[str]:
    return [line for line in read("constraints.txt").splitlines() if line and not line.startswith("#")]


def test_the_version_is_that_of_the_changelog() -> None:
    """A development version (`1.2.0.dev0`) belongs to Unreleased; a plain one has a heading of its own."""
    log = read("CHANGELOG.md")
    released = RELEASE.findall(log)

    assert "## [Unreleased]" in log
    if advisor.__version__.endswith(".dev0"):
        assert advisor.__version__.removesuffix(".dev0") not in released
    else:
        assert released[:1] == [advisor.__version__]


def test_constraints_are_exact_and_name_no_place() -> None:
    assert [pin for pin in pins() if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.]*", pin)] == []


def test_constraints_are_sorted_and_say_each_thing_once() -> None:
    names = [plain(pin) for pin in pins()]

    assert names == sorted(set(names))


def test_everything_that_the_project_asks_for_is_pinned() -> None:
    project = PROJECT["project"]
    wanted = [
        *PROJECT["build-system"]["requires"],
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    pinned = {plain(pin) for pin in pins()} | {project["name"]}

    assert [name for name in wanted if plain(name) not in pinned] == []


def test_one_version_of_the_rule_engine_is_known_to_be_safe() -> None:
    assert "durable-rules==2.0.28" in PROJECT["project"]["dependencies"]
    assert "durable-rules==2.0.28" in pins()


def test_the_shipped_playbook_of_a_source_tree_stands_beside_the_package() -> None:
    package = Path(advisor.__file__).parent
    if (package / "rules").is_dir():
        assert shipped_playbook() == str(package / "rules")
    else:
        assert shipped_playbook() == str(ROOT / "rules")


def test_the_shipped_playbook_of_an_installed_package_lies_inside_it(tmp_path: Path) -> None:
    package = tmp_path / "advisor"
    (package / "rules").mkdir(parents=True)
    module = package / "shipped.py"
    namespace: dict[str, Any] = {"__file__": str(module)}

    exec(compile(read("advisor/shipped.py"), str(module), "exec"), namespace)

    assert namespace["shipped_playbook"]() == str(package / "rules")
