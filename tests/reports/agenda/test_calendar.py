"""Agendas as calendars: read back with icalendar, and with a parser that is not its own."""

import datetime
import re
import warnings
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from advisor.advice.agenda_model import Agenda
from advisor.reports.agenda.calendar import agenda_ics
from advisor.reports.terminal.printable import one_line
from tests.advice.monthly import STATE, agenda, contract

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import vobject

HOSTILE = [
    'A; B, C\\n "quoted" \\',
    "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VEVENT",
    "\x1b[31mred\x1b[0m\u202e\x07\x00",
    "<script>alert(1)</script>",
    "\ud800 half",
    "\u2028BEGIN:VALARM\u2029 \x85",
    "日本語" * 60 + "😀" * 60,
]
FIRST = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Freelance Advisor//advisor VERSION//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALDESC:What comes up if nothing changes and nothing is recorded.
X-WR-CALNAME:Months: Laura
BEGIN:VEVENT
SUMMARY:Last day: Review Menu
DTSTART;VALUE=DATE:20261125
DTEND;VALUE=DATE:20261126
DTSTAMP:20261121T000000Z
UID:UID@freelance-advisor
SEQUENCE:848534400
CATEGORIES:Months,Last day
DESCRIPTION:Menu\\nHigh\\, due on this day\\nYou can do it now.\\nTonight is t
 he last evening for Menu.\\nMenu has ended.\\nAfter this day it is too late.
 \\n\\nHow:\\n1. Write it.\\n\\nDraft to make your own:\\nOn Menu.\\n\\nreview@a\\,\x20
 as of 21 November 2026\\, if nothing changes and nothing is recorded.
LAST-MODIFIED:20261121T000000Z
PRIORITY:3
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Last day: Review Menu
TRIGGER:-PT15H
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def seen_by_another(text: str) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(vobject.readOne(text).contents.get("vevent", []))


def uids(shown: Agenda, who: str = "") -> dict[str, str]:
    return {str(event["uid"]): str(event["summary"]) for event in events(agenda_ics(shown, who=who))}


def test_a_whole_calendar() -> None:
    text = agenda_ics(agenda(contract(ended="2026-11-18"), 5), who="Laura")

    plain = re.sub(r"UID:[0-9a-f]{32}@", "UID:UID@", re.sub(r"advisor \d[^/]*//", "advisor VERSION//", text))
    assert plain == FIRST.replace("\n", "\r\n")


def test_every_entry_but_what_stands_once_more_is_an_event() -> None:
    """Of today's two things one has a deadline, and stands there."""
    seen = [
        (event["dtstart"].dt, str(event["summary"]), int(event.get("priority", 0)), len(event.walk("VALARM")))
        for event in events(agenda_ics(agenda()))
    ]

    assert seen == [
        (datetime.date(2026, 11, 21), "Give notice on Poster", 7, 0),
        (datetime.date(2026, 11, 23), "New: Hurry with Flyer", 5, 0),
        (datetime.date(2026, 11, 25), "Last day: Review Menu", 3, 1),
        (datetime.date(2026, 11, 25), "Again: Ask about Poster", 7, 0),
        (datetime.date(2026, 11, 28), "The next delivery: Flyer", 0, 0),
        (datetime.date(2026, 11, 28), "Due: Hurry with Flyer", 5, 1),
        (datetime.date(2026, 11, 29), "More urgent: Hurry with Flyer", 1, 0),
        (datetime.date(2026, 11, 30), "The day of your yearly look back", 0, 0),
        (datetime.date(2026, 12, 1), "Last day: Hurry with Flyer", 1, 1),
        (datetime.date(2026, 12, 1), "New: Ask about Flyer", 7, 0),
        (datetime.date(2026, 12, 1), "New: Quote Menu", 7, 0),
        (datetime.date(2026, 12, 10), "Last day: Quote Menu", 7, 1),
    ]


