"""Results written to a file: `-o FILE` of the commands that have reports to keep."""

import os
import sys
from collections.abc import Iterable

import click

from advisor.cli.screen import tell, write_files
from advisor.reports.printable import one_line
from advisor.source.folder import YAML, playbook_files

_OPTION = "'-o' / '--output'"


def refuse_to_replace(output: str, given: Iterable[str], rules: tuple[str, ...]) -> None:
    """A usage error where the file to write is one of those that are read: what they say would be lost.

    `given` are files ("-" is what standard input is redirected from), `rules` the folders of a playbook as
    they were named; none stands for the playbook that comes with the advisor.
    """
    from advisor.shipped import shipped_playbook

    if os.path.isdir(output):
        raise _refused(output, "is a folder: name a file")
    if any(_is_same(path, output) for path in given):
        raise _refused(output, "is a file that is read here: name another one")
    if any(_is_part(output, folder) for folder in rules or (shipped_playbook(),)):
        raise _refused(output, "is a file of the playbook, or would be: name another one")


def _is_same(path: str, output: str) -> bool:
    try:
        read = os.fstat(sys.stdin.fileno()) if path == "-" else os.stat(path)
        return os.path.samestat(read, os.stat(output))
    except (OSError, ValueError, AttributeError):  # one of them is not there, or is no file
        return False


def _is_part(output: str, folder: str) -> bool:
    """Whether a folder's playbook reads the file, perhaps through a link, or would once it is there."""
    inside = os.path.join(os.path.realpath(folder), "")
    real = os.path.realpath(output)
    if real.startswith(inside) and real.lower().endswith(YAML):
        return True
    return os.path.exists(output) and any(_is_same(each, output) for each in playbook_files(folder)[0])


def _refused(output: str, why: str) -> click.BadParameter:
    return click.BadParameter(f'"{one_line(output)}" {why}.', param_hint=_OPTION)


def write_report(output: str, text: str, called: str) -> None:
    """Write the file whole, with the folders that it needs, and say where it is, as it is `called`."""
    write_files({output: text})
    tell(f"{called} is in {one_line(output)}\n")
