"""Advice written to a file: `advisor advise -o FILE`."""

import os

import click

from advisor.cli.screen import write, write_files
from advisor.reports.printable import one_line


def refuse_to_replace(output: str, *given: str) -> None:
    """A usage error where the file to write is one of those that are read: what they say would be lost."""
    for path in given:
        if path != "-" and os.path.exists(path) and os.path.exists(output) and os.path.samefile(path, output):
            raise click.BadParameter(
                f'"{one_line(output)}" is a file that the advice is drawn from: name another one, such as '
                "advice.html.",
                param_hint="'--output'",
            )
    if os.path.isdir(output):
        raise click.BadParameter(
            f'"{one_line(output)}" is a folder: name a file, such as advice.html.', param_hint="'--output'"
        )


def write_report(output: str, text: str) -> None:
    """Write the file whole, with the folders that it needs, and say where it is."""
    write_files({output: text})
    write(f"The advice is in {one_line(output)}\n")
