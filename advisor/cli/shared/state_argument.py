"""The argument STATE, which may be left out where a project names the state to look at."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.cli.shared.project import current_project
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.state_choice import no_state, usual_state
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any] | click.Command)

_FILE = "named_file"


class _State(click.Argument):
    """Shown as one that may be left out; where nothing else gives it, it is missed under its name."""

    def make_metavar(self, ctx: click.Context) -> str:
        """How usage shows it."""
        return "[STATE]"

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """How errors name it."""
        return "'STATE'"

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Files; and what may be named instead where the project names the state."""
        from click.shell_completion import CompletionItem

        from advisor.source.errors import AdvisorError

        try:
            named = usual_state()
        except (AdvisorError, Refused):
            named = ""
        others = [param for param in ctx.command.params if named and param.name == "item"]
        offered = [item for other in others for item in other.shell_complete(ctx, incomplete)]
        return [CompletionItem(incomplete, type="file"), *offered]


def arguments_given(
    command: click.Command, ctx: click.Context, args: list[str]
) -> dict[str, str | tuple[str, ...]] | None:
    """What was typed for the arguments of a command, by name; "" for nothing.

    None where that does not matter: for a shell that completes, or where help is asked for.
    """
    values, _, _ = command.make_parser(ctx).parse_args(list(args))
    is_helping = any(values.get(str(param.name)) for param in command.get_params(ctx) if param.is_eager)
    if ctx.resilient_parsing or is_helping:
        return None
    named = [str(param.name) for param in command.params if isinstance(param, click.Argument)]
    typed = {name: values.get(name) for name in named}
    return {name: value if isinstance(value, str | tuple) and value else "" for name, value in typed.items()}


class CommandOnState(click.Command):
    """A command whose first argument is STATE; the others that it has must be there."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; where one is missing, the state of the project comes before them.

        Without a project, click shows how to begin.
        """
        args = self._with_named_file(ctx, args)
        if self._lacks_one(ctx, args):
            project, named = current_project(), usual_state()
            if not project.file and not named:
                raise Refused(no_state("name your file"))
            if not named:
                sample = f'or name one in {one_line(project.file)}, as in "state: laura.yaml"'
                state = next(param for param in self.params if param.name == "state")
                raise click.MissingParameter(f"Name a file, {sample}.", ctx, state)
            args = [_as_argument(named), *args]
        return super().parse_args(ctx, args)

    def _with_named_file(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments with what `-f` names as STATE, before the others."""
        if not any(arg.startswith(("-f", "--file")) for arg in args):
            return args
        given = arguments_given(self, ctx, args)
        files = self.make_parser(ctx).parse_args(list(args))[0].get(_FILE) or []
        if given is None or not files:
            return args
        if len(files) > 1 or (given["state"] and "" not in given.values()):
            raise click.UsageError("The file is named twice: once will do, as STATE or behind -f.")
        return [_as_argument(files[0]), *args]

    def _lacks_one(self, ctx: click.Context, args: list[str]) -> bool:
        """Whether all arguments are there but one, and what stands first is not a file taken for STATE."""
        given = arguments_given(self, ctx, args)
        if given is None or list(given.values()).count("") != 1:
            return False
        return len(given) == 1 or not os.path.isfile(str(given["state"]))


def _as_argument(file: str) -> str:
    """A file as it is typed where options may stand too."""
    return os.path.join(os.curdir, file) if file.startswith("-") and file != "-" else file


def state_argument(command: _Decorated) -> _Decorated:
    """STATE as `state`, or behind `-f`, for a `CommandOnState`."""
    named = click.option(
        *("-f", "--file", _FILE), metavar="FILE", multiple=True, expose_value=False, help="The same as STATE."
    )
    return named(click.argument("state", cls=_State)(command))
