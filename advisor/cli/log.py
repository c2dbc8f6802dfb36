"""`advisor log`: what was done, put off or dismissed, recorded in the state for the reviews to come."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.shared.action_argument import METAVAR, as_typed
from advisor.cli.shared.completion import names
from advisor.cli.shared.listed_items import item_named
from advisor.cli.shared.options import read_past_day, rules_option, without_option
from advisor.cli.shared.recording import last_day, own_words, recorded, remarks_on
from advisor.cli.shared.state_argument import CommandOnState, state_argument
from advisor.cli.shared.state_file import open_state_file, refuse_unwritable
from advisor.cli.shared.state_options import given_playbook, warn_about_state
from advisor.cli.shared.streams import style_of, write, write_error
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.record_event import EventRecord
    from advisor.reports.log import Logged


@click.command(cls=CommandOnState, short_help="Record what you did, put off or dismissed.")
@state_argument
@click.argument("item", metavar=METAVAR, shell_complete=names(actions=True))
@click.option(
    "--snooze",
    metavar="WHEN",
    help="Put it off for 14d, 2w or 1m, or until a day such as friday or 2026-12-05.",
)
@click.option("--dismiss", metavar="REASON", help="Dismiss for good, with a reason.")
@click.option(
    "--reply",
    metavar="ANSWER",
    help="The answer you got to the last one you recorded, such as yes, no or none.",
)
@click.option("--on", "day", callback=read_past_day, metavar="DATE", help="The day you did it, if not today.")
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
    """Record in STATE that you did ACTION for SUBJECT, and show how the advice changes.

    The record goes into the history of the contract, the client or the profile; the rest of the file stays
    as it is. SUBJECT is an id, such as c-101; leave it out where there is only one.
    Without STATE, the one that advisor.yaml names is taken. A number stands for the item that had it in the
    list that advisor today showed last.

    \b
    Example:
      advisor log scenarios/states/newcomer.yaml talk-it-through@c-301 --dry-run
      advisor log scenarios/states/newcomer.yaml leave-feedback@c-302 --snooze 3d --dry-run
      advisor log scenarios/states/newcomer.yaml talk-it-through@c-301 --reply yes --dry-run
    """
    if not dry_run:
        refuse_unwritable(state)
    item = item_named(item, state)
    event = _event(day or date.today(), snooze, dismiss, reply, note)
    playbook = given_playbook(rules, without)
    with open_state_file(state, dry_run=dry_run) as file:
        made = recorded(playbook, file.text, state, item, event, today=date.today())
        file.text, file.what = made.after, f"{made.item.name} ({made.event.status})"
    from advisor.facts.state import State
    from advisor.reports.log import log_text

    there = State.parse(made.before if dry_run else made.after, state)  # lines may stand elsewhere now
    warn_about_state(playbook.run(there).facts, None)
    done = "" if dry_run else f"It is recorded in {one_line(state)}."
    write(log_text(_page_of(made, playbook, is_written=not dry_run), style_of(sys.stdout)), done=done)
    for remark in remarks_on(made):
        write_error(style_of(sys.stderr).clean(remark) + "\n")


def _event(
    on: date, snooze: str | None, dismiss: str | None, reply: str | None, note: str | None
) -> dict[str, Any]:
    """What the options tell of the event, as the library takes it, or a usage error."""
    from advisor.facts.history_edit import DISMISSED, DONE, SNOOZED

    if sum(option is not None for option in (snooze, dismiss, reply)) > 1:
        raise click.UsageError("Give one of --snooze, --dismiss and --reply at a time.")
    if dismiss is not None and note is not None:
        raise click.UsageError("--dismiss takes a reason already: put the note there.")
    return {
        "on": on,
        "until": None if snooze is None else last_day(snooze, on, "'--snooze'"),
        "status": SNOOZED if snooze is not None else DONE if dismiss is None else DISMISSED,
        "note": own_words(note, "'--note'") or own_words(dismiss, "'--dismiss'"),
        "reply": reply,
    }


def _page_of(made: "EventRecord", playbook: "Playbook", *, is_written: bool) -> "Logged":
    from advisor.advice.names import ReviewWords
    from advisor.advice.record_event import on_one_line
    from advisor.reports.log import Logged, new_lines

    words = ReviewWords(playbook.program, made.run.view)
    event, row = made.event, made.item.row
    is_answered = event.reply not in ("", event.unanswered)
    answer = ""
    if event.unanswered and not is_answered and made.edit.found is None and made.state.name != "-":
        answer = f"{as_typed('log', made.state.name, made.item.name)} --reply yes"
    return Logged(
        made.state.name,
        new_lines(made.before, made.after),
        on_one_line(made.edit.event),
        is_written,
        event.action,
        words.subject(row),
        words.fill(made.item.action.title, row),
        made.comparison,
        answer,
    )
