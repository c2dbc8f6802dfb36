"""Which engine reviews a portfolio: that of the rules, or the SQL plan where many states lie in one file."""

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.options import Command
from advisor.cli.shared.refused import Refused
from advisor.reports.wording import capitalized

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.portfolio.review import Batches

_LARGE = 1_000_000  # bytes of a file of lines for which a plan pays


def engine_options(command: Command) -> Command:
    """`--engine` and `--check`."""
    options: tuple[Callable[[Command], Command], ...] = (
        click.option(
            "--check",
            "checked",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="With the SQL plan: have the engine review N of each batch too, and end where they differ.",
        ),
        click.option(
            "--engine",
            type=click.Choice(["auto", "rules", "sql"]),
            default="auto",
            show_default=True,
            help="What reviews: the engine of the rules, or the SQL plan (extra sql) for very many.",
        ),
    )
    for option in options:
        command = option(command)
    return command


def batches_of(
    engine: str,
    playbook: "Playbook",
    source: str,
    as_of: date | None,
    *,
    checked: int,
    jobs: int,
    pages: bool,
) -> "Batches | None":
    """What reviews by the SQL plan; None where the engine does.

    Raises Refused where --engine sql cannot be.
    """
    if engine == "rules" or (engine == "auto" and (pages or not _is_large(source))):
        if checked and engine == "rules":
            raise click.UsageError("--check is for the SQL plan, and not for --engine rules.")
        return None
    if pages:
        raise click.UsageError("Pages of advice are made by the engine: leave out --engine sql.")
    from advisor.portfolio.review_by_sql import SqlReviewer
    from advisor.portfolio.sources import is_parquet
    from advisor.sqlplan.many_reviews import NoSqlPlan

    try:
        reviewer = SqlReviewer(playbook, as_of, checked, jobs)
        return reviewer.batches_of_rows if is_parquet(source) else reviewer.batches
    except NoSqlPlan as why:
        if engine == "auto":
            return None
        raise Refused(f"{capitalized(str(why))}.") from None


def _is_large(source: str) -> bool:
    from advisor.portfolio.sources import is_parquet
    from advisor.sqlplan.parquet_files import is_folder_of_tables

    if is_parquet(source) or is_folder_of_tables(source):
        return True
    return os.path.isfile(source) and os.path.getsize(source) > _LARGE
