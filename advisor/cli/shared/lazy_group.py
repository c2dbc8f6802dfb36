"""A group of commands: finds a command when it is named, and turns every outcome into an exit code."""

import errno
import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from advisor.cli.shared import exits
from advisor.cli.shared.streams import CannotWrite, drop_the_rest, write_error
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import suggest
from advisor.source.errors import PlaybookError, ScenarioError, SourceError


class LazyGroup(click.Group):
    """Commands by name (`found_in`: module, attribute), imported when used; what they raise gets a code.

    `usual` is the one that is meant where none is named; "" for none. `sections`: the names that help shows
    under one title; without any, all stand under "Commands".
    """

    def __init__(
        self,
        *arguments: Any,
        found_in: Mapping[str, str],
        usual: str = "",
        sections: Mapping[str, tuple[str, ...]] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(*arguments, **settings)
        self.found_in, self.usual = found_in, usual
        self.sections = sections or {"Commands": tuple(found_in)}

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """As every group; where its help cannot be written, the reason and no traceback."""
        try:
            return super().main(*arguments, **settings)
        except OSError as error:
            drop_the_rest(sys.stdout)
            CannotWrite(f"cannot write the result: {error.strerror or error}").show()
            sys.exit(exits.CANNOT_WRITE)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments; options of no command are those of the usual one, but for the group's own."""
        own = {name for param in self.get_params(ctx) for name in param.opts}
        is_unnamed = not args or (args[0].startswith("-") and args[0] not in own)
        if self.usual and is_unnamed and not ctx.resilient_parsing:
            args = [self.usual, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(self.found_in)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under the titles of their sections, each with its first line."""
        for title, names in self.sections.items():
            known = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl(
                    [(name, command.get_short_help_str()) for name, command in known if command]
                )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.found_in:
            return None
        module, _, attribute = self.found_in[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The named command; for an unknown name a usage error with the nearest one."""
        name = args[0]
        if name in self.found_in or name.startswith("-"):
            return super().resolve_command(ctx, args)
        hint = suggest(name, self.found_in) or f"{ctx.command_path} -h shows them."
        ctx.fail(f'There is no command "{name}": {hint}')

    def invoke(self, ctx: click.Context) -> Any:
        """Run the named command and exit with its code.  No traceback reaches a user."""
        if not _is_somewhere():
            ctx.fail("the folder that you are in is gone: go to another one first, such as cd ~")
        try:
            code = super().invoke(ctx)
        except click.UsageError as error:
            from advisor.cli.shared.plain_errors import plain_error

            raise plain_error(error) from None
        except (click.ClickException, click.exceptions.Exit):
            raise  # click shows the message and knows the code
        except (KeyboardInterrupt, click.Abort):
            code = exits.INTERRUPTED
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise  # help on a full disk: see `main`
            code = _failed(error)
        ctx.exit(code if isinstance(code, int) else exits.DONE)


def _is_somewhere() -> bool:
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _failed(error: Exception) -> int:
    if isinstance(error, SourceError):
        from advisor.cli.shared.problems import show_problems

        show_problems(error.diagnostics)
        if isinstance(error, PlaybookError):
            return exits.INVALID_PLAYBOOK
        return exits.FAILED_SCENARIOS if isinstance(error, ScenarioError) else exits.INVALID_STATE
    if os.environ.get("ADVISOR_DEBUG") == "1":
        import traceback

        write_error("".join(traceback.format_exception(error)))
    message = one_line(f"{type(error).__name__}: {error}")
    write_error(f"advisor: internal error: {message}, please report it\n")
    return exits.INTERNAL_ERROR
