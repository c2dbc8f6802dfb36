"""`advisor log`: what was done, put off or dismissed, recorded in the state for the reviews to come."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.shared.action_argument import METAVAR, as_typed, naming
from advisor.cli.shared.completion import names
from advisor.cli.shared.options import read_past_day, rules_option, without_option
from advisor.cli.shared.state_argument import CommandOnState, state_argument
from advisor.cli.shared.state_file import open_state_file, refuse_unwritable
from advisor.cli.shared.state_options import given_playbook, warn_about_state
from advisor.cli.shared.streams import CannotWrite, style_of, write, write_error
from advisor.reports.terminal.printable import one_line
from advisor.source.encoding import forbidden_in_value
from advisor.source.errors import EventError

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
    Without STATE, the one that advisor.yaml names is taken.

    \b
    Example:
      advisor log scenarios/states/newcomer.yaml talk-it-through@c-301 --dry-run
      advisor log scenarios/states/newcomer.yaml leave-feedback@c-302 --snooze 3d --dry-run
      advisor log scenarios/states/newcomer.yaml talk-it-through@c-301 --reply yes --dry-run
    """
    if not dry_run:
        refuse_unwritable(state)
    event = _event(day or date.today(), snooze, dismiss, reply, note)
    playbook = given_playbook(rules, without)
    with open_state_file(state, dry_run=dry_run) as file:
        made = _record(playbook, file.text, state, item, event)
        file.text = made.after
    from advisor.facts.state import State
    from advisor.reports.log import log_text

    there = State.parse(made.before if dry_run else made.after, state)  # lines may stand elsewhere now
    warn_about_state(playbook.run(there).facts, None)
    write(log_text(_page_of(made, playbook, is_written=not dry_run), style_of(sys.stdout)))
    for remark in _remarks(made):
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
        "until": None if snooze is None else _last_day(snooze, on),
        "status": SNOOZED if snooze is not None else DONE if dismiss is None else DISMISSED,
        "note": _own_words(note, "'--note'") or _own_words(dismiss, "'--dismiss'"),
        "reply": reply,
    }


def _last_day(snooze: str, on: date) -> date:
    """The last day of a snooze that starts on a day: after so many days, or the day itself."""
    from advisor.facts.typed.days import read_typed_day, refused_day
    from advisor.facts.typed.lean import Lean
    from advisor.playbook.types import Mismatch

    when, start = snooze.strip(), on.toordinal()
    until = read_typed_day(when, start, Lean.LATER)
    if isinstance(until, Mismatch):
        reason = refused_day(one_line(when), until, "1d, 2w or 2026-12-05")
        raise click.BadParameter(reason, param_hint="'--snooze'")
    if until <= start:
        reason = f'"{one_line(when)}" is not later than {on.isoformat()}, the day of the record.'
        raise click.BadParameter(reason, param_hint="'--snooze'")
    return date.fromordinal(until)


def _own_words(text: str | None, option: str) -> str:
    """Words of the reader's own; "" for none."""
    if text is None:
        return ""
    if not text.strip():
        raise click.BadParameter("it is empty; write a few words.", param_hint=option)
    if sign := forbidden_in_value(text):
        raise click.BadParameter(f"it holds {sign}; write it without.", param_hint=option)
    return text.strip()


def _record(playbook: "Playbook", text: str, path: str, item: str, event: Mapping[str, Any]) -> "EventRecord":
    """The record in the text of a state.  Raises SourceError, and what click shows."""
    from advisor.advice.record_event import CannotRecord, record_event

    try:
        with naming():
            return record_event(playbook, text, item, name=path, today=date.today(), **event)
    except EventError as error:
        reason = one_line(str(error))
        if not error.argument:
            raise click.UsageError(reason) from None
        raise click.BadParameter(reason, param_hint=f"'--{error.argument}'") from None
    except CannotRecord as error:
        reason = f"{one_line(path)} is left as it is: {error}."
        by_hand = f"Write this by hand into the history of {one_line(error.path)}:"
        raise CannotWrite(f"{reason} {by_hand}\n  - {one_line(error.event)}") from None


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


def _remarks(made: "EventRecord") -> Iterator[str]:
    from advisor.advice.record_event import on_one_line
    from advisor.facts.history_edit import NOTE, REPLY, SNOOZED, done_since, longer_rest
    from advisor.facts.state import State
    from advisor.reports.wording import long_day

    name, own = made.state.name, made.own_day
    if own < (on := made.edit.day or 0):
        yield (
            f"{name} has as_of: {date.fromordinal(own)}, so reviews ignore what was done after that day. "
            f"Change or remove as_of for the record of {long_day(on)} to count."
        )
    if (note := made.edit.replaced(NOTE)) and made.before != made.after:
        yield f'It replaces this note: "{note}"'
    if (reply := made.edit.replaced(REPLY)) not in ("", made.event.unanswered) and made.before != made.after:
        yield f"It replaces this reply: {reply}"
    if made.event.status == SNOOZED:
        subject = State.parse(made.after, name).tree, made.run.facts, made.item.row, made.event
        done = done_since(*subject)
        if done is not None:
            yield f"It was already done on {long_day(done)}, so there is nothing to put off."
        longer = longer_rest(*subject)
        if longer is not None:
            yield f"Another record keeps it on hold for longer: {on_one_line(longer)}"
