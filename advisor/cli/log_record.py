"""One record of `advisor log`, put into the text of a state, and what comes of it."""

from collections.abc import Iterable, Iterator
from datetime import date

import click

from advisor.advice.compare import Comparison, compare_advice, standings
from advisor.advice.items import Item, split_item
from advisor.advice.library import Playbook
from advisor.advice.model import Advice
from advisor.advice.naming import Naming
from advisor.cli.item import as_typed, read_item
from advisor.cli.log_options import Wanted
from advisor.cli.screen import CannotWrite
from advisor.engine.run import Run
from advisor.facts.deeds import (
    SNOOZED,
    Deed,
    Recording,
    done_since,
    has_recorded,
    history_of,
    longer_rest,
    recording,
)
from advisor.facts.rows import Facts, Row
from advisor.facts.state import State
from advisor.facts.writing import CannotRewrite, written
from advisor.playbook.model import Rule
from advisor.playbook.quantities import FieldType, speak
from advisor.reports.log_text import Logged, new_lines
from advisor.reports.printable import one_line
from advisor.source.drawing import Drawer, Habits
from advisor.source.record import record
from advisor.source.tree import Mapping


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
    deed: Deed
    recording: Recording
    comparison: Comparison

    def logged(self, playbook: Playbook, *, is_written: bool) -> Logged:
        """What a reader is told of it."""
        naming = Naming(playbook.program, self.run.view)
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


def record_in(text: str, path: str, playbook: Playbook, named: str, wanted: Wanted) -> LogRecord:
    """The record of what is `wanted` about ACTION[@SUBJECT] in the text of a state.

    Raises SourceError, and what click shows.
    """
    state = State.parse(text, path)
    run = playbook.run(state)
    own_day = run.facts.as_of
    advice = playbook.advise(run)
    item = read_item(named, playbook.content, run.facts, _usual(advice, run, named))
    deed = _deed(wanted, item, run.facts, playbook.content.rules)
    found = recording(state.tree, run.facts, item.row, deed)
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
    found = {(entity, key) for name, entity, key in standings(advice) if name == action}
    rows = [row for rows in run.facts.rows.values() for row in rows]
    advised = [row for row in rows if (row.entity, row.id) in found]
    return advised or [row for row in rows if has_recorded(run.facts, row, action)]


def _deed(wanted: Wanted, item: Item, facts: Facts, rules: Iterable[Rule]) -> Deed:
    entity = facts.schema.vocabulary.entities[item.row.entity]
    history = history_of(facts, item.row)
    if history is None:
        raise click.UsageError(f"The playbook keeps no history of {entity.section}: nothing can be recorded.")
    return wanted.deed(item.action.id, history, entity.called or entity.name, rules)


def _written(text: str, path: str, found: Recording, item: Item, facts: Facts) -> str:
    try:
        return written(text, path, found.changes, facts.schema)
    except CannotRewrite as error:
        told = f"{one_line(path)} is left as it is: {error}."
        by_hand = f"Write this by hand into the history of {one_line(item.row.path)}:"
        raise CannotWrite(f"{told} {by_hand}\n  - {one_line(_drawn(found.event))}") from None


def _drawn(event: Mapping) -> str:
    """An event on one line."""
    return Drawer(Habits()).on_line(event)


def _day(ordinal: int) -> str:
    return speak(ordinal, FieldType.DATE)
