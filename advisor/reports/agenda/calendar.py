"""An agenda as a calendar that calendar programs import (iCalendar, RFC 5545): all-day events."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from icalendar import Alarm, Calendar, Event

import advisor
from advisor.advice.agenda_model import Agenda, Entry, Occasion
from advisor.advice.model import Recommendation, item_name
from advisor.playbook.model import Priority
from advisor.reports.advice.view import paragraphs
from advisor.reports.agenda.sentences import (
    IF_NOTHING_CHANGES,
    headline,
    label,
    reasons,
    remarks,
    urgency,
)
from advisor.reports.terminal.printable import lines, one_line
from advisor.reports.wording import capitalized, long_day, subject_label

_PRIORITIES = {Priority.CRITICAL: 1, Priority.HIGH: 3, Priority.MEDIUM: 5, Priority.LOW: 7}
_START, _END = "start", "end"
# Entries about the same thing: where a newer agenda has one of them, it takes the place of the other.
_SAME = {
    Occasion.NOW: _START,
    Occasion.COMES: _START,
    Occasion.DUE: _END,
    Occasion.ENDS: _END,
    Occasion.RISES: "rises",
    Occasion.DATE: "date",
}
_SECOND = datetime.timedelta(seconds=1)
_MOST = 2**31 - 1  # of a whole number in a calendar
_AT_NINE_THE_DAY_BEFORE = datetime.timedelta(hours=-15)
_FIRST_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def agenda_ics(agenda: Agenda, *, who: str = "", made: datetime.datetime | None = None) -> str:
    """The agenda as the text of a calendar file, with its own line ends (CR LF).

    `who` is the freelancer's name, where it is known.  The same agenda gives the same text, but for when it
    was `made` (the first moment of its day, where that is not given): of two calendars of one day the later
    one is the newer version.  What an entry is about identifies its event, not its day: an import of a newer
    agenda moves events, and adds new ones.
    Where facts are supposed, the calendar and each of its events say so, and share no name with real ones.
    """
    name, moment = one_line(who), made or _midnight(agenda.today.day)
    playbook = _called(agenda)
    title = f"{playbook} (supposed)" if agenda.supposed else playbook
    calendar = Calendar()
    for key, value in {
        "prodid": f"-//Freelance Advisor//advisor {advisor.__version__}//EN",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "x-wr-calname": f"{title}: {name}" if name else title,
        "x-wr-caldesc": " ".join([f"What comes up {IF_NOTHING_CHANGES}.", *_supposed(agenda)]),
    }.items():
        calendar.add(key, value)
    seen: Counter[str] = Counter()
    for entry in _without_repeated(agenda.entries):
        identity = _identity(agenda, entry, name)
        seen[identity] += 1
        # An id for good; the second and later ones of the same identity are numbered.
        numbered = identity if seen[identity] == 1 else f"{identity}\0{seen[identity]}"
        uid = hashlib.sha256(numbered.encode("utf-8")).hexdigest()[:32] + "@freelance-advisor"
        calendar.add_component(_event(agenda, entry, uid, moment))
    return bytes(calendar.to_ical()).decode("utf-8")


def _called(agenda: Agenda) -> str:
    """The playbook, by whose name a calendar program lists the calendar and its events."""
    return one_line(agenda.today.playbook)


def _without_repeated(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries without those of today that stand once more, on the day by which they have to be done."""
    for number, entry in enumerate(entries):
        if entry.occasion is Occasion.NOW and entry.then is None:
            later = (other.occasion for other in entries[number + 1 :] if _name(other) == _name(entry))
            after = next((occasion for occasion in later if occasion is not Occasion.RISES), None)
            if after in (Occasion.DUE, Occasion.ENDS):
                continue
        yield entry


def _name(entry: Entry) -> str:
    """The action and its subject, or the path of a date."""
    if entry.noted is not None:
        return entry.noted.path
    return item_name(entry.item.action, entry.subject) if entry.item is not None else ""


def _identity(agenda: Agenda, entry: Entry, who: str) -> str:
    kind = _END if entry.then is not None and entry.occasion is Occasion.NOW else _SAME[entry.occasion]
    parts = [agenda.today.playbook, who, kind, _name(entry), entry.subject.entity, entry.subject.id]
    parts += [f"{supposition.path}={supposition.supposed.value}" for supposition in agenda.supposed]
    return "\0".join(one_line(part) for part in parts)


def _midnight(day: int) -> datetime.datetime:
    return datetime.datetime.combine(datetime.date.fromordinal(day), datetime.time(), datetime.UTC)


def _event(agenda: Agenda, entry: Entry, uid: str, stamp: datetime.datetime) -> Event:
    event, day, today = Event(), datetime.date.fromordinal(entry.day), agenda.today.day
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", min(max((stamp - _FIRST_MOMENT) // _SECOND, 0), _MOST))
    event.add("dtstart", day)
    if day < datetime.date.max:
        event.add("dtend", day + datetime.timedelta(days=1))
    about = subject_label(entry.subject) if entry.noted is not None else ""
    event.add("summary", one_line(f"{headline(entry)}: {about}" if about else headline(entry)))
    event.add("description", "\n".join(_description(agenda, entry)))
    kind = "Date" if entry.item is None else "To do"
    event.add("categories", [_called(agenda), label(entry) or kind])
    event.add("transp", "TRANSPARENT")
    if entry.item is not None:
        event.add("priority", _PRIORITIES[entry.item.priority])
    if entry.is_deadline and entry.day > today:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _AT_NINE_THE_DAY_BEFORE)
        alarm.add("description", str(event["summary"]))
        event.add_component(alarm)
    return event


def _supposed(agenda: Agenda) -> list[str]:
    """A line for each supposition, with whom it concerns: "Supposed: The client is unhappy (Menu)."."""
    texts = []
    for supposition in agenda.supposed:
        clause = capitalized(supposition.supposed.clause)
        about = f" ({supposition.about})" if supposition.about else ""
        texts.append(one_line(f"Supposed: {clause}{about}."))
    return texts


def _description(agenda: Agenda, entry: Entry) -> list[str]:
    """The lines of the description, clean; an empty one between paragraphs."""
    texts, item, today = _supposed(agenda), entry.item, agenda.today.day
    if not entry.subject.is_single:
        texts.append(entry.subject.label)
    if item is not None:
        texts.append(urgency(entry, today))
        now = (other for other in agenda.entries if other.occasion is Occasion.NOW)
        if entry.occasion is not Occasion.NOW and _name(entry) in map(_name, now):
            texts.append("You can do it now.")
        texts += dict.fromkeys((*reasons(entry), *(reason.text for reason in item.reasons)))
        texts += [*remarks(entry), *_how(item)]
    texts += ["", f"{_name(entry)}, as of {long_day(today)}, {IF_NOTHING_CHANGES}."]
    lines_and_texts = zip(map(one_line, texts), texts, strict=True)
    return [line for line, text in lines_and_texts if line or not text]


def _how(item: Recommendation) -> list[str]:
    texts = ["", "How:"] if item.steps else []
    texts += [f"{number}. {step}" for number, step in enumerate(item.steps, start=1)]
    if item.message is not None:
        texts += ["", "Draft to make your own:", *paragraphs(lines(item.message))]
    return texts
