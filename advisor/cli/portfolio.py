"""`advisor portfolio`: what many freelancers should do, in one list."""

import os
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.portfolio_engine import batches_of, engine_options
from advisor.cli.portfolio_files import checked_pages, kept_parts, pages_beside
from advisor.cli.shared import exits
from advisor.cli.shared.days import Days
from advisor.cli.shared.formats import format_for, format_option
from advisor.cli.shared.options import read_day, rules_option, without_option
from advisor.cli.shared.output_file import output_option, refuse_to_replace, write_files, write_result
from advisor.cli.shared.progress import progress
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import write_error
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import capitalized
from advisor.source.errors import SelectionError
from advisor.source.files import STATES
from advisor.source.worker_processes import usual_jobs

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.portfolio.choose import Choice
    from advisor.portfolio.model import Portfolio
    from advisor.portfolio.parts import Parts
    from advisor.portfolio.review import Batches
    from advisor.portfolio.since import Earlier
    from advisor.portfolio.sources import FoundPerson

_LONGEST = 366


@click.command(short_help="Show what many freelancers should do.")
@click.argument("source")
@click.option(
    "--as-of",
    callback=read_day,
    metavar="DATE",
    help="Advise as if it were this day, such as 2026-11-21. Else each state's own as_of holds, else today.",
)
@click.option(
    "--since",
    "previous",
    metavar="FILE",
    help="Show what is new, gone, or more or less urgent since the portfolio saved in this file.",
)
@click.option(
    "--by",
    type=click.Choice(["who", "action", "deadline"]),
    default="who",
    show_default=True,
    help="What the list on the screen is sorted by.",
)
@click.option(
    "--within",
    type=Days(0, _LONGEST),
    metavar="DAYS",
    help="Only what is due within so many days; also 3d or a week.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Only this action, or this priority, such as critical. May be given again.",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the N most urgent of each.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes share the work where there are many. Else as many as the machine has cores.",
)
@click.option(
    "--problems",
    "problem_file",
    metavar="FILE",
    help="Write all problems of states that could not be read to this file, as JSON.",
)
@click.option(
    "--allow-bad",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="End with exit code 0 where at most N states could not be read.",
)
@click.option(
    "--fail-on-change", is_flag=True, help="With --since: end with exit code 1 if anything changed."
)
@click.option(
    "--resume",
    is_flag=True,
    help="With -o: keep what is done in FILE.parts, and go on there if the last run was interrupted.",
)
@engine_options
@rules_option
@without_option
@format_option(
    "portfolio",
    "Text to read; JSON, JSON Lines (a line for each item) or CSV for other programs; a page of HTML that "
    "leads to each freelancer's page of advice.",
)
@output_option
def portfolio(
    source: str,
    *,
    as_of: date | None,
    previous: str | None,
    by: str,
    within: int | None,
    only: tuple[str, ...],
    top: int | None,
    jobs: int | None,
    problem_file: str | None,
    allow_bad: int,
    fail_on_change: bool,
    resume: bool,
    engine: str,
    checked: int,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    form: str,
    output: str | None,
) -> int:
    """Show what the freelancers in SOURCE should do: who needs you today, what for, and until when.

    SOURCE is a folder of states, each a YAML or JSON file, or a file whose name ends in .jsonl, with a state
    in each line; its key "freelancer" says whose it is; or one whose name ends in .parquet, with a state in
    each row, or a folder of such tables. States with problems are told at the end, and the others are
    reviewed all the same.

    With --since, a portfolio saved before in any format but text, each item says whether it is new.
    With --format html -o portfolio.html, the pages of advice are in the folder portfolio.

    \b
    Example:
      advisor portfolio scenarios/states --as-of 2026-11-21 --top 3
      advisor portfolio clients -o portfolio.csv
      advisor portfolio clients --since portfolio.csv --only critical --only high
    """
    if fail_on_change and previous is None:
        raise click.UsageError("--fail-on-change goes with --since, which says what to compare with.")
    if resume and output is None:
        raise click.UsageError("--resume goes with -o FILE, beside which the parts are kept.")
    form = format_for(output, form, "portfolio")
    if form == "parquet":
        if output is None:
            raise click.UsageError("--format parquet goes with -o FILE.")
        _need_duckdb(output)
    for file in filter(None, (output, problem_file)):
        refuse_to_replace(file, [source, *filter(None, [previous])], rules)
        _refuse_among_states(file, source)
    pages = checked_pages(output) if form == "html" else None
    playbook = given_playbook(rules, without)
    choice = _choice(only, playbook, within, top)
    earlier = _earlier(previous, playbook.content.words.person)
    jobs = jobs or usual_jobs()
    batches = batches_of(engine, playbook, source, as_of, checked=checked, jobs=jobs, pages=pages is not None)
    found = _found(source, playbook, is_by_sql=batches is not None)
    with kept_parts(output, playbook, source, as_of, resume=resume, pages=pages is not None) as parts:
        at_once = choice if earlier is None else None  # what is gone is found among all items
        shown = whole = _reviewed(
            playbook, found, as_of, jobs=jobs, parts=parts, batches=batches, choice=at_once
        )
        if earlier is not None:
            from advisor.portfolio.since import since

            whole = since(whole, earlier)
            _warn(whole, earlier)
            shown = choice.of_portfolio(whole)
        if problem_file is not None:
            from advisor.reports.portfolio.rows import problems_json

            write_files({problem_file: problems_json(whole)})
        if pages is not None and parts is not None:
            pages.put(parts.pages, (one.name for one in whole.reviewed))
        _write(shown, form, output, by, chosen=choice.is_narrow)
        if pages is not None:
            pages.remove_gone()
    if len(whole.not_read) > allow_bad:
        return exits.INVALID_STATE
    changed = bool(shown.gone) or any(item.change for item in shown.items)
    return exits.CHANGED if fail_on_change and changed else exits.DONE


