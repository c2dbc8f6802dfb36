"""`advisor demo`: a freelancer who comes with the advisor, to look around with."""

import os
from datetime import date

import click

from advisor.cli.shared.new_work import create_work, first_list, new_work
from advisor.cli.shared.streams import write_error
from advisor.reports.terminal.printable import one_line

_FOLDER = "advisor-demo"


@click.command(short_help="Look around first, with somebody else's work.")
@click.argument("folder", default=_FOLDER)
@click.pass_context
def demo(ctx: click.Context, folder: str) -> None:
    """Look around with the work of a freelancer who comes with the advisor.

    Two new files, advisor.yaml and me.yaml, go into FOLDER, or into advisor-demo; change whatever you like
    there. Then follows today's list: all days are moved, so that today is today.

    \b
    Example:
      advisor demo try-it
    """
    from advisor.facts.moved_days import moved_to
    from advisor.source.atomic_write import read_whole
    from advisor.upwork.demo import demo_state

    paths = new_work(folder)
    create_work(paths, moved_to(read_whole(demo_state()), date.today()), ())
    go_there = "" if os.path.normpath(folder) == os.curdir else f" Go there with: cd {one_line(folder)}"
    write_error(f"Written into {one_line(paths[0])}.{go_there}\n\n")
    first_list(ctx, paths[0])
