"""What was done, put off or dismissed, recorded in the text of a state, and what follows from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from advisor.advice.api import Playbook, ordinal_of
from advisor.advice.compare import Comparison, compare_advice, outcomes_of
from advisor.advice.history import is_recorded
from advisor.advice.items import Item, find_item, split_item
from advisor.advice.model import Advice
from advisor.advice.reviewed import Reviewed, reviewed_text
from advisor.engine.run import Run
from advisor.facts.history_edit import (
    DID,
    DONE,
    NOTE,
    REPLY,
    STATUS,
    UNTIL,
    HistoryEdit,
    HistoryEvent,
    edit_history,
    history_of,
)
from advisor.facts.not_written import not_written
from advisor.facts.rewrite_state import rewrite_state
from advisor.facts.rows import Facts, Row
from advisor.facts.state import State
from advisor.facts.typed.choices import read_typed_choice
from advisor.playbook.dependencies import reads_field_of
from advisor.playbook.model import Rule
from advisor.playbook.reading import a
from advisor.playbook.types import FieldType, Mismatch, speak
from advisor.source.errors import EventError
from advisor.source.record import record
from advisor.source.rewriting import CannotRewrite
from advisor.source.tree import Mapping
from advisor.source.yaml_writer import YamlStyle, YamlWriter

_NONE = "none"


class CannotRecord(CannotRewrite):
    """Why a state's text is left to its author, who can write the `event` into the history at `path`."""

    def __init__(self, reason: str, path: str, event: str) -> None:
        self.path, self.event = path, event
        super().__init__(reason)


@record
class EventRecord:
    """An event recorded in a state: the text before and after, and how the advice of that day changes.

    `own_day` (an ordinal) is the day of a review of the state, and `run` what follows from it then.
    """

    before: str
    after: str
    state: State
    own_day: int
    run: Run
    item: Item
    event: HistoryEvent
    edit: HistoryEdit
    comparison: Comparison


def record_event(
    playbook: Playbook,
    text: str,
    item: str,
    *,
    on: date | str,
    status: str = DONE,
    until: date | str | None = None,
    reply: str | None = None,
    note: str = "",
    name: str = "<text>",
    today: date | None = None,
    before: Reviewed | None = None,
) -> EventRecord:
    """Record in the text of a state what became of ACTION[@SUBJECT] on a day.

    `status` is "done", "snoozed" (`until` a day) or "dismissed" (`note` says why).  A `reply` belongs to the
    last such event.  Diagnostics call the text `name`; `before` is an earlier review, perhaps of this text.
    Raises StateError, SelectionError about the item, EventError for what the playbook's histories cannot hold
    or what has not happened by `today`, and CannotRecord where the text cannot be changed with certainty.
    """
    there = reviewed_text(playbook, name, text, before)
    state, run, advice = there.state, there.run, there.advice
    own_day = run.facts.as_of
    target = find_item(item, playbook.content, run.facts, _usual_rows(advice, run, item))
    draft = HistoryEvent(
        target.action.id,
        ordinal_of(on),
        status,
        None if until is None else ordinal_of(until),
        reply or "",
        note,
        answers=reply is not None,
    )
    event = _fitting(draft, reply, target.row, run.facts, playbook.content.rules)
    edit = edit_history(state.tree, run.facts, target.row, event)
    try:
        after = rewrite_state(text, name, edit.changes, run.facts.schema, state)
    except CannotRewrite as error:
        raise CannotRecord(str(error), target.row.path, on_one_line(edit.event)) from None
    day = date.fromordinal(max(own_day, edit.day or 0))
    old = advice if day.toordinal() == own_day else playbook.review(state, day)
    with not_written(name):
        new = old if after == text else playbook.review(State.parse(after, name), day)
    if event.on > max(own_day, (today or date.today()).toordinal()):
        reason = f"{speak(event.on, FieldType.DATE)} is still to come: record only what has happened."
        raise EventError(reason, "on")
    return EventRecord(text, after, state, own_day, run, target, event, edit, compare_advice(old, new))


def on_one_line(event: Mapping) -> str:
    """An event as YAML on one line."""
    return YamlWriter(YamlStyle()).on_line(event)


def _usual_rows(advice: Advice, run: Run, item: str) -> list[Row]:
    """The rows that the advice names with the action; if there are none, those whose history does."""
    action, subject = split_item(item)
    if subject is not None:
        return []
    outcomes, rows = outcomes_of(advice), [row for rows in run.facts.rows.values() for row in rows]
    advised = [row for row in rows if (action, row.entity, row.name) in outcomes]
    return advised or [row for row in rows if is_recorded(run.facts, action, row)]


def _fitting(
    event: HistoryEvent, reply: str | None, row: Row, facts: Facts, rules: Sequence[Rule]
) -> HistoryEvent:
    """The event as the history of a row can hold it, waiting for an answer where a rule does.

    Raises EventError where it cannot hold it.
    """
    entity = facts.schema.vocabulary.entities[row.entity]
    history = history_of(facts, row)
    if history is None:
        raise EventError(f"The playbook keeps no history of {entity.section}: it cannot be recorded.")
    subject = f"what is recorded about {a(entity.called or entity.name)}"
    known = history.fields.get(STATUS)
    lacking = known is None or event.status not in known.choices
    if event.status != DONE and (lacking or (event.until and UNTIL not in history.fields)):
        raise EventError(f"By this playbook {subject} cannot be {event.status}.")
    if event.note and NOTE not in history.fields:
        raise EventError(f'By this playbook {subject} has no "{NOTE}".')
    answer = history.fields.get(REPLY)
    choices = answer.choices if answer is not None else ()
    if reply is not None:
        chosen = read_typed_choice(reply, choices, "")
        if isinstance(chosen, Mismatch):
            reason = f'"{reply.strip()}" is not an answer here: write {" or ".join(choices)}.'
            raise EventError(reason if choices else f"{subject} has no reply.", "reply")
        event = replace(event, reply=chosen)
    is_waiting = event.status == DONE and _NONE in choices
    if is_waiting and reads_field_of(rules, history.name, REPLY, DID, event.action):
        return replace(event, unanswered=_NONE)
    return event