def _write(shown: "Portfolio", form: str, output: str | None, by: str, *, chosen: bool) -> None:
    from advisor.reports.portfolio.summary import Order

    if form == "parquet" and output is not None:
        _write_parquet(shown, output)
        return
    write_result(
        output,
        "The portfolio",
        "portfolio",
        form,
        shown,
        by=Order(by),
        chosen=chosen,
        pages=os.path.basename(pages_beside(output or "")),
    )


def _need_duckdb(output: str) -> None:
    """Said before anything is reviewed."""
    from advisor.sqlplan.parquet_files import need_duckdb

    need_duckdb(output)


def _write_parquet(shown: "Portfolio", output: str) -> None:
    from advisor.reports.portfolio.rows import parquet_columns, portfolio_records
    from advisor.sqlplan.parquet_files import write_parquet

    try:
        write_parquet(output, parquet_columns(shown.person), portfolio_records(shown))
    except OSError as error:
        raise Refused(f'"{one_line(output)}" cannot be written: {error}') from None
    write_error(f"The portfolio is in {one_line(output)}\n")


def _refuse_among_states(file: str, source: str) -> None:
    """A usage error where the file to write would be taken for a state the next time."""
    inside = os.path.join(os.path.realpath(source), "")
    if os.path.realpath(file).startswith(inside) and file.lower().endswith(STATES):
        message = f'"{one_line(file)}" would be taken for a state: write to another folder.'
        raise click.BadParameter(message)


def _choice(only: tuple[str, ...], playbook: "Playbook", within: int | None, top: int | None) -> "Choice":
    from advisor.portfolio.choose import Choice

    try:
        return Choice.of(only, playbook.content, within, top)
    except SelectionError as error:
        message = f"{capitalized(error.message)}. {capitalized(error.hint)}"
        raise click.BadParameter(one_line(message), param_hint="'--only'") from None


def _earlier(previous: str | None, person: str) -> "Earlier | None":
    if previous is None:
        return None
    from advisor.portfolio.saved import read_saved_portfolio

    return read_saved_portfolio(previous, person)


def _warn(whole: "Portfolio", earlier: "Earlier") -> None:
    if earlier.is_part:
        write_error(
            "Warning: the earlier portfolio holds a choice of what there was (--only, --within or --top): "
            "more looks new than is.\n"
        )
    if earlier.digest and earlier.digest != whole.digest:
        write_error("Warning: other rules made the earlier portfolio: some changes come from these.\n")


def _found(source: str, playbook: "Playbook", *, is_by_sql: bool) -> "Iterable[FoundPerson]":
    """Everybody; those of a folder at once, as it is known how many they are."""
    from advisor.portfolio.sources import is_parquet, people_in, rows_of

    if is_by_sql and is_parquet(source):
        return rows_of(source)
    found = people_in(source, playbook.content.vocabulary)
    return list(found) if os.path.isdir(source) else found


def _reviewed(
    playbook: "Playbook",
    found: "Iterable[FoundPerson]",
    as_of: date | None,
    *,
    jobs: int,
    parts: "Parts | None",
    batches: "Batches | None",
    choice: "Choice | None",
) -> "Portfolio":
    from advisor.portfolio.review import review

    with progress() as begin:
        done = begin("Reviewing", len(found) if isinstance(found, list) else 0)
        return review(playbook, found, as_of, jobs, done, parts=parts, batches=batches, choice=choice)
