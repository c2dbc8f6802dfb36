"""Options that several commands share."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json")


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


def rules_option(command: Command) -> Command:
    """`--rules DIR`, once or more, as the tuple `rules`; empty means the shipped playbook."""
    return click.option(
        "--rules",
        metavar="DIR",
        multiple=True,
        help="Use the playbook in this folder instead of the one that comes with the advisor. "
        "Given again, each further folder adds its rules to the first.",
    )(command)


def format_option(command: Command) -> Command:
    """`--format text|json` as `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default=FORMATS[0],
        show_default=True,
        help="Text to read, or JSON for other programs.",
    )(command)
