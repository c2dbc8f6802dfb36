"""What was done before: whether an action stands in its subject's history, and may come again."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf

from advisor.advice.model import SetAsideReason
from advisor.facts.rows import Facts, Row
from advisor.playbook.model import Action
from advisor.playbook.types import LAST_DAY, FieldType, Value, speak
from advisor.source.record import record

_DONE, _SNOOZED, _DISMISSED = SetAsideReason.DONE, SetAsideReason.SNOOZED, SetAsideReason.DISMISSED
_NEVER = inf  # the end of what holds for good, or nobody knows for how long


@record
class Hold:
    """Why an action rests: the reason, the event or whatever else is behind it, and a sentence.

    `put_off` rests it besides.
    """

    reason: SetAsideReason
    event: str
    because: str
    put_off: "Hold | None" = None

    @property
    def snooze(self) -> "Hold | None":
        """What puts the action off, be it the reason or not."""
        return self if self.reason is _SNOOZED else self.put_off


def hold(facts: Facts, action: Action, row: Row) -> Hold | None:
    """What keeps the action from being recommended again; None where nothing does.

    Where several events hold it, the one that does so for longest is named, of such the latest.
    """
    events = _events(facts, action.id, row)
    if not events:
        return None
    done = _last_done(facts, events)
    holds: list[tuple[tuple[float, int, int], Hold]] = []
    for event in events:
        end, held = _held_by(facts, action, row, event, done)
        if end > facts.as_of:
            holds.append(((end, _day(facts, event), event.index), held))
    holds.sort(key=lambda entry: entry[0])
    longest = holds[-1][1] if holds else None
    snoozes = [held for _, held in holds if held.reason is _SNOOZED]
    if longest is None or longest.reason is _SNOOZED or not snoozes:
        return longest
    return Hold(longest.reason, longest.event, longest.because, snoozes[-1])


def ends_of_holds(facts: Facts, action: Action, row: Row) -> Iterator[int]:
    """The days (ordinals) on which what now holds the action, in whatever way, holds it no longer."""
    events = _events(facts, action.id, row)
    done = _last_done(facts, events)
    for event in events:
        end, _ = _held_by(facts, action, row, event, done)
        if facts.as_of < end < _NEVER:
            yield int(end)


def _last_done(facts: Facts, events: Iterable[Row]) -> int:
    return max((_day(facts, event) for event in events if _status(facts, event) is _DONE), default=0)


def is_recorded(facts: Facts, action: str, row: Row) -> bool:
    """Whether the history knows that the action was done, put off or dismissed for the row."""
    return bool(_events(facts, action, row))


def _events(facts: Facts, action: str, row: Row) -> list[Row]:
    return facts.once("deeds", _by_action).get((action, row.entity, row.index), [])


def days_of_deeds(facts: Facts) -> set[int]:
    """The days (ordinals) of all that the histories tell of."""
    return {_day(facts, event) for events in facts.once("deeds", _by_action).values() for event in events}


def done_on_day(facts: Facts, actions: Mapping[str, Action]) -> Iterator[tuple[Row, Action, Row]]:
    """What the history says was done on the day of the review: the event, its action and its subject."""
    for (name, entity, _), events in facts.once("deeds", _by_action).items():
        action = actions.get(name)
        if action is None or action.entity != entity:
            continue
        for event in events:
            if _day(facts, event) == facts.as_of and _status(facts, event) is _DONE:
                yield event, action, event.links[entity]


def _by_action(facts: Facts) -> dict[tuple[str, str, int], list[Row]]:
    events: dict[tuple[str, str, int], list[Row]] = {}
    for entity in facts.schema.vocabulary.entities.values():
        if not entity.belongs_to or "did" not in entity.fields:
            continue
        for event in facts.rows[entity.name]:
            owner = event.links[entity.belongs_to]
            key = (str(facts.value(event, "did")), owner.entity, owner.index)
            events.setdefault(key, []).append(event)
    return events


def _held_by(facts: Facts, action: Action, row: Row, event: Row, done: int) -> tuple[float, Hold]:
    """Until when (an ordinal) and how an event holds the action, which was `done` last on that day."""
    day, status = _day(facts, event), _status(facts, event)
    if status is _DONE:
        end, because = _done(facts, action, row, day)
    else:
        until = _value(facts, event, "until")
        end = _NEVER if until is None else int(until)
        word = "Put off" if status is _SNOOZED else "Dismissed"
        because = f"{word} for good." if until is None else f"{word} until {speak(until, FieldType.DATE)}."
        if status is _SNOOZED and 0 < day <= done:
            end = 0  # it was done after all
    return end, Hold(status, event.path, because)


def _done(facts: Facts, action: Action, row: Row, day: int) -> tuple[float, str]:
    """Until when what was done rests, and in a sentence that promises nothing; 0 where things have moved."""
    repeat = action.repeat
    when = f"on {speak(day, FieldType.DATE)}" if day else "on a day that is not recorded"
    if repeat.days is not None and day:
        end = min(day + repeat.days, LAST_DAY)
        return end, f"Done {when}; on hold until {speak(end, FieldType.DATE)}."
    if repeat.after_activity and day:
        activity = facts.schema.vocabulary.entities[row.entity].activity
        if any(int(facts.value(row, name) or 0) > day for name in activity):
            return 0, ""
        rests = "no activity has been recorded since"
    elif repeat.after_activity:
        rests = "it is not known whether there was activity since"
    else:
        rests = "once is enough" if repeat.days is None else "how long to wait is not known"
    return _NEVER, f"Done {when}; {rests}."


def _day(facts: Facts, event: Row) -> int:
    """The day of an event, an ordinal; 0 where it is not known."""
    return int(_value(facts, event, "on") or 0)


def _status(facts: Facts, event: Row) -> SetAsideReason:
    """Done, whatever a vocabulary calls that, unless it was put off or dismissed."""
    status = _value(facts, event, "status")
    return SetAsideReason(str(status)) if status in (_SNOOZED, _DISMISSED) else _DONE


def _value(facts: Facts, event: Row, name: str) -> Value | None:
    """The value of a field that a vocabulary may do without."""
    slot = facts.schema.layouts[event.entity].slots.get(name)
    return None if slot is None else event.values[slot]
