"""ACTION[@SUBJECT] on a command line, read against a playbook and facts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from advisor.source.errors import SelectionError

if TYPE_CHECKING:
    from advisor.advice.items import Item
    from advisor.facts.rows import Facts, Row
    from advisor.playbook.model import Playbook

METAVAR = "ACTION[@SUBJECT]"


def read_item(text: str, playbook: "Playbook", facts: "Facts", usual: "Sequence[Row]" = ()) -> "Item":
    """The action and its subject, or a usage error with near names or the choices.

    SUBJECT is an id, such as c-101, or a path, such as contracts.c-101.  It may be left out where the action
    concerns the profile, or where one row alone is `usual`.
    """
    from advisor.advice.items import find_item

    with naming():
        return find_item(text, playbook, facts, usual)


@contextmanager
def naming(metavar: str = METAVAR) -> Iterator[None]:
    """Turns a name that means nothing into a usage error."""
    try:
        yield
    except SelectionError as error:
        from advisor.reports.printable import one_line

        stop = "" if error.hint.endswith("?") else "."
        raise click.BadParameter(f"{one_line(str(error))}{stop}", param_hint=f"'{metavar}'") from None


def as_typed(command: str, *arguments: str) -> str:
    """A command of ours as it is typed into a shell."""
    import shlex

    return " ".join(["advisor", command, *(shlex.quote(argument) for argument in arguments)])
