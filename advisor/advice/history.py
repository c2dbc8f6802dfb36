"""What was done before: whether an action stands in its subject's history, and may come again."""

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
    """Why an action rests: the reason, the event behind it, and a sentence.

    `put_off` is the event that puts it off at the same time, where the reason is another one.
    """

    reason: SetAsideReason
    event: str
    because: str
    put_off: "Hold | None" = None

    @property
    def snooze(self) -> "Hold | None":
        """What puts the action off, be it the reason or not."""
        return self if self.reason is _SNOOZED else self.put_off


@record
class _Holding:
    """An event that holds an action until `end`, an ordinal; `day` is that of the event, 0 if unknown."""

    hold: Hold
    day: int
    index: int
    end: float


def hold(facts: Facts, action: Action, row: Row) -> Hold | None:
    """What keeps the action from being recommended again; None where nothing does.

    Where several events hold it, the one that does so for longest is named, of such the latest.
    """
    events = facts.once("deeds", _deeds).get((action.id, row.entity, row.index), ())
    if not events:
        return None
    done = max((_day(facts, event) for event in events if _status(facts, event) is _DONE), default=0)
    holds = [found for event in events if (found := _holding(facts, action, row, event, done)) is not None]
    if not holds:
        return None
    holds.sort(key=lambda each: (each.end, each.day, each.index))
    longest = holds[-1].hold
    snoozes = [each.hold for each in holds if each.hold.reason is _SNOOZED]
    if longest.reason is _SNOOZED or not snoozes:
        return longest
    return Hold(longest.reason, longest.event, longest.because, snoozes[-1])


def is_recorded(facts: Facts, action: str, row: Row) -> bool:
    """Whether the history tells that the action was done, put off or dismissed for the row."""
    return bool(facts.once("deeds", _deeds).get((action, row.entity, row.index)))


def _deeds(facts: Facts) -> dict[tuple[str, str, int], list[Row]]:
    """The events that record a deed, by action and subject."""
    found: dict[tuple[str, str, int], list[Row]] = {}
    for entity in facts.schema.vocabulary.entities.values():
        if not entity.belongs_to or "did" not in entity.fields:
            continue
        for event in facts.rows[entity.name]:
            owner = event.links[entity.belongs_to]
            key = (str(facts.value(event, "did")), owner.entity, owner.index)
            found.setdefault(key, []).append(event)
    return found


def _holding(facts: Facts, action: Action, row: Row, event: Row, done: int) -> _Holding | None:
    """How an event holds the action, which was `done` last on that day; None where it no longer does."""
    day, status = _day(facts, event), _status(facts, event)
    if status is _DONE:
        found = _done(facts, action, row, day)
        end, because = found if found is not None else (0, "")
    elif status is _SNOOZED and 0 < day <= done:
        return None  # it was done after all
    else:
        until = _told(facts, event, "until")
        end = _NEVER if until is None else int(until)
        word = "Put off" if status is _SNOOZED else "Dismissed"
        because = f"{word} for good." if until is None else f"{word} until {speak(until, FieldType.DATE)}."
    if end <= facts.as_of:
        return None
    return _Holding(Hold(status, event.path, because), day, event.index, end)


def _done(facts: Facts, action: Action, row: Row, day: int) -> tuple[float, str] | None:
    """Until when a deed rests, and in a sentence; None where something has moved since.

    That day need not bring it back, since rules have a say too: the sentence promises nothing.
    """
    repeat = action.repeat
    when = f"on {speak(day, FieldType.DATE)}" if day else "on a day that is not recorded"
    if repeat.days is not None and day:
        end = min(day + repeat.days, LAST_DAY)
        return end, f"Done {when}; it rests until {speak(end, FieldType.DATE)}."
    if repeat.after_activity and day:
        if any(int(facts.value(row, name) or 0) > day for name in facts.schema.activity(row.entity)):
            return None
        return _NEVER, f"Done {when}; no activity is recorded since."
    if repeat.after_activity:
        return _NEVER, f"Done {when}; whether there was activity since is not known."
    if repeat.days is not None:
        return _NEVER, f"Done {when}; how long it rests is not known."
    return _NEVER, f"Done {when}; once is enough."


def _day(facts: Facts, event: Row) -> int:
    """The day of an event, an ordinal; 0 where it is not known."""
    return int(_told(facts, event, "on") or 0)


def _status(facts: Facts, event: Row) -> SetAsideReason:
    """Done, whatever a vocabulary calls that, unless it was put off or dismissed."""
    status = _told(facts, event, "status")
    return SetAsideReason(str(status)) if status in (_SNOOZED, _DISMISSED) else _DONE


def _told(facts: Facts, event: Row, name: str) -> Value | None:
    """The value of a field that a vocabulary may do without."""
    slot = facts.schema.layouts[event.entity].slots.get(name)
    return None if slot is None else event.values[slot]
