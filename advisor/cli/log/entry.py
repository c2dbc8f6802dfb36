"""One record of `advisor log`, put into the text of a state, and what comes of it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import click

from advisor.advice.api import Playbook
from advisor.advice.compare import Comparison, compare_advice, outcomes_of
from advisor.advice.items import Item, split_item
from advisor.advice.model import Advice
from advisor.advice.wording import ReviewWords
from advisor.cli.shared.action_argument import as_typed, read_item
from advisor.cli.shared.streams import CannotWrite
from advisor.engine.run import Run
from advisor.facts.history_edit import (
    DID,
    DISMISSED,
    DONE,
    NOTE,
    REPLY,
    SNOOZED,
    STATUS,
    UNTIL,
    HistoryEdit,
    HistoryEvent,
    done_since,
    edit_history,
    has_recorded,
    history_of,
    longer_rest,
)
from advisor.facts.rewrite_state import rewrite_state
from advisor.facts.rows import Facts, Row
from advisor.facts.state import State
from advisor.playbook.dependencies import reads_field_of
from advisor.playbook.model import Rule
from advisor.playbook.reading import a
from advisor.playbook.types import LAST_DAY, FieldType, iso_date, read_value, speak
from advisor.playbook.vocabulary import Entity
from advisor.reports.log import Logged, new_lines
from advisor.reports.terminal.printable import one_line
from advisor.source.encoding import forbidden_in_value
from advisor.source.record import record
from advisor.source.rewriting import CannotRewrite
from advisor.source.tree import Mapping
from advisor.source.yaml_writer import YamlStyle, YamlWriter

_NONE = "none"
_SHORT = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


class EventOptions:
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

    def deed(self, action: str, history: Entity, owner: str, rules: Iterable[Rule]) -> HistoryEvent:
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
        return HistoryEvent(
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


@record
class LogRecord:
    """A record in a state: its text before and after, and the advice that differs.

    `own_day` is the day of a review of the state (an ordinal), and `run` what follows from it on that day.
    """

    before: str
    after: str
    state: State
    own_day: int
    run: Run
    item: Item
    deed: HistoryEvent
    recording: HistoryEdit
    comparison: Comparison

    def logged(self, playbook: Playbook, *, is_written: bool) -> Logged:
        """What a reader is told of it."""
        naming = ReviewWords(playbook.program, self.run.view)
        return Logged(
            self.state.name,
            new_lines(self.before, self.after),
            _drawn(self.recording.event),
            is_written,
            self.item.action.id,
            naming.subject(self.item.row),
            naming.fill(self.item.action.title, self.item.row),
            self.comparison,
            self._next(),
        )

    def remarks(self) -> Iterator[str]:
        """What else a reader should know, in sentences."""
        on, own = self.recording.day or 0, self.own_day
        if own < on:
            yield (
                f"{self.state.name} says as_of: {date.fromordinal(own)}, and reviews of that day pass over "
                f"what was done later. Change as_of, or take it out, for the record of {_day(on)} to count."
            )
        if (was := self.recording.note) and self.before != self.after:
            yield f'It takes the place of this note: "{was}"'
        if (was := self.recording.reply) not in ("", self.deed.unanswered) and self.before != self.after:
            yield f"It takes the place of this reply: {was}"
        if self.deed.status == SNOOZED:
            tree = State.parse(self.after, self.state.name).tree
            done = done_since(tree, self.run.facts, self.item.row, self.deed)
            if done is not None:
                yield f"It was done on {_day(done)}, so that there is nothing to put off: this has no effect."
            longer = longer_rest(tree, self.run.facts, self.item.row, self.deed)
            if longer is not None:
                yield f"Another record keeps it away for longer: {_drawn(longer)}"

    def _next(self) -> str:
        """What to type when there is an answer; "" where none is to be expected."""
        is_answered = self.deed.reply not in ("", self.deed.unanswered)
        is_named = self.state.name != "-"
        if not self.deed.unanswered or is_answered or self.recording.found is not None or not is_named:
            return ""
        return f"{as_typed('log', self.state.name, self.item.name)} --reply yes"


def record_in(text: str, path: str, playbook: Playbook, named: str, wanted: EventOptions) -> LogRecord:
    """The record of what is `wanted` about ACTION[@SUBJECT] in the text of a state.

    Raises SourceError, and what click shows.
    """
    state = State.parse(text, path)
    run = playbook.run(state)
    own_day = run.facts.as_of
    advice = playbook.advise(run)
    item = read_item(named, playbook.content, run.facts, _usual(advice, run, named))
    deed = _deed(wanted, item, run.facts, playbook.content.rules)
    found = edit_history(state.tree, run.facts, item.row, deed)
    after = _written(text, path, found, item, run.facts)
    day = date.fromordinal(max(own_day, found.day or 0))
    before = advice if day.toordinal() == own_day else playbook.review(state, day)
    now = before if after == text else playbook.review(State.parse(after, path), day)
    return LogRecord(text, after, state, own_day, run, item, deed, found, compare_advice(before, now))


def _usual(advice: Advice, run: Run, named: str) -> list[Row]:
    """The rows that the advice names with the action; if there are none, those whose history does."""
    action, subject = split_item(named)
    if subject is not None:
        return []
    found = {(entity, key) for name, entity, key in outcomes_of(advice) if name == action}
    rows = [row for rows in run.facts.rows.values() for row in rows]
    advised = [row for row in rows if (row.entity, row.id) in found]
    return advised or [row for row in rows if has_recorded(run.facts, row, action)]


def _deed(wanted: EventOptions, item: Item, facts: Facts, rules: Iterable[Rule]) -> HistoryEvent:
    entity = facts.schema.vocabulary.entities[item.row.entity]
    history = history_of(facts, item.row)
    if history is None:
        raise click.UsageError(f"The playbook keeps no history of {entity.section}: nothing can be recorded.")
    return wanted.deed(item.action.id, history, entity.called or entity.name, rules)


def _written(text: str, path: str, found: HistoryEdit, item: Item, facts: Facts) -> str:
    try:
        return rewrite_state(text, path, found.changes, facts.schema)
    except CannotRewrite as error:
        told = f"{one_line(path)} is left as it is: {error}."
        by_hand = f"Write this by hand into the history of {one_line(item.row.path)}:"
        raise CannotWrite(f"{told} {by_hand}\n  - {one_line(_drawn(found.event))}") from None


def _drawn(event: Mapping) -> str:
    """An event on one line."""
    return YamlWriter(YamlStyle()).on_line(event)


def _day(ordinal: int) -> str:
    return speak(ordinal, FieldType.DATE)
