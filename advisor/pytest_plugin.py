"""The pytest plugin: each scenario of a project's own files is a test, named by its sentence.

It is loaded wherever pytest runs beside the advisor, also for projects whose scenarios are not ours.  So it
does nothing, and loads no other part of the advisor, unless the project's pytest options ask for it.  What
they leave open comes from `advisor.yaml`, as for the commands.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.playbook.project import Project
    from advisor.scenarios import Scenario, ScenarioResult
    from advisor.scenarios.run import Variants

USUAL_FOLDER = "scenarios"
_FOUND = pytest.StashKey["RequestedScenarios"]()


class Failed(Exception):
    """A scenario whose advice is not as expected."""

    def __init__(self, outcome: "ScenarioResult") -> None:
        super().__init__(outcome.scenario.name)
        self.outcome = outcome


class RequestedScenarios:
    """What a project asks for: where its scenarios lie, and its playbook, loaded for the first of them.

    `left_open` is the project of `advisor.yaml`, where the rules are for it to name.
    """

    def __init__(self, scenarios: list[Path], rules: list[str], left_open: "Project | None" = None) -> None:
        self.scenarios = [Path(os.path.abspath(path)) for path in scenarios]
        self.rules, self.left_open = rules, left_open
        self._whole: Playbook | None = None
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
        """The project's whole playbook, whose parts scenarios may name.

        Raises PlaybookError at the first call, and CollectError after that.
        """
        return self._loaded()[0]

    def _loaded(self) -> "tuple[Playbook, Variants]":
        from advisor.advice.api import Playbook
        from advisor.scenarios.run import Variants

        if self._problem:
            raise pytest.Collector.CollectError(self._problem)
        if self._whole is None or self._variants is None:
            self._problem = "the playbook has problems, told above"
            self._whole = Playbook.load(*map(_shortest, self.rules))
            self._variants = Variants(self._reduced(self._whole))
            self._problem = ""
        return self._whole, self._variants

    def _reduced(self, whole: "Playbook") -> "Playbook":
        """The playbook without what `advisor.yaml` leaves out of it."""
        from advisor.source.diagnostic import Diagnostic
        from advisor.source.errors import PlaybookError, SelectionError

        project = self.left_open
        if project is None or project.leaves_out_at is None:
            return whole
        try:
            return whole.without(*project.without)
        except SelectionError as error:
            problem = Diagnostic("unknown-rules", project.leaves_out_at, error.message, error.hint)
            raise PlaybookError([problem]) from None

    def outcome(self, scenario: "Scenario") -> "ScenarioResult":
        """What comes of a scenario."""
        return self._loaded()[1].result(scenario)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a project."""
    parser.addini(
        "advisor_scenarios",
        "files and folders of scenarios that are tests (those that advisor.yaml names, else scenarios)",
        type="paths",
        default=[],
    )
    parser.addini(
        "advisor_rules",
        "folders of the playbook that scenarios are run with (those that advisor.yaml names, else the one "
        "that comes with the advisor)",
        type="paths",
        default=[],
    )
    parser.addini(
        "advisor_project",
        "whether the scenarios that advisor.yaml names are tests, with the rules that it names",
        type="bool",
        default=False,
    )


def pytest_configure(config: pytest.Config) -> None:
    """Note what the project asks for, if it asks for anything."""
    scenarios, rules = config.getini("advisor_scenarios"), list(map(str, config.getini("advisor_rules")))
    if scenarios or rules or config.getini("advisor_project"):
        project = None if scenarios and rules else _project_of(config.rootpath)
        named = scenarios or [Path(path) for path in (project.scenarios if project else ())]
        found = named or [config.rootpath / USUAL_FOLDER]
        config.stash[_FOUND] = RequestedScenarios(found, *((rules,) if rules else _rules_of(project)))


def _rules_of(project: "Project | None") -> "tuple[list[str], Project | None]":
    """The playbook that `advisor.yaml` names; folders as they are found wherever a test moves to."""
    return [_found_anywhere(name) for name in project.rules] if project else [], project


def _found_anywhere(name: str) -> str:
    from advisor.playbook.playbook_places import PACKAGE

    return name if name.startswith(PACKAGE) else os.path.abspath(name)


def _project_of(folder: Path) -> "Project | None":
    """What `advisor.yaml` says, in the folder or above it; None where there is none.

    Raises UsageError with every problem in it.
    """
    from advisor.playbook.parse_project import read_project
    from advisor.playbook.project import find_project
    from advisor.source.errors import PlaybookError

    file = find_project(str(folder))
    try:
        return read_project(file) if file else None
    except PlaybookError as error:
        raise pytest.UsageError(str(error)) from None


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


def _shortest(path: Path | str) -> str:
    """The path as messages show it: from the folder in which pytest was started, where it lies there."""
    path, here = Path(path), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
