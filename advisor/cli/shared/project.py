"""The project that a command runs in: what its options and arguments leave open, `advisor.yaml` fills in."""

import os
from typing import TYPE_CHECKING

import click

from advisor.playbook.project import Project, find_project

if TYPE_CHECKING:
    from advisor.source.diagnostic import Location

USUAL_FOLDER = "scenarios"  # of scenarios, where neither an argument nor a project names any
_MEMO = "advisor.project"


def current_project(*, begun: bool = False) -> Project:
    """The project of the current folder, read once a command; an empty one where there is none.

    Raises PlaybookError with every problem in its file.  What it names has to be there, unless whoever asks
    first takes it for one that is only `begun`.
    """
    ctx = click.get_current_context(silent=True)
    memo = ctx.meta if ctx is not None else {}
    if _MEMO not in memo:
        memo[_MEMO] = project_of(os.curdir, begun=begun)
    project = memo[_MEMO]
    assert isinstance(project, Project)
    return project


def forget_project() -> None:
    """The project of the current folder is another one now: read it again when it is asked for."""
    ctx = click.get_current_context(silent=True)
    if ctx is not None:
        ctx.meta.pop(_MEMO, None)


def project_of(folder: str, *, begun: bool = False) -> Project:
    """The project of a folder, as `current_project` gives that of the current one."""
    file = find_project(folder)
    if not file:
        return Project("")
    from advisor.playbook.parse_project import read_project

    return read_project(file, begun=begun)


def usual_scenarios() -> tuple[str, ...]:
    """The scenarios of the project of the current folder, as `scenarios_of` has them."""
    return scenarios_of(current_project())


def scenarios_of(project: Project) -> tuple[str, ...]:
    """The scenarios that a project names; else the usual folder, where it is there."""
    return project.scenarios or ((USUAL_FOLDER,) if os.path.isdir(USUAL_FOLDER) else ())


def rules_or_usual(ctx: click.Context, param: click.Parameter, folders: tuple[str, ...]) -> tuple[str, ...]:
    """A callback: the folders of a playbook that were named, else those of the project."""
    return folders if folders or ctx.resilient_parsing else current_project().rules


def left_out_or_usual(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """A callback: what `--without` names, else what the project leaves out of its own playbook."""
    if names or ctx.resilient_parsing or is_typed(ctx, "rules"):
        return names
    return current_project().without


def what_leaves_out(ctx: click.Context) -> "Location | None":
    """Where the project says which rules a command goes without; None where it has no say in that."""
    is_own = not (is_typed(ctx, "without") or is_typed(ctx, "rules"))
    return current_project().leaves_out_at if is_own else None


def is_typed(ctx: click.Context, name: str) -> bool:
    """Whether a parameter was given by hand."""
    return ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
