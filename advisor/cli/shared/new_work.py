"""A new folder of work: a state and a project that names it, both whole or none, and its first list."""

import errno
import os
from collections.abc import Callable

import click

from advisor.cli.shared.project import forget_project
from advisor.cli.shared.streams import CannotWrite
from advisor.reports.terminal.printable import one_line

PROJECT, STATE = "advisor.yaml", "me.yaml"


def new_work(folder: str) -> tuple[str, str]:
    """Where the state and the project will lie; what click shows, where something stands in the way."""
    if not folder:
        raise click.BadParameter("the name of the folder is empty.", param_hint="'FOLDER'")
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise click.BadParameter(f'"{one_line(folder)}" is a file, not a folder.', param_hint="'FOLDER'")
    paths = os.path.normpath(os.path.join(folder, STATE)), os.path.normpath(os.path.join(folder, PROJECT))
    there = [one_line(path) for path in paths if os.path.lexists(path)]
    if there:
        stays = "is there already and stays" if len(there) == 1 else "are there already and stay"
        raise click.UsageError(
            f"{' and '.join(there)} {stays} untouched. Go on with advisor ask, add or set, or name another "
            "folder to begin in."
        )
    if os.path.isdir(folder) and not os.access(folder, os.W_OK):
        raise CannotWrite(f"cannot write into {one_line(folder)}: it is read-only; name another folder")
    return paths


def create_work(paths: tuple[str, str], text: str, rules: tuple[str, ...], lost: str = "") -> None:
    """Write the state and the project, whole, or none of them; `lost` says what that means, a sentence."""
    from advisor.source.new_files import create_files
    from advisor.source.yaml_writer import in_double_quotes

    state, project = paths
    folder = os.path.dirname(project) or os.curdir
    named = [os.path.relpath(rule, folder) if os.path.exists(rule) else rule for rule in rules]
    lines = [f"state: {STATE}", *([f"rules: [{', '.join(map(in_double_quotes, named))}]"] if named else [])]
    try:
        create_files({state: text, project: "".join(f"{line}\n" for line in lines)})
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        raise CannotWrite(f"cannot write {one_line(state)}: {reason}. {lost}".rstrip()) from None
    forget_project()


def first_list(
    ctx: click.Context, state: str, rules: tuple[str, ...] = (), without: tuple[str, ...] = ()
) -> None:
    """Show what to do today, by the playbook that was given; a state that lies here is the project's own."""
    group = ctx.parent.command if ctx.parent is not None else None
    command = group.get_command(ctx, "today") if isinstance(group, click.Group) else None
    if command is None:
        return
    named = [] if not os.path.dirname(state) else ["-f", state]
    options = [word for folder in rules for word in ("--rules", folder)]
    options += [word for name in without for word in ("--without", name)]
    run: Callable[..., click.Context] = command.make_context
    with run(command.name, [*named, *options], parent=ctx.parent) as inner:
        command.invoke(inner)
