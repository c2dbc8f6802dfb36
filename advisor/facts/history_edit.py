"""A deed put into the history of its subject: a further event, or a change of one that records it already.

What a history means for advice stands in `advice/history.py`.
"""

from collections.abc import Iterable

from advisor.facts.rows import Facts, Row, child_nodes
from advisor.playbook.types import FieldType, iso_date, plain, read_value
from advisor.playbook.vocabulary import Entity
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, text_under

DID, ON, STATUS, UNTIL, REPLY, NOTE = "did", "on", "status", "until", "reply", "note"
_ORDER = (DID, ON, STATUS, UNTIL, REPLY, NOTE)
DONE, SNOOZED, DISMISSED = "done", "snoozed", "dismissed"


@record
class HistoryEvent:
    """What is to be recorded; days are ordinals.

    With `answers` the reply is all that is new: it belongs to the last such deed, on whatever day that was.
    `unanswered` is the reply of a new event while there is none.
    """

    action: str
    on: int
    status: str = DONE
    until: int | None = None
    reply: str = ""
    note: str = ""
    answers: bool = False
    unanswered: str = ""


@record
class HistoryEdit:
    """The `changes` that record a deed, as `override` takes them; none where it stands there already.

    `found` is the event that records it already, and whose fields change.
    """

    changes: Mapping
    event: Mapping
    found: Mapping | None = None

    @property
    def day(self) -> int | None:
        """The day of the event, an ordinal."""
        return _day(self.event, ON)

    def replaced(self, name: str) -> str:
        """The note, or the reply, of the event that is found, where another one takes its place; "" else."""
        was = text_under(self.found, name) if self.found is not None else ""
        return "" if was == text_under(self.event, name) else was


def history_of(facts: Facts, row: Row) -> Entity | None:
    """The kind of events in which deeds for a row are recorded; None where the vocabulary has none."""
    children = facts.schema.children.get(row.entity, ())
    return next((child for child in children if child.records_deeds), None)


def edit_history(tree: Mapping, facts: Facts, row: Row, deed: HistoryEvent) -> HistoryEdit:
    """How to record a deed for a row; its entity has a history."""
    history = history_of(facts, row)
    assert history is not None
    events = child_nodes(tree, facts, row, history.section)
    stem, at = f"{row.path}.{history.section}", row.place or tree.location
    wanted = _fields(deed, history)
    number = _same(events, history, deed)
    if number is None:
        if deed.unanswered and not deed.reply:
            wanted = {**wanted, REPLY: deed.unanswered}
        new = Mapping(tuple(_entry(name, wanted[name], at) for name in _ORDER if name in wanted), at)
        return HistoryEdit(Mapping((Entry(Scalar(f"{stem}.{len(events)}", False, at), new),), at), new)
    same = events[number]
    assert isinstance(same, Mapping)
    if deed.answers:
        wanted = {name: value for name, value in wanted.items() if name in (REPLY, NOTE)}
    changed = {name: value for name, value in wanted.items() if _differs(same, history, name, value)}
    changes = tuple(_entry(name, value, at, f"{stem}.{number}.{name}") for name, value in changed.items())
    kept = tuple(entry for entry in same.entries if entry.key.text not in changed)
    event = Mapping((*kept, *(_entry(name, value, at) for name, value in changed.items())), at)
    return HistoryEdit(Mapping(changes, at), event, same)


def longer_rest(tree: Mapping, facts: Facts, row: Row, deed: HistoryEvent) -> Mapping | None:
    """An event that puts a snoozed action off for longer than the deed does, or forever; None for no such."""
    events = _events_of(tree, facts, row, deed.action)
    done = _last_done(events)
    for event in events:
        until = _day(event, UNTIL)
        if _rests(event, done) and (until is None or until > (deed.until or 0)):
            return event
    return None


def done_since(tree: Mapping, facts: Facts, row: Row, deed: HistoryEvent) -> int | None:
    """The day (an ordinal) on which a snoozed action was done after all; None where it was not."""
    done = _last_done(_events_of(tree, facts, row, deed.action))
    return done if done >= deed.on else None


def _events_of(tree: Mapping, facts: Facts, row: Row, action: str) -> list[Mapping]:
    """The events in the history of a row that record an action."""
    history = history_of(facts, row)
    events = child_nodes(tree, facts, row, history.section) if history is not None else ()
    return [event for event in events if isinstance(event, Mapping) and text_under(event, DID) == action]


def _last_done(events: Iterable[Node]) -> int:
    done = [event for event in events if text_under(event, STATUS) in ("", DONE)]
    return max((_day(event, ON) or 0 for event in done), default=0)


def _rests(event: Mapping, done: int) -> bool:
    """Whether an event puts off or dismisses what was last `done` on a day; a deed ends what was put off."""
    status = text_under(event, STATUS)
    return status == DISMISSED or (status == SNOOZED and not 0 < (_day(event, ON) or 0) <= done)


def _fields(deed: HistoryEvent, history: Entity) -> dict[str, str]:
    """The fields of the event, as text, without what events do not have or what is understood anyway."""
    status = history.fields.get(STATUS)
    fields = {DID: deed.action}
    if ON in history.fields:
        fields[ON] = iso_date(deed.on)
    if status is not None and status.default != deed.status:
        fields[STATUS] = deed.status
    if deed.until is not None:
        fields[UNTIL] = iso_date(deed.until)
    return fields | {name: value for name, value in ((REPLY, deed.reply), (NOTE, deed.note)) if value}


def _same(events: tuple[Node, ...], history: Entity, deed: HistoryEvent) -> int | None:
    """The number of the event that records the deed: of its day, or else the last one for a reply."""
    candidates: list[tuple[int, int]] = []
    for number, event in enumerate(events):
        if text_under(event, DID) == deed.action and (text_under(event, STATUS) or DONE) == deed.status:
            day = _day(event, ON)
            is_its_day = day == deed.on or ON not in history.fields
            if is_its_day or (deed.answers and (day or 0) <= deed.on):
                candidates.append((day or 0, number))
    return max(candidates)[1] if candidates else None


def _differs(event: Mapping, history: Entity, name: str, value: str) -> bool:
    field = history.fields[name]
    old = text_under(event, name)
    if not old and field.default is not None:
        old = plain(field.default, field.kind)
    return old != value


def _day(event: Node, name: str) -> int | None:
    value = read_value(text_under(event, name), FieldType.DATE)
    return value if isinstance(value, int) else None


def _entry(name: str, value: str, at: Location, path: str = "") -> Entry:
    return Entry(Scalar(path or name, False, at), Scalar(value, name == NOTE, at))
