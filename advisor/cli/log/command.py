"""`advisor log`: what was done, put off or dismissed, recorded in the state for the reviews to come."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.log.entry import EventOptions
from advisor.cli.shared.action_argument import METAVAR
from advisor.cli.shared.options import read_day, rules_option, without_option
from advisor.cli.shared.state_file import refuse_unwritable, rewrite_state
from advisor.cli.shared.state_options import given_playbook, warn_about_state
from advisor.cli.shared.streams import style_of, write, write_error

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.cli.log.entry import LogRecord


@click.command(short_help="Record what was done, put off or dismissed.")
@click.argument("state")
@click.argument("item", metavar=METAVAR)
@click.option(
    "--snooze",
    metavar="WHEN",
    help="Put it off: for 14d, 2w or 1m (14 days, 2 weeks, 30 days), or until a day such as 2026-12-05.",
)
@click.option(
    "--dismiss", metavar="REASON", help="Do not want it: keep it out of the advice for good, and say why."
)
@click.option(
    "--reply",
    metavar="ANSWER",
    help="What came back, such as yes, no or none: belongs to the last such deed.",
)
@click.option(
    "--on", "day", callback=read_day, metavar="DATE", help="The day on which it was, if it was not today."
)
@click.option("--note", metavar="TEXT", help="A note to keep with it.")
@click.option("--dry-run", is_flag=True, help="Show what would be recorded, and write nothing.")
@rules_option
@without_option
def log(
    state: str,
    item: str,
    *,
    snooze: str | None,
    dismiss: str | None,
    reply: str | None,
    day: date | None,
    note: str | None,
    dry_run: bool,
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Record in STATE that ACTION was done for SUBJECT, and show what the next review makes of it.

    The record goes into the history of the contract, the client or the profile; all else in the file stays
    as it is. SUBJECT is an id, such as c-101; it may be left out where there is no choice.

    \b
    Example:
      advisor log scenarios/states/newcomer.yaml talk-it-through@c-301 --dry-run
      advisor log scenarios/states/newcomer.yaml leave-feedback@c-302 --snooze 3d --dry-run
      advisor log scenarios/states/newcomer.yaml talk-it-through@c-301 --reply yes --dry-run
    """
    if not dry_run:
        refuse_unwritable(state)
    wanted = EventOptions((day or date.today()).toordinal(), snooze, dismiss, reply, note)
    playbook = given_playbook(rules, without)
    made = _recorded(state, playbook, item, wanted, dry_run)
    from advisor.facts.state import State
    from advisor.reports.log import log_text

    there = State.parse(made.before if dry_run else made.after, state)  # lines may stand elsewhere now
    warn_about_state(playbook.run(there).facts, None)
    write(log_text(made.logged(playbook, is_written=not dry_run), style_of(sys.stdout)))
    for remark in made.remarks():
        write_error(style_of(sys.stderr).clean(remark) + "\n")


def _recorded(path: str, playbook: "Playbook", item: str, wanted: EventOptions, dry_run: bool) -> "LogRecord":
    """The record, written unless it is a dry run."""
    from advisor.cli.log.entry import record_in

    made: list[LogRecord] = []

    def change(text: str) -> str:
        made.append(record_in(text, path, playbook, item, wanted))
        wanted.refuse_after(max(made[-1].own_day, date.today().toordinal()))
        return made[-1].after

    if dry_run:
        from advisor.source.atomic_write import read_whole

        change(read_whole(path))
    else:
        rewrite_state(path, change)
    return made[-1]
