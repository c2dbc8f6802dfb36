"""ACTION[@SUBJECT] on a command line, read against a playbook and facts."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager

import click

from advisor.cli.shared.project import is_typed
from advisor.reports.terminal.printable import one_line
from advisor.source.errors import SelectionError

METAVAR = "ACTION[@SUBJECT]"
_REPEATED = {"--rules": "rules", "--without": "without", "--overlay": "overlay", "--set": "changes"}


@contextmanager
def naming(metavar: str = METAVAR) -> Iterator[None]:
    """Turns a name that means nothing into a usage error."""
    try:
        yield
    except SelectionError as error:
        full_stop = "" if error.hint.endswith("?") else "."
        raise click.BadParameter(f"{one_line(str(error))}{full_stop}", param_hint=f"'{metavar}'") from None


def as_typed(command: str, state: str, *items: str) -> str:
    """A command of ours about items as it is typed into a shell, with the options of the present one."""
    ctx = click.get_current_context()
    given = ctx.params
    options: list[str] = []
    for option, name in _REPEATED.items():
        value = given.get(name) if is_typed(ctx, name) else None  # what a project says needs no repeating
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        options += [part for value in values for part in (option, str(value))]
    if "as_of" in given and given["as_of"] is not None:
        options += ["--as-of", given["as_of"].isoformat()]
    return shlex.join(["advisor", command, state, *items, *options])
