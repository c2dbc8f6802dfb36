"""Results written to a file: `-o FILE` of the commands that have reports to keep."""

import os
from collections.abc import Iterable

import click

from advisor.cli.screen import tell, write_files
from advisor.reports.printable import one_line

_OPTION = "'-o' / '--output'"


def refuse_to_replace(output: str, given: Iterable[str], rules: tuple[str, ...]) -> None:
    """A usage error where the file to write is one of those that are read: what they say would be lost.

    `given` are files, `rules` the folders of a playbook as they were named.
    """
    for path in given:
        if path != "-" and os.path.exists(path) and os.path.exists(output) and os.path.samefile(path, output):
            raise _refused(output, "is a file that is read here: name another one")
    if os.path.isdir(output):
        raise _refused(output, "is a folder: name a file")
    for folder in rules:
        if os.path.isdir(folder) and _is_part(output, folder):
            raise _refused(output, "is a file of the playbook: name another one")


def _is_part(output: str, folder: str) -> bool:
    inside = os.path.join(os.path.realpath(folder), "")
    written = output.endswith((".yaml", ".yml")) and os.path.exists(output)
    return written and os.path.realpath(output).startswith(inside)


def _refused(output: str, why: str) -> click.BadParameter:
    return click.BadParameter(f'"{one_line(output)}" {why}.', param_hint=_OPTION)


def write_report(output: str, text: str, called: str) -> None:
    """Write the file whole, with the folders that it needs, and say where it is, as it is `called`."""
    write_files({output: text})
    tell(f"{called} is in {one_line(output)}\n")
