"""What the options of `advisor log` ask for, held against the events that a playbook knows."""

import re
from collections.abc import Iterable

import click

from advisor.facts.deeds import DID, DISMISSED, DONE, NOTE, REPLY, SNOOZED, STATUS, UNTIL, Deed
from advisor.playbook.awaited import reads_field_of
from advisor.playbook.model import Rule
from advisor.playbook.quantities import LAST_DAY, FieldType, iso_date, read_value, speak
from advisor.playbook.reading import a
from advisor.playbook.vocabulary import Entity
from advisor.reports.printable import one_line
from advisor.source.characters import forbidden_in_value

_NONE = "none"
_SHORT = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


class Wanted:
    """What is to be recorded: `on` and `until` are ordinals, `note` is the reason for a dismissal too."""

    def __init__(
        self, on: int, snooze: str | None, dismiss: str | None, reply: str | None, note: str | None
    ) -> None:
        if sum(each is not None for each in (snooze, dismiss, reply)) > 1:
            raise click.UsageError("Give one of --snooze, --dismiss and --reply at a time.")
        if dismiss is not None and note is not None:
            raise click.UsageError("--dismiss has a reason already: put the note into it.")
        self.on, self.reply = on, reply
        self.until = None if snooze is None else _until(snooze, on)
        self.status = DONE if dismiss is None else DISMISSED
        if snooze is not None:
            self.status = SNOOZED
        self.note = _words(note, "'--note'") or _words(dismiss, "'--dismiss'")

    def refuse_after(self, last: int) -> None:
        """Raise what click shows, where the day of the record has not come on the `last` one that has."""
        if self.on > last:
            told = f"{speak(self.on, FieldType.DATE)} has not come yet: what is recorded has happened."
            raise click.BadParameter(told, param_hint="'--on'")

    def deed(self, action: str, history: Entity, owner: str, rules: Iterable[Rule]) -> Deed:
        """The deed as events of a history can hold it; `owner` is what people call whose history it is.

        Where one of the rules waits for the answer to what was done, there is none until it is recorded.
        Raises what click shows where they cannot.
        """
        told = f"what is recorded about {a(owner)}"
        known = history.fields.get(STATUS)
        lacking = known is None or self.status not in known.choices
        if self.status != DONE and (lacking or (self.until and UNTIL not in history.fields)):
            raise click.UsageError(f"By this playbook {told} cannot be {self.status}.")
        if self.note and NOTE not in history.fields:
            raise click.UsageError(f'By this playbook {told} has no "{NOTE}".')
        answer = history.fields.get(REPLY)
        choices = answer.choices if answer is not None else ()
        if self.reply is not None and self.reply not in choices:
            found = f'"{one_line(self.reply)}" is no answer here: write {" or ".join(choices)}.'
            raise click.BadParameter(found if choices else f"{told} has no reply.", param_hint="'--reply'")
        is_waiting = self.status == DONE and _NONE in choices
        is_waiting = is_waiting and reads_field_of(rules, history.name, REPLY, DID, action)
        return Deed(
            action,
            self.on,
            self.status,
            self.until,
            self.reply or "",
            self.note,
            answers=self.reply is not None,
            unanswered=_NONE if is_waiting else "",
        )


def _until(when: str, on: int) -> int:
    """The last day of a snooze that starts on a day: after so many days, or the day itself."""
    when = when.strip()
    short = re.fullmatch(r"(\d+) ?([dwmy])", when, re.ASCII)
    days = read_value(f"{short[1]} {_SHORT[short[2]]}" if short else when, FieldType.DAYS)
    day = read_value(when, FieldType.DATE)
    until = on + days if isinstance(days, int) else day
    if not isinstance(until, int):
        told = f'"{one_line(when)}" is no time: write 14d, 2w or 1m, or a day such as 2026-12-05.'
        raise click.BadParameter(told, param_hint="'--snooze'")
    if not on < until <= LAST_DAY:
        told = f'"{one_line(when)}" does not reach beyond {iso_date(on)}, the day of the record.'
        raise click.BadParameter(told, param_hint="'--snooze'")
    return until


def _words(text: str | None, option: str) -> str:
    """Words of the reader's own; "" for none."""
    if text is None:
        return ""
    if not text.strip():
        raise click.BadParameter("there is nothing in it; write a few words.", param_hint=option)
    if found := forbidden_in_value(text):
        raise click.BadParameter(f"it holds {found}; write it without.", param_hint=option)
    return text.strip()
