"""Which state a command of every day works on: `-f FILE`, else the one that the project names."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from advisor.cli.shared.lone_state import states_here
from advisor.cli.shared.project import current_project
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.streams import write_error
from advisor.playbook.project import PROJECT_FILE
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import listed

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any] | click.Command)

_TOLD = "advisor.lone_state.told"
_MOST = 5  # states that are named

HOW_TO_BEGIN = (
    ("advisor init", "begin with a few questions; no file to write by hand"),
    ("advisor import", "begin with the reports that you have"),
    ("advisor demo", "look around first, with somebody else's work"),
)


def state_of(files: tuple[str, ...]) -> str:
    """The file named with `-f`, else the usual one; "" where there is neither.

    Raises PlaybookError with every problem in the project's file, and a usage error for two files.
    """
    if len(files) > 1:
        names = " and ".join(one_line(name) for name in files)
        raise click.UsageError(f"-f names one file, not {len(files)} ({names}): give one at a time.")
    if files:
        return files[0]
    return usual_state()


def usual_state() -> str:
    """The state of the project; without a project the only state in the folder, which is told; "" for none.

    Raises PlaybookError with every problem in the project's file, and what click shows for several states.
    """
    project = current_project()
    if project.file:
        return project.state
    states = states_here()
    if len(states) > 1:
        from shlex import quote  # that several could be meant is rare

        first, several = quote(one_line(states[0])), listed([one_line(name) for name in states], _MOST)
        raise Refused(
            f"There is no {PROJECT_FILE} here, and {len(states)} files could be meant: {several}. Name one, "
            f'as in -f {first}, or write "state: {first}" into {PROJECT_FILE}.'
        )
    if states and not _is_told():
        write_error(f"There is no {PROJECT_FILE} here, so this is about {one_line(states[0])}.\n")
    return states[0] if states else ""


def _is_told() -> bool:
    """Whether a command has said already which state it took; from now on it has."""
    ctx = click.get_current_context(silent=True)
    if ctx is None or ctx.resilient_parsing:
        return ctx is not None
    is_told = ctx.meta.get(_TOLD, False)
    ctx.meta[_TOLD] = True
    return bool(is_told)


def chosen_state(files: tuple[str, ...]) -> str:
    """As `state_of`; where there is no state, click shows how to begin."""
    state = state_of(files)
    if state:
        return state
    raise Refused(no_state())


def no_state(name_it: str = "name your file with -f") -> str:
    """That there is no state to work on, and how to begin or to `name_it`, in a line."""
    project = current_project().file
    if project:
        return (
            f"{one_line(project)} names no state: write one into it, such as state: me.yaml, or name a file "
            "with -f."
        )
    commands = [command for command, _ in HOW_TO_BEGIN]
    return (
        f"There is no advisor.yaml here or above. Begin with {', '.join(commands[:-1])} or {commands[-1]}, "
        f"or {name_it}."
    )


def file_option(command: _Decorated) -> _Decorated:
    """`-f FILE` as the tuple `file`, for `state_of` and `chosen_state`."""
    return click.option(
        "-f",
        "--file",
        metavar="FILE",
        multiple=True,
        callback=_named,
        help="Work on this file. Else on the state that advisor.yaml names, here or in a folder above, or on "
        "the only one in the folder.",
    )(command)


def _named(_context: click.Context, _option: click.Parameter, files: tuple[str, ...]) -> tuple[str, ...]:
    if "" in files:
        raise click.BadParameter("the name of the file is empty.")
    if "-" in files:
        raise click.BadParameter('standard input ("-") cannot be looked at again: name a file.')
    return files
