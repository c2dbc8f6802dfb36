"""What was done before: whether an action stands in its subject's history, and may come again."""

from advisor.advice.model import SetAsideReason
from advisor.facts.rows import Facts, Row
from advisor.playbook.model import Action
from advisor.playbook.quantities import LAST_DAY, FieldType, Value, speak
from advisor.source.record import record


@record
class Hold:
    """Why an action rests: the reason, the event behind it, and a sentence."""

    reason: SetAsideReason
    event: str
    because: str


def hold(facts: Facts, action: Action, row: Row) -> Hold | None:
    """What keeps the action from being recommended again; None where nothing does.

    Where several events hold it, the latest is named.
    """
    holds = []
    for event in facts.once("deeds", _deeds).get((action.id, row.entity, row.index), ()):
        on = _told(facts, event, "on")
        day = int(on) if on is not None else None
        found = _hold(facts, action, row, event, day)
        if found is not None:
            holds.append((day or 0, event.index, found))
    return max(holds, key=lambda each: each[:2])[2] if holds else None


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


def _hold(facts: Facts, action: Action, row: Row, event: Row, day: int | None) -> Hold | None:
    status = _told(facts, event, "status")
    if status in ("snoozed", "dismissed"):
        until = _told(facts, event, "until")
        if until is not None and int(until) <= facts.as_of:
            return None
        word = "Put off" if status == "snoozed" else "Dismissed"
        end = f" until {speak(until, FieldType.DATE)}" if until is not None else " for good"
        return Hold(SetAsideReason(str(status)), event.path, f"{word}{end}.")
    again = _again(facts, action, row, day)
    if again is None:
        return None
    when = f"on {speak(day, FieldType.DATE)}" if day is not None else "on a day that is not recorded"
    return Hold(SetAsideReason.DONE, event.path, f"Done {when}; {again}.")


def _told(facts: Facts, event: Row, name: str) -> Value | None:
    """The value of a field that a vocabulary may do without."""
    slot = facts.schema.layouts[event.entity].slots.get(name)
    return None if slot is None else event.values[slot]


def _again(facts: Facts, action: Action, row: Row, day: int | None) -> str | None:
    """When a done action may come again, in words; None where it may already."""
    repeat = action.repeat
    if repeat.days is not None and day is not None:
        back = min(day + repeat.days, LAST_DAY)
        return None if back <= facts.as_of else f"it may come again on {speak(back, FieldType.DATE)}"
    if repeat.after_activity and day is not None:
        moved = any(int(facts.value(row, name) or 0) > day for name in facts.schema.activity(row.entity))
        return None if moved else "nothing has moved since"
    return "once is enough" if repeat.days is None else "when it may come again is not known"
