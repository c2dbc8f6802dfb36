"""`advisor init`: a few questions, two new files, and today's list."""

import errno
import os
import sys
from typing import TYPE_CHECKING

import click

from advisor.cli.shared import exits
from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import CannotWrite, is_terminal, write_error
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.cli.init.begin import Beginning

PROJECT, STATE = "advisor.yaml", "me.yaml"


@click.command(short_help="Begin: a few questions, and your first list.")
@click.argument("folder", default=os.curdir)
@rules_option
@without_option
@click.pass_context
def init(ctx: click.Context, folder: str, *, rules: tuple[str, ...], without: tuple[str, ...]) -> int:
    """Begin in FOLDER, or here: answer a few questions, and see what to do first.

    Reports that lie in FOLDER are imported first. Your answers go into two new files, advisor.yaml and
    me.yaml; files that are there already stay as they are. Enter leaves a question open, and stop ends with
    what was answered.

    \b
    Example:
      advisor init my-work
    """
    paths = {name: os.path.join(folder, name) for name in (PROJECT, STATE)}
    _refuse_to_begin(folder, paths)
    playbook = given_playbook(rules, without)
    from advisor.cli.init.begin import Beginning

    beginning = Beginning(playbook, folder, paths[STATE])
    write_error(_welcome())
    code = exits.DONE
    try:
        beginning.tell()
    except KeyboardInterrupt:
        write_error("\n")
        code = exits.INTERRUPTED
    if not beginning.told and not beginning.imported:
        write_error("Nothing was answered, so nothing was written.\n")
        return code
    _write(beginning, paths, rules)
    kept = f"Your answers are in {one_line(paths[STATE])}.\n"
    write_error(f"{'Stopped. ' if code else ''}{kept}" + ("" if code else "\n"))
    if code == exits.DONE:
        _todays_list(ctx, paths[STATE], rules, without)
    return code


def _welcome() -> str:
    typed = is_terminal(sys.stdin)
    return "A few questions; Enter leaves one open, ? helps, stop ends.\n\n" if typed else ""


def _refuse_to_begin(folder: str, paths: dict[str, str]) -> None:
    """What click shows, where something stands in the way of the new files."""
    if not folder:
        raise click.BadParameter("the name of the folder is empty.", param_hint="'FOLDER'")
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise click.BadParameter(f'"{one_line(folder)}" is a file, not a folder.', param_hint="'FOLDER'")
    there = [path for path in paths.values() if os.path.lexists(path)]
    if there:
        names = " and ".join(one_line(path) for path in there)
        is_are = "is" if len(there) == 1 else "are"
        raise click.UsageError(
            f"{names} {is_are} there already and stays untouched. Go on with advisor ask, advisor add or "
            "advisor set, or begin in another folder: advisor init FOLDER."
            if len(there) == 1
            else f"{names} {is_are} there already and stay untouched. Go on with advisor ask, advisor add or "
            "advisor set, or begin in another folder: advisor init FOLDER."
        )
    if os.path.isdir(folder) and not os.access(folder, os.W_OK):
        raise CannotWrite(f"cannot write into {one_line(folder)}: it is read-only; name another folder.")


def _write(beginning: "Beginning", paths: dict[str, str], rules: tuple[str, ...]) -> None:
    """Both files, whole, or none of them."""
    from advisor.source.new_files import create_files
    from advisor.source.yaml_writer import in_double_quotes, word

    folder = os.path.dirname(paths[PROJECT]) or os.curdir
    named = [os.path.relpath(rule, folder) if os.path.exists(rule) else rule for rule in rules]
    texts = [in_double_quotes(rule) for rule in named]
    project = f"state: {word(STATE, False)}\n" + (f"rules: [{', '.join(texts)}]\n" if texts else "")
    try:
        create_files({paths[STATE]: beginning.text, paths[PROJECT]: project})
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        raise CannotWrite(
            f"cannot write {one_line(paths[STATE])}: {reason}. Nothing was written; your answers are lost."
        ) from None


def _todays_list(ctx: click.Context, state: str, rules: tuple[str, ...], without: tuple[str, ...]) -> None:
    """Show what to do first."""
    group = ctx.parent.command if ctx.parent is not None else None
    if not isinstance(group, click.Group):
        return
    options = [word for folder in rules for word in ("--rules", folder)]
    options += [word for name in without for word in ("--without", name)]
    today = group.get_command(ctx, "today")
    command = today or group.get_command(ctx, "advise")
    arguments = ["-f", state] if today else [state, "--top", "5"]
    assert command is not None
    with command.make_context(command.name, [*arguments, *options], parent=ctx.parent) as inner:
        command.invoke(inner)
