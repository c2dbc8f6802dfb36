"""`advisor import`: the platform's exports, read into a state, and what they do not tell."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.imports.files import read_exports, refuse_repeated
from advisor.cli.shared import exits
from advisor.cli.shared.formats import format_option, render
from advisor.cli.shared.options import read_day, rules_option, without_option
from advisor.cli.shared.output_file import refuse_to_replace
from advisor.cli.shared.state_file import refuse_unwritable, rewrite_state
from advisor.cli.shared.state_options import given_playbook, warn_of_days_ahead
from advisor.cli.shared.streams import is_terminal, write, write_error

if TYPE_CHECKING:
    from advisor.cli.imports.importing import Importing
    from advisor.upwork.report.view import ImportView


_INSTEAD = "Import into a new file, named with -o, and copy what you need."


@click.command("import", short_help="Read the platform's exports into a state.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "state",
    metavar="STATE",
    required=True,
    help='The state to write, or to update if it is there already; "-" prints a new one.',
)
@rules_option
@without_option
@click.option(
    "--as-of",
    callback=read_day,
    metavar="DATE",
    help="Read the exports as if it were this day, such as 2026-11-21, instead of today.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be imported, and write nothing.")
@click.option(
    "--ask/--no-ask",
    "asks",
    default=None,
    help="Go on with the questions that no export answers, or do not. In a terminal you are asked which.",
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
    """Read FILEs that the platform gave you into STATE.

    Each FILE is recognised by what it says: weekly summaries and transaction reports as CSV, answers of the
    API and saved work histories as JSON. What you wrote into STATE stays and wins; importing again, or newer
    exports, updates what was imported. Nothing is written unless all files can be read.

    \b
    Example:
      advisor import scenarios/exports/weekly-summary.csv scenarios/exports/api-answer.json -o nora.yaml
      advisor import scenarios/exports/transaction-report.csv -o nora.yaml --dry-run
    """
    from advisor.cli.imports.importing import Importing

    _check_options(files, state, rules, dry_run=dry_run, asks=asks, form=form)
    playbook = given_playbook(rules, without)
    importing = Importing(playbook, state, read_exports(files), as_of)
    if dry_run or state == "-":
        importing.changed(importing.present())
    else:
        rewrite_state(state, importing.changed, instead=_INSTEAD, opening=importing.opening)
    told = importing.told(written=not dry_run)
    _report(importing, told, form)
    if not dry_run and state != "-":
        warn_of_days_ahead(importing.run.facts, as_of)
    if form != "text" or dry_run or state == "-":
        return exits.DONE
    return _ask(state, rules, without, as_of) if _goes_on(told, asks) else exits.DONE


def _check_options(
    files: tuple[str, ...],
    state: str,
    rules: tuple[str, ...],
    *,
    dry_run: bool,
    asks: bool | None,
    form: str,
) -> None:
    """Raises what click shows, before anything is read."""
    if state == "":
        raise click.BadParameter("name a file to write to.", param_hint="'-o' / '--output'")
    refuse_repeated(files)
    if asks and (dry_run or state == "-" or form != "text"):
        other = "--dry-run" if dry_run else "-o -" if state == "-" else "--format json"
        raise click.UsageError(f"Answers go into the state, so --ask does not go with {other}.")
    if state != "-":
        refuse_to_replace(state, files, rules)
        if not dry_run:
            refuse_unwritable(state)


def _report(importing: "Importing", told: "ImportView", form: str) -> None:
    """The state to standard output where it is printed, and the report to standard error then."""
    if importing.path == "-":
        write(importing.text)
    stream, show = (sys.stderr, write_error) if importing.path == "-" else (sys.stdout, write)
    show(render("import", form, told, stream=stream))


def _goes_on(told: "ImportView", asks: bool | None) -> bool:
    """Whether the questions follow at once: as the option says, else as somebody at a terminal says."""
    if asks is not None:
        return asks
    if not told.asked or not is_terminal(sys.stdin) or not is_terminal(sys.stderr):
        return False
    write_error("\nAnswer now? [Y/n] ")
    line = sys.stdin.readline()
    return bool(line) and line.strip().lower() in ("", "y", "yes")


def _ask(state: str, rules: tuple[str, ...], without: tuple[str, ...], as_of: date | None) -> int | None:
    from advisor.cli.ask.command import ask

    write_error("\n")
    context = click.get_current_context()
    given = {"state": state, "rules": rules, "without": without, "overlay": (), "as_of": as_of}
    code = context.invoke(ask, **given)
    assert code is None or isinstance(code, int)
    return code
