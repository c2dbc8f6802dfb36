"""`advisor init`: a few questions, two new files, and today's list."""

import os
import sys

import click

from advisor.cli.shared import exits
from advisor.cli.shared.closing import closing_interrupts
from advisor.cli.shared.new_work import create_work, first_list, new_work
from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import is_terminal, write_error
from advisor.reports.terminal.printable import one_line
from advisor.source.errors import SourceError


@click.command(short_help="Begin: a few questions, and your first list.")
@click.argument("folder", default=os.curdir)
@rules_option
@without_option
@click.pass_context
def init(ctx: click.Context, folder: str, *, rules: tuple[str, ...], without: tuple[str, ...]) -> int:
    """Begin in FOLDER, or here: answer a few questions, and see what to do first.

    Reports that lie in FOLDER are imported first, and those among your downloads if you like. Your answers
    go into two new files, advisor.yaml and me.yaml; files that are there already stay as they are. Enter
    leaves a question open, and stop ends with what was answered.

    \b
    Example:
      advisor init my-work
    """
    paths = new_work(folder)
    playbook = given_playbook(rules, without)
    from advisor.cli.init.begin import Beginning

    state = paths[0]
    beginning = Beginning(playbook, folder, state)
    write_error(_welcome())
    code, wrong = exits.DONE, None
    with closing_interrupts():
        try:
            beginning.tell()
        except KeyboardInterrupt:
            write_error("\n")
            code = exits.INTERRUPTED
        except SourceError as error:  # a line of a pipe that is no answer
            wrong = error
        if not beginning.told and not beginning.imported:
            write_error("Nothing was answered, so nothing was written.\n")
        else:
            create_work(paths, beginning.text, rules, "Nothing was written: make room, and begin again.")
            write_error(f"{_kept(state, code, wrong)}\n")
    if wrong is not None:
        raise wrong
    if code == exits.DONE and os.path.exists(state):
        write_error("\n")
        first_list(ctx, state, rules, without)
    return code


def _kept(state: str, code: int, wrong: SourceError | None) -> str:
    """Where the answers are, in a sentence."""
    if code == exits.INTERRUPTED:
        return f"Stopped; what you answered is kept in {one_line(state)}."
    if wrong is not None:
        before = f"The answers before line {wrong.diagnostics[0].location.line} are kept"
        return f"{before} in {one_line(state)}. Go on with advisor ask, add or set."
    return f"Written into {one_line(state)}."


def _welcome() -> str:
    typed = is_terminal(sys.stdin)
    return "A few questions; Enter leaves one open, ? helps, stop ends.\n\n" if typed else ""
