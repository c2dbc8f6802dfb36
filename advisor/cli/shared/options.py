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
    """An option's text as a date, or a usage error that says what to try."""
    return None if text is None else _typed_day(text, is_past=False)


def read_past_day(ctx: click.Context, param: click.Parameter, text: str | None) -> date | None:
    """As `read_day`, for the day of what has happened: "friday" is the last one."""
    return None if text is None else _typed_day(text, is_past=True)


def past_day(text: str, hint: str) -> date:
    """The day of what has happened that a text means; `hint` names the argument in what click shows."""
    try:
        return _typed_day(text, is_past=True)
    except click.BadParameter as error:
        error.param_hint = hint
        raise


def _typed_day(text: str, *, is_past: bool) -> date:
    from advisor.facts.typed.days import read_typed_day, refused_day
    from advisor.facts.typed.lean import Lean
    from advisor.playbook.types import Mismatch

    day = read_typed_day(text, date.today().toordinal(), Lean.BEHIND if is_past else Lean.EITHER)
    if isinstance(day, Mismatch):
        raise click.BadParameter(refused_day(one_line(text), day))
    return date.fromordinal(day)


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
