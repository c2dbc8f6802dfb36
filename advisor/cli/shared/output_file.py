"""Results in files: `-o FILE` of the commands that have reports to keep, and files written whole."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from advisor.cli.shared.formats import TEXT, render
from advisor.cli.shared.pager import write_paged
from advisor.cli.shared.streams import CannotWrite, write, write_bytes, write_error
from advisor.playbook.project import find_project
from advisor.reports.terminal.printable import one_line
from advisor.shipped import shipped_playbook
from advisor.source.files import YAML, no_folder, playbook_files


def _file_named(ctx: click.Context, param: click.Parameter, output: str | None) -> str | None:
    if output == "":
        raise click.BadParameter("name a file to write to.")
    return None if output == "-" else output


# As `output`; None for the screen, which "-" stands for too.
output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    callback=_file_named,
    help="Write the result to this file, as UTF-8, instead of the screen; one that is there is replaced. Its "
    "ending, such as .html, chooses the format where --format does not.",
)


def refuse_to_replace(output: str, given: Iterable[str], rules: tuple[str, ...]) -> None:
    """A usage error where the file to write is read here: it is `given`, or of the playbook in `rules`."""
    reason = ""
    given = [*given, *filter(None, [find_project()])]
    if os.path.isdir(output):
        reason = "is a folder: name a file"
    elif any(_is_same(path, output) for path in given):
        reason = "is a file that is read here: name another one"
    elif any(_is_part(output, folder) for folder in rules or (shipped_playbook(),)):
        reason = "is a file of the playbook, or would be: name another one"
    if reason:
        raise click.BadParameter(f'"{one_line(output)}" {reason}.', param_hint="'-o' / '--output'")


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
    return os.path.exists(output) and any(_is_same(file, output) for file in playbook_files(folder)[0])


def write_result(
    output: str | None,
    called: str,
    result: str,
    form: str,
    value: object,
    *,
    paged: bool = False,
    **options: Any,
) -> None:
    """Write a result, as `render` gives it, to a file that is `called` so in a message, or to the screen.

    `paged` lets text that is longer than a terminal be leafed through.
    """
    text = render(result, form, value, stream=sys.stdout if output is None else None, **options)
    if output is not None:
        write_files({output: text})
        write_error(f"{called} is in {one_line(output)}\n")
    elif form == "ics":
        write_bytes(text.encode("utf-8"))  # the encoding of calendars, whatever the terminal's
    elif paged and form == TEXT:
        write_paged(text)
    else:
        write(text)


def write_files(texts: Mapping[str, str]) -> None:
    """Write whole files by their paths, with the folders that they need."""
    from advisor.source.atomic_write import write_whole  # which most commands do without

    swept: set[str] = set()
    for path, text in texts.items():
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            write_whole(path, text, swept)
        except OSError as error:
            reason = one_line(no_folder(path)) or error.strerror or error
            raise CannotWrite(f"cannot write {one_line(path)}: {reason}") from None
