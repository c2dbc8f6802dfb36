"""`advisor rules sql`: the playbook as SQL for a warehouse."""

from datetime import date

import click

from advisor.cli.rules.selection import whole_playbook
from advisor.cli.shared.options import read_day, rules_option
from advisor.cli.shared.output_file import output_option, write_files
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.streams import write
from advisor.reports.wording import capitalized
from advisor.source.errors import SelectionError
from advisor.sqlplan.dialects import DIALECTS, DUCKDB


@click.command("sql")
@rules_option
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default=DUCKDB,
    show_default=True,
    help="Whose SQL. That of DuckDB is held to the engine; the others are translated, and not tried.",
)
@click.option(
    "--as-of",
    callback=read_day,
    metavar="DATE",
    help="The day of all reviews. Else the table of reviews has a day for each.",
)
@output_option
def rules_sql(*, rules: tuple[str, ...], dialect: str, as_of: date | None, output: str | None) -> None:
    """Print the playbook as SQL: from tables of facts to ranked advice.

    What the playbook says that SQL cannot is told by: advisor check --target sql

    \b
    Example:
      advisor rules sql --dialect duckdb --as-of 2026-11-21 -o advice.sql
    """
    from advisor.sqlplan.plan import Plan
    from advisor.sqlplan.script import sql_script

    plan = Plan(whole_playbook(rules), None if as_of is None else as_of.toordinal())
    try:
        if plan.problems:
            first = plan.problems[0]
            raise SelectionError(f"{first.location}: {first.message}", "advisor check --target sql tells all")
        script = sql_script(plan, dialect)
    except SelectionError as error:
        raise Refused(f"{capitalized(error.message)}; {error.hint}.") from None
    if output is None:
        write(script)
    else:
        write_files({output: script})
