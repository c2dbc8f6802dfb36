"""`advisor import`: the platform's exports, read into a state, and what they do not tell."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.ask.command import ask
from advisor.cli.shared import exits
from advisor.cli.shared.action_argument import as_typed
from advisor.cli.shared.formats import TEXT, format_option, render, show
from advisor.cli.shared.options import read_day, rules_option, without_option
from advisor.cli.shared.output_file import refuse_to_replace
from advisor.cli.shared.project import current_project
from advisor.cli.shared.state_file import open_state_file, refuse_unwritable
from advisor.cli.shared.state_options import given_playbook, warn_about_state
from advisor.cli.shared.streams import is_terminal, write, write_error
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.upwork.report.view import ImportView


LARGE = 1_000_000  # bytes, from which on a bar shows how far reading is
_INSTEAD = "Import into a new file, named with -o, and copy what you need."


def _state_or_usual(ctx: click.Context, param: click.Parameter, state: str | None) -> str | None:
    """The state that is named, else that of the project, which need not be there yet."""
    usual = "" if ctx.resilient_parsing else current_project(begun=True).state
    if state is not None or ctx.resilient_parsing:
        return state
    if not usual:
        raise click.MissingParameter(ctx=ctx, param=param)
    return usual


@click.command("import", short_help="Import your Upwork reports into a state file.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "state",
    metavar="STATE",
    callback=_state_or_usual,
    help='The state to write, or to update if it is there already; "-" prints a new one. Else the state that '
    "advisor.yaml names.",
)
@rules_option
@without_option
@click.option(
    "--as-of",
    callback=read_day,
    metavar="DATE",
    help="Import as if it were this day, such as 2026-11-21, instead of today.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be imported, and write nothing.")
@click.option(
    "--ask/--no-ask",
    "asks",
    default=None,
    help="Go on with the questions that no report answers, or stop here. In a terminal you are asked.",
)
@format_option("import")
def import_command(
    files: tuple[str, ...],
    *,
    state: str,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    as_of: date | None,
    dry_run: bool,
    asks: bool | None,
    form: str,
) -> int | None:
    """Import your Upwork reports into a state file.

    Each FILE is recognised by its content: weekly summaries and transaction reports as CSV, answers of the
    API and saved work histories as JSON. What you wrote into STATE stays and wins; importing again, or newer
    exports, updates what was imported. Nothing is written unless all files can be read.

    \b
    Example:
      advisor import scenarios/exports/weekly-summary.csv scenarios/exports/api-answer.json -o nora.yaml
      advisor import scenarios/exports/transaction-report.csv -o nora.yaml --dry-run
    """
    from advisor.upwork.exports.update_state import OPENING
    from advisor.upwork.import_exports import import_exports, read_exports

    _check_options(files, state, rules, dry_run=dry_run, asks=asks, form=form)
    playbook = given_playbook(rules, without)
    with _progress(files) as progress:
        exports = read_exports(files, progress)
    name = "<stdout>" if state == "-" else state
    is_unwritten = dry_run or state == "-"
    with open_state_file(state, instead=_INSTEAD, opening=OPENING, dry_run=is_unwritten) as file:
        made = import_exports(playbook, exports, file.text, name=name, as_of=as_of)
        file.text, file.what = made.text, "what was imported"
    command = "" if is_unwritten else as_typed("ask", state)
    view = made.view(state, written=not dry_run, command=command)
    if state == "-":
        write(made.text)
        write_error(render("import", form, view, stream=sys.stderr))
    else:
        show("import", form, view)
    if not is_unwritten:
        warn_about_state(made.run.facts, as_of)
    if form != TEXT or is_unwritten:
        return exits.DONE
    return _ask(state, rules, without, as_of) if _goes_on(view, asks) else exits.DONE


def _check_options(
    files: tuple[str, ...],
    state: str,
    rules: tuple[str, ...],
    *,
    dry_run: bool,
    asks: bool | None,
    form: str,
) -> None:
    if state == "":
        raise click.BadParameter("name a file to write to.", param_hint="'-o' / '--output'")
    _refuse_repeated(files)
    if asks and (dry_run or state == "-" or form != TEXT):
        other = "--dry-run" if dry_run else "-o -" if state == "-" else "--format json"
        raise click.UsageError(f"Answers go into the state, so --ask does not work with {other}.")
    if state != "-":
        refuse_to_replace(state, files, rules)
        if not dry_run:
            refuse_unwritable(state)


def _refuse_repeated(files: Sequence[str]) -> None:
    """A usage error where a file is given twice, or is standard input."""
    seen: dict[str, str] = {}
    for path in files:
        if path == "-":
            raise click.UsageError("Exports are read from files: save what you pipe, and name the file.")
        real = os.path.realpath(path)
        if real in seen:
            same = "is given twice" if seen[real] == path else f'is the same file as "{one_line(seen[real])}"'
            raise click.UsageError(f'"{one_line(path)}" {same}: give each export once.')
        seen[real] = path


@contextmanager
def _progress(files: Sequence[str]) -> Iterator[Callable[[int], None] | None]:
    """What moves a bar to the number of bytes read so far; None for small files, or without a terminal."""
    from advisor.upwork.exports.recognise import size_of

    total = sum(map(size_of, files))
    if total < LARGE or not is_terminal(sys.stderr):
        yield None
        return
    bar = click.progressbar(length=total, label="Reading", file=sys.stderr)
    try:
        bar.render_progress()
        yield lambda done: bar.update(done - bar.pos)
        bar.update(total - bar.pos)
    finally:
        bar.render_finish()


def _goes_on(view: "ImportView", asks: bool | None) -> bool:
    """Whether the questions follow at once: as the option has it, else as somebody at a terminal answers."""
    if asks is not None:
        return asks
    if not view.asked or not is_terminal(sys.stdin) or not is_terminal(sys.stderr):
        return False
    write_error("\nAnswer now? [Y/n] ")
    line = sys.stdin.readline()
    from advisor.facts.typed.words import yes_or_no

    return bool(line) and (not line.strip() or yes_or_no(line) is True)


def _ask(state: str, rules: tuple[str, ...], without: tuple[str, ...], as_of: date | None) -> int | None:
    write_error("\n")
    context = click.get_current_context()
    given = {"state": state, "rules": rules, "without": without, "overlay": (), "as_of": as_of}
    code = context.invoke(ask, **given)
    assert code is None or isinstance(code, int)
    return code
