"""Help that fits a screen: the commands of every day with a line each, the others by name."""

import textwrap
from collections.abc import Mapping, Sequence

import click

_WIDEST = 80
_IN = 10  # cells before what a command does


def brief_help(
    group: click.Group, ctx: click.Context, shown: Mapping[str, Sequence[str]], lead: str, last: str
) -> str:
    """The commands that are `shown`, under their titles, and the names of all others in a line or two."""
    page = [lead]
    for title, names in shown.items():
        page += ["", f"{title}:", *(_line(group, ctx, name) for name in names)]
    told = {name for names in shown.values() for name in names}
    others = ", ".join(name for name in group.list_commands(ctx) if name not in told)
    page += ["", *textwrap.wrap(f"Also: {others}.", _WIDEST, subsequent_indent="  "), last]
    return "\n".join(page) + "\n"


def _line(group: click.Group, ctx: click.Context, name: str) -> str:
    command = group.get_command(ctx, name)
    does = command.get_short_help_str(_WIDEST - _IN) if command is not None else ""
    return f"  {name:<{_IN - 2}}{does}"
