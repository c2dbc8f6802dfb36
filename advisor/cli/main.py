"""The command group: finds a command when it is named, and turns every outcome into an exit code."""

import importlib
import os
from collections.abc import Mapping
from typing import Any

import click

import advisor
from advisor.cli import exits
from advisor.cli.screen import tell

# By name, so that starting one command never imports another.
COMMANDS: Mapping[str, str] = {
    "advise": "advisor.cli.advise:advise",
    "check": "advisor.cli.check:check",
    "test": "advisor.cli.test_command:test_command",
}


class LazyGroup(click.Group):
    """Commands that are imported when they are used.

    A command returns its exit code, or None for 0; what it raises becomes a message and a code here.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The named command; for an unknown name a usage error with the nearest one."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from advisor.source.diagnostic import suggest

        hint = suggest(name, COMMANDS) or f"the commands are {', '.join(COMMANDS)}."
        ctx.fail(f'There is no command "{name}": {hint}')

    def invoke(self, ctx: click.Context) -> Any:
        """Run the named command and exit with its code.  No traceback reaches a user."""
        try:
            code = super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise  # click shows the message and knows the code
        except (KeyboardInterrupt, click.Abort):
            code = exits.INTERRUPTED
        except Exception as error:
            code = _failed(error)
        ctx.exit(code if isinstance(code, int) else exits.DONE)


def _failed(error: Exception) -> int:
    from advisor.reports.printable import one_line
    from advisor.source.errors import SourceError

    if isinstance(error, SourceError):
        from advisor.cli.problems import exit_code_of, tell_problems

        tell_problems(error.diagnostics)
        return exit_code_of(error)
    if os.environ.get("ADVISOR_DEBUG") == "1":
        import traceback

        tell("".join(traceback.format_exception(error)))
    told = one_line(f"{type(error).__name__}: {error}")
    tell(f"advisor: internal error: {told}, please report it\n")
    return exits.INTERNAL_ERROR


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(advisor.__version__, prog_name="advisor", message="%(prog)s %(version)s")
def main() -> None:
    """Ranked, explained advice for freelancers, from rules that coaches write in YAML.

    \b
    Exit codes:
      0 done, 2 wrong usage, 3 invalid playbook, 4 failed scenarios, 5 invalid state

    \b
    Example:
      advisor advise scenarios/states/newcomer.yaml
    """
