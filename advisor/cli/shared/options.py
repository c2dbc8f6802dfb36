"""Options that several commands share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import click

from advisor.cli.shared.project import left_out_or_usual, rules_or_usual, what_leaves_out
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import PlaybookError, SelectionError

Command = TypeVar("Command", bound=Callable[..., Any])

TEXTS = "advisor.texts"  # where a click context keeps the texts of options that diagnostics point into


def read_day(ctx: click.Context, param: click.Parameter, text: str | None) -> date | None:
    """An option's text as a date, or a usage error that says how a day is written."""
    if text is None:
        return None
    parts = text.split("-")
    shaped = [len(part) for part in parts] == [4, 2, 2] and "".join(parts).isdigit() and text.isascii()
    if not shaped:
        raise click.BadParameter(f'"{text}" is not a day: write it as 2026-11-21, year first.')
    try:
        return date(*map(int, parts))
    except ValueError:
        raise click.BadParameter(f'"{text}" is not a day: the calendar has no such one.') from None


# As the tuple `rules`; empty means the shipped playbook.
rules_option = click.option(
    "--rules",
    metavar="DIR",
    multiple=True,
    callback=rules_or_usual,
    help="Use the playbook in this folder. Given again, each further folder adds its rules to the first. "
    "Else the rules that advisor.yaml names, else the playbook that comes with the advisor.",
)

without_option = click.option(
    "--without",
    metavar="NAME",
    multiple=True,
    callback=left_out_or_usual,
    help="Leave out the rules of this rule set, or of this folder of the playbook, such as platform. "
    "May be given again.",
)


@contextmanager
def leaving_out() -> Iterator[None]:
    """Turns names of `--without` that mean nothing, or leave nothing, into a usage error.

    Those of the project are a problem in its file: raises PlaybookError.
    """
    try:
        yield
    except SelectionError as error:
        where = what_leaves_out(click.get_current_context())
        if where is not None:
            raise PlaybookError([Diagnostic("unknown-rules", where, error.message, error.hint)]) from None
        raise click.BadParameter(f"{one_line(str(error))}.", param_hint="'--without'") from None
