"""The argument STATE, which may be left out where a project names the state to look at."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from advisor.cli.shared.project import current_project

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any] | click.Command)


class _State(click.Argument):
    """Shown as one that may be left out; where nothing else gives it, it is missed under its name."""

    def make_metavar(self, ctx: click.Context) -> str:
        """How usage shows it."""
        return "[STATE]"

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """How errors name it."""
        return "'STATE'"


class CommandOnState(click.Command):
    """A command whose first argument is STATE; the others that it has must be there."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; where one is missing, the state of the project comes before them."""
        if not ctx.resilient_parsing and self._lacks_one(ctx, args):
            named = current_project().state
            args = [os.path.join(os.curdir, named) if named.startswith("-") else named] * bool(named) + args
        return super().parse_args(ctx, args)

    def _lacks_one(self, ctx: click.Context, args: list[str]) -> bool:
        """Whether all arguments are there but one, and what stands first is not a file taken for STATE."""
        values, _, _ = self.make_parser(ctx).parse_args(list(args))
        if any(values.get(str(param.name)) for param in self.get_params(ctx) if param.is_eager):
            return False  # such as --help
        given = [values.get(str(param.name)) for param in self.params if isinstance(param, click.Argument)]
        missing = [value for value in given if not isinstance(value, str)]
        return len(missing) == 1 and not (len(given) > 1 and os.path.isfile(str(given[0])))


def state_argument(command: _Decorated) -> _Decorated:
    """STATE as `state`, for a `CommandOnState`."""
    return click.argument("state", cls=_State)(command)
