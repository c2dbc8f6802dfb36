"""What comes up, and on which day: each kind of entry, and that all of them are true."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import State
from advisor.advice.agenda import agenda_of
from advisor.advice.agenda_model import Entry, Occasion
from advisor.advice.compare import Place
from advisor.advice.model import Advice, item_name
from tests.advice.monthly import TODAY, agenda, contract, day, months, name, occasions

FEWER = max(1, settings.get_profile("advisor").max_examples // 5)  # each looks at many days


def only(text: str, occasion: Occasion, days: int = 20) -> Entry:
    (entry,) = (entry for entry in agenda(text, days).entries if entry.occasion is occasion)
    return entry


def test_a_month() -> None:
    assert occasions(agenda()) == [
        ("2026-11-21", "now", "review@a"),
        ("2026-11-21", "now", "notice@b"),
        ("2026-11-23", "comes", "hurry@c"),
        ("2026-11-25", "last day", "review@a"),
        ("2026-11-25", "comes", "ask@b"),
        ("2026-11-28", "date", "contracts.c.due"),
        ("2026-11-28", "due", "hurry@c"),
        ("2026-11-29", "rises", "hurry@c"),
        ("2026-11-30", "date", "profile.review_on"),
        ("2026-12-01", "last day", "hurry@c"),
        ("2026-12-01", "comes", "ask@c"),
        ("2026-12-01", "comes", "praise@a"),
        ("2026-12-10", "last day", "praise@a"),
    ]


def test_no_rule_speaks_after_the_last_day() -> None:
    entry = only(contract(ended="2026-11-18"), Occasion.ENDS)

    assert entry.then is not None
    assert entry.then.place is Place.NOWHERE
    assert [reason.rule for reason in entry.news] == ["last-evening"]
    assert entry.is_deadline


def test_a_rule_forbids_it_after_the_last_day() -> None:
    entry = only(contract(due="2026-11-28"), Occasion.ENDS)

    assert entry.then is not None
    assert (entry.then.place, entry.then.by, entry.then.because) == (
        Place.SET_ASIDE,
        "no-hurry-when-very-late",
        "Menu is lost.",
    )


def test_a_rule_that_starts_and_ends() -> None:
    text = contract(calm=True)

    assert only(text, Occasion.COMES).starting == ("praise-for-a-month",)
    assert only(text, Occasion.ENDS).ending == ("praise-for-a-month",)


def test_what_was_put_off_comes_back() -> None:
    asked = "[{did: ask, on: 2026-11-20, status: snoozed, until: 2026-12-05}]"
    entry = only(contract(moved="2026-11-01", history=asked), Occasion.COMES)

    assert (str(day(entry)), name(entry)) == ("2026-12-05", "ask@a")
    assert entry.before is not None
    assert entry.before.because == "Put off until 5 December 2026."


def test_a_step_that_takes_the_place_of_another_is_told_once() -> None:
    """Until the question may be put again, notice is next; then the question comes first."""
    text = contract(moved="2026-11-01", history="[{did: ask, on: 2026-11-15}]")

    assert occasions(agenda(text)) == [
        ("2026-11-21", "now", "notice@a"),
        ("2026-11-25", "comes", "ask@a"),
    ]
    assert only(text, Occasion.COMES).instead_of == ("Give notice on Menu",)


def test_what_is_due_today_and_over_tomorrow_is_told_once() -> None:
    upcoming = agenda(contract(ended="2026-11-14"))

    assert occasions(upcoming) == [("2026-11-21", "now", "review@a")]
    assert upcoming.entries[0].then is not None


def test_overdue_things_stand_first_then_by_deadline() -> None:
    contracts = (
        "as_of: 2026-11-21\ncontracts:\n"
        "  - {id: a, title: A, moved: 2026-11-01}\n"
        "  - {id: b, title: B, ended: 2026-11-16}\n"
        "  - {id: c, title: C, ended: 2026-11-15}\n"
    )
    assert [name(entry) for entry in agenda(contracts, 1).entries[:3]] == ["review@c", "review@b", "ask@a"]


def test_only_what_the_days_hold_is_told() -> None:
    upcoming = agenda(days=2)

    assert occasions(upcoming)[-1] == ("2026-11-23", "comes", "hurry@c")
    assert str(datetime.date.fromordinal(upcoming.last)) == "2026-11-23"


def test_the_days_of_records_are_no_dates() -> None:
    history = "[{did: praise, on: 2026-11-25}, {did: review, status: snoozed, until: 2026-11-26}]"

    assert occasions(agenda(contract(history=history))) == []


@pytest.mark.parametrize("start", ["9999-12-31", "9999-12-20"])
def test_the_calendar_ends(start: str) -> None:
    upcoming = agenda(contract(ended=start).replace("2026-11-21", start), days=60)

    assert datetime.date.fromordinal(upcoming.last) == datetime.date.max


days = st.dates(TODAY - datetime.timedelta(days=14), TODAY + datetime.timedelta(days=14))
contracts = st.fixed_dictionaries(
    {},
    optional={
        "ended": days,
        "moved": days,
        "due": days,
        "calm": st.booleans(),
        "history": st.lists(
            st.fixed_dictionaries(
                {
                    "did": st.sampled_from(["ask", "notice", "hurry", "praise", "review"]),
                    "on": days,
                    "status": st.sampled_from(["done", "snoozed", "dismissed"]),
                },
                optional={"until": days},
            ),
            max_size=2,
        ),
    },
)
states = st.lists(contracts, min_size=1, max_size=3).map(
    lambda several: State.from_values(
        {
            "as_of": TODAY,
            "contracts": [
                {"id": f"k{n}", "title": f"Job {n}", **more} for n, more in enumerate(several, start=1)
            ],
        }
    )
)


def urgency(advice: Advice) -> dict[str, tuple[str, int | None]]:
    return {item_name(i.action, i.subject): (i.priority.value, i.due) for i in advice.recommendations}


@settings(max_examples=FEWER)
@given(states)
def test_every_entry_is_true(state: State) -> None:
    for entry in agenda_of(months(), state, days=30).entries:
        if entry.item is None:
            continue
        at = {
            step: urgency(months().review(state, day(entry) + datetime.timedelta(days=step)))
            for step in (-1, 0, 1)
        }
        key = name(entry)
        assert at[0][key] == (entry.item.priority.value, entry.item.due)
        if entry.occasion is Occasion.COMES:
            assert key not in at[-1]
        if entry.occasion is Occasion.RISES:
            assert at[-1][key] != at[0][key]
        if entry.occasion is Occasion.DUE:
            assert entry.item.due == entry.day
        if entry.occasion is Occasion.ENDS:
            assert key in at[-1]
        assert entry.then is None or key not in at[1]


@settings(max_examples=FEWER)
@given(states)
def test_whatever_comes_or_goes_is_told(state: State) -> None:
    upcoming = agenda_of(months(), state, days=30)
    entries = {(entry.day, name(entry)): entry for entry in upcoming.entries}
    replaced = {
        (entry.day, title, entry.subject.id) for entry in upcoming.entries for title in entry.instead_of
    }
    before = months().review(state, TODAY)
    for step in range(1, 31):
        today = TODAY + datetime.timedelta(days=step)
        after = months().review(state, today)
        was, now = urgency(before), urgency(after)
        for key in now.keys() - was.keys():
            assert entries[today.toordinal(), key].occasion is Occasion.COMES
        for item in before.recommendations:
            key = item_name(item.action, item.subject)
            if key not in now and (today.toordinal(), item.title, item.subject.id) not in replaced:
                assert entries[today.toordinal() - 1, key].then is not None
        before = after


@settings(max_examples=FEWER)
@given(states, st.integers(1, 20), st.integers(1, 10))
def test_a_longer_agenda_begins_with_the_shorter_one(state: State, few: int, more: int) -> None:
    short, long = (agenda_of(months(), state, days=days) for days in (few, few + more))

    assert [entry for entry in long.entries if entry.day <= short.last] == list(short.entries)
