"""What became of an item, as it was typed, recorded in the text of a state."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.shared.action_argument import METAVAR, naming
from advisor.cli.shared.streams import CannotWrite
from advisor.reports.terminal.printable import one_line
from advisor.source.encoding import forbidden_in_value
from advisor.source.errors import EventError

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.record_event import EventRecord
    from advisor.advice.reviewed import Reviewed


def last_day(snooze: str, on: date, hint: str) -> date:
    """The last day of a snooze that starts on a day: after so many days, or the day itself.

    `hint` names the parameter in what click shows.
    """
    from advisor.facts.typed.days import read_typed_day, refused_day
    from advisor.facts.typed.lean import Lean
    from advisor.playbook.types import Mismatch

    when, start = snooze.strip(), on.toordinal()
    until = read_typed_day(when, start, Lean.LATER)
    if isinstance(until, Mismatch):
        reason = refused_day(one_line(when), until, "1d, 2w or 2026-12-05")
        raise click.BadParameter(reason, param_hint=hint)
    if until <= start:
        record = f"not later than {on.isoformat()}, the day of the record"
        later = "no day to come" if hint == "'WHEN'" else record
        reason = f'"{one_line(when)}" is {later}. Try friday, 2w or 2026-12-05.'
        raise click.BadParameter(reason, param_hint=hint)
    return date.fromordinal(until)


def own_words(text: str | None, hint: str) -> str:
    """Words of the reader's own; "" for none."""
    if text is None:
        return ""
    if not text.strip():
        raise click.BadParameter("write a few words; this is empty.", param_hint=hint)
    if sign := forbidden_in_value(text):
        raise click.BadParameter(f"it holds {sign}; write it without.", param_hint=hint)
    return text.strip()


def recorded(
    playbook: "Playbook",
    text: str,
    path: str,
    item: str,
    event: Mapping[str, Any],
    *,
    today: date,
    hints: Mapping[str, str] | None = None,
    before: "Reviewed | None" = None,
) -> "EventRecord":
    """The record of an event in the text of a state.  Raises SourceError, and what click shows.

    `event` and `before` are as `record_event` takes them; `hints` names its arguments in what click shows.
    """
    from advisor.advice.record_event import CannotRecord, record_event

    try:
        with naming((hints or {}).get("item", METAVAR)):
            return record_event(playbook, text, item, name=path, today=today, before=before, **event)
    except EventError as error:
        reason = one_line(str(error))
        if not error.argument:
            raise click.UsageError(reason) from None
        hint = (hints or {}).get(error.argument, f"'--{error.argument}'")
        raise click.BadParameter(reason, param_hint=hint) from None
    except CannotRecord as error:
        reason = f"{one_line(path)} is left as it is: {error}."
        by_hand = f"Write this by hand into the history of {one_line(error.path)}:"
        raise CannotWrite(f"{reason} {by_hand}\n  - {one_line(error.event)}") from None


def remarks_on(made: "EventRecord") -> Iterator[str]:
    """What a reader has to know of a record besides, in sentences."""
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
