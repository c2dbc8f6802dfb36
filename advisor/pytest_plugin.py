"""The pytest plugin: each scenario of a project's own files is a test, named by its sentence.

It is loaded wherever pytest runs beside the advisor, also for projects whose scenarios are not ours.  So it
does nothing, and loads no other part of the advisor, unless the project's pytest options name
`advisor_scenarios` or `advisor_rules`.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.scenarios import Scenario, ScenarioResult
    from advisor.scenarios.run import Variants

USUAL_FOLDER = "scenarios"
_FOUND = pytest.StashKey["Project"]()


class Failed(Exception):
    """A scenario whose advice is not as expected."""

    def __init__(self, outcome: "ScenarioResult") -> None:
        super().__init__(outcome.scenario.name)
        self.outcome = outcome


class Project:
    """What a project asks for: where its scenarios lie, and its playbook, loaded for the first of them."""

    def __init__(self, scenarios: list[Path], rules: list[Path]) -> None:
        self.scenarios = [Path(os.path.abspath(path)) for path in scenarios]
        self.rules = rules
        self._variants: Variants | None = None
        self._problem = ""

    def holds(self, file: Path) -> bool:
        """Whether a file is one of the project's scenario files: named, or in a folder, outside of states."""
        from advisor.scenarios.load import STATES
        from advisor.source.files import YAML

        for place in self.scenarios:
            if file == place:
                return True
            if file.suffix in YAML and file.is_relative_to(place):
                folders = file.relative_to(place).parts[:-1]
                return not any(folder == STATES or folder.startswith(".") for folder in folders)
        return False

    def playbook(self) -> "Playbook":
        """The project's playbook.  Raises PlaybookError at the first call, and CollectError after that."""
        return self._loaded().whole

    def _loaded(self) -> "Variants":
        from advisor.advice.api import Playbook
        from advisor.scenarios.run import Variants

        if self._problem:
            raise pytest.Collector.CollectError(self._problem)
        if self._variants is None:
            self._problem = "the playbook has problems, told above"
            self._variants = Variants(Playbook.load(*map(_shortest, self.rules)))
            self._problem = ""
        return self._variants

    def outcome(self, scenario: "Scenario") -> "ScenarioResult":
        """What comes of a scenario."""
        return self._loaded().result(scenario)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two options of a project."""
    parser.addini(
        "advisor_scenarios",
        "files and folders of scenarios that are tests (scenarios, where advisor_rules is given)",
        type="paths",
        default=[],
    )
    parser.addini(
        "advisor_rules",
        "folders of the playbook that scenarios are run with (the one that comes with the advisor)",
        type="paths",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    """Note what the project asks for, if it asks for anything."""
    scenarios, rules = config.getini("advisor_scenarios"), config.getini("advisor_rules")
    if scenarios or rules:
        config.stash[_FOUND] = Project(scenarios or [config.rootpath / USUAL_FOLDER], rules)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """A scenario file of the project."""
    project = parent.config.stash.get(_FOUND, None)
    if project is None or not project.holds(file_path):
        return None
    return ScenarioFile.from_parent(parent, path=file_path)


class ScenarioFile(pytest.File):
    """A scenario file; its problems, and those of the playbook, are errors of collection."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each scenario."""
        from advisor.scenarios import load_scenarios
        from advisor.source.errors import SourceError

        project = self.config.stash[_FOUND]
        try:
            scenarios = load_scenarios([_shortest(self.path)], project.playbook())
        except SourceError as error:
            raise self.CollectError("\n".join(map(str, error.diagnostics))) from None
        for scenario in scenarios:
            yield ScenarioItem.from_parent(self, scenario=scenario)


class ScenarioItem(pytest.Item):
    """One scenario as a test."""

    def __init__(self, *, scenario: "Scenario", **settings: object) -> None:
        from advisor.reports.terminal.printable import one_line

        super().__init__(name=one_line(scenario.name), **settings)  # type: ignore[arg-type]
        self.scenario = scenario

    def runtest(self) -> None:
        """Run it; a difference is a failure."""
        outcome = self.config.stash[_FOUND].outcome(self.scenario)
        if not outcome.passed:
            raise Failed(outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """What was expected and what is recommended; anything else as pytest tells it."""
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value.outcome)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, self.scenario.location.line - 1, self.name


def _shortest(path: Path) -> str:
    """The path as messages show it: from the folder in which pytest was started, where it lies there."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