def test_another_parser_reads_the_same() -> None:
    text = agenda_ics(agenda(), who="Laura")

    assert [
        (
            event.uid.value,
            event.summary.value,
            event.description.value,
            event.dtstart.value,
            event.dtend.value,
        )
        for event in seen_by_another(text)
    ] == [
        (
            str(event["uid"]),
            str(event["summary"]),
            str(event["description"]),
            event["dtstart"].dt,
            event["dtend"].dt,
        )
        for event in events(text)
    ]


def test_the_same_agenda_gives_the_same_text() -> None:
    assert agenda_ics(agenda(), who="Laura") == agenda_ics(agenda(), who="Laura")


def test_names_of_events_differ_within_a_calendar() -> None:
    text = agenda_ics(agenda())

    assert len(uids(agenda())) == len(events(text))


def test_a_newer_agenda_updates_the_events_that_it_has_again() -> None:
    """A week later the window closes on the same day, and the delivery is another day's."""
    older = uids(agenda())
    newer = uids(agenda(STATE.replace("as_of: 2026-11-21", "as_of: 2026-11-23").replace("11-28", "11-30")))

    assert {older[uid] for uid in older.keys() & newer.keys()} == set(older.values())


def test_two_freelancers_share_no_events() -> None:
    assert uids(agenda(), "Laura").keys().isdisjoint(uids(agenda(), "Omar"))


def test_a_newer_agenda_has_a_higher_sequence() -> None:
    first, later = (
        events(agenda_ics(agenda(contract(ended=day).replace("2026-11-21", day))))[0]["sequence"]
        for day in ("2026-11-21", "2026-11-22")
    )

    assert later == first + 24 * 60 * 60


def test_of_two_calendars_of_one_day_the_later_one_is_newer() -> None:
    """The deadline has moved meanwhile, and no program may keep the old one."""
    morning = datetime.datetime(2026, 11, 21, 8, 0, 0, tzinfo=datetime.UTC)
    before = agenda_ics(agenda(contract(due="2026-11-28")), made=morning)
    after = agenda_ics(agenda(contract(due="2026-11-27")), made=morning + datetime.timedelta(minutes=1))

    old, new = ({str(event["uid"]): event for event in events(text)} for text in (before, after))
    moved = [uid for uid in old if uid in new and old[uid]["dtstart"].dt != new[uid]["dtstart"].dt]
    assert moved
    for uid in moved:
        assert new[uid]["sequence"] == old[uid]["sequence"] + 60
        assert new[uid]["dtstamp"].dt == old[uid]["dtstamp"].dt + datetime.timedelta(minutes=1)


def test_the_last_day_of_the_calendar() -> None:
    text = agenda_ics(agenda(contract(due="9999-12-31").replace("2026-11-21", "9999-12-31")))

    assert [event.get("dtend") for event in events(text)] == [None, None]


def named(name: str) -> Agenda:
    """An agenda of one window, in which everything is called by the name."""
    plain = agenda(contract(ended="2026-11-18"), 5)
    entries = []
    for entry in plain.entries:
        assert entry.item is not None
        subject = replace(entry.subject, label=name)
        item = replace(entry.item, title=f"Review x{name}", message=name, steps=(name,), subject=subject)
        entries.append(replace(entry, item=item, subject=subject))
    return replace(plain, entries=tuple(entries))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_the_calendar(name: str) -> None:
    text = agenda_ics(named(name), who=name)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", text) is None
    assert "\n" not in text.replace("\r\n", "")
    (event,) = events(text)
    assert len(event.walk("VALARM")) == 1
    assert str(Calendar.from_ical(text)["x-wr-calname"]).startswith("Months")


@given(st.text(max_size=90))
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[-1])
def test_two_parsers_read_the_same_name(name: str) -> None:
    text = agenda_ics(named(name), who=name)

    (event,) = events(text)
    (other,) = seen_by_another(text)
    assert str(event["summary"]) == f"Last day: Review {one_line('x' + name)}"
    assert str(event["summary"]) == other.summary.value
    assert str(event["description"]) == other.description.value
