"""What an entry of an agenda says."""

from dataclasses import replace

import pytest

from advisor.advice.agenda_model import Entry, Occasion
from advisor.advice.model import Reason
from advisor.reports.agenda.sentences import headline, reasons, remarks, urgency
from tests.advice.monthly import agenda, contract


def only(text: str, occasion: Occasion) -> Entry:
    (entry,) = (entry for entry in agenda(text).entries if entry.occasion is occasion)
    return entry


def sentences(entry: Entry) -> list[str]:
    return [headline(entry), urgency(entry, entry.day - 4), *reasons(entry), *remarks(entry)]


def history(**event: str) -> str:
    return "[{" + ", ".join(f"{name}: {value}" for name, value in event.items()) + "}]"


@pytest.mark.parametrize(
    ("text", "occasion", "expected"),
    [
        (
            contract(ended="2026-11-18"),
            Occasion.ENDS,
            [
                "Last day: Review Menu",
                "High, due on this day",
                "Tonight is the last evening for Menu.",
                "After this day it is too late.",
            ],
        ),
        (
            contract(due="2026-11-28"),
            Occasion.ENDS,
            ["Last day: Hurry with Menu", "Critical", "After this day, hold off: Menu is lost."],
        ),
        (
            contract(due="2026-11-28"),
            Occasion.RISES,
            ["More urgent: Hurry with Menu", "Critical", "Menu is late."],
        ),
        (contract(due="2026-11-28"), Occasion.DUE, ["Due: Hurry with Menu", "Medium, due on this day"]),
        (contract(due="2026-11-28"), Occasion.DATE, ["The next delivery", ""]),
        (
            contract(due="2026-11-28"),
            Occasion.COMES,
            ["New: Hurry with Menu", "Medium, by 28 Nov 2026", "Menu is due soon."],
        ),
        (
            contract(calm=True),
            Occasion.COMES,
            [
                "New: Quote Menu",
                "Low",
                "Menu went well.",
                "The rule praise-for-a-month applies from this day on.",
            ],
        ),
        (
            contract(calm=True),
            Occasion.ENDS,
            [
                "Last day: Quote Menu",
                "Low",
                "After this day it no longer applies.",
                "The rule praise-for-a-month applies until this day.",
            ],
        ),
        (
            contract(moved="2026-11-01", history=history(did="ask", on="2026-11-15")),
            Occasion.COMES,
            [
                "Again: Ask about Menu",
                "Low",
                "Quiet: Menu.",
                "It replaces this step: Give notice on Menu.",
            ],
        ),
        (  # what kept it away was a rule, and yet it was done before
            contract(moved="2026-11-15", history=history(did="ask", on="2026-11-01")),
            Occasion.COMES,
            ["Again: Ask about Menu", "Low", "Quiet: Menu."],
        ),
        (
            contract(
                moved="2026-11-01",
                history=history(did="ask", on="2026-11-15", status="snoozed", until="2026-12-05"),
            ),
            Occasion.COMES,
            [
                "Again: Ask about Menu",
                "Low",
                "Quiet: Menu.",
                "Put off until 5 December 2026.",
            ],
        ),
        (
            contract(
                calm=True,
                history=history(did="praise", on="2026-11-30", status="snoozed", until="2026-12-10"),
            ),
            Occasion.COMES,
            [
                "Only on this day: Quote Menu",
                "Low",
                "Menu went well.",
                "Put off until 10 December 2026.",
                "The rule praise-for-a-month applies until this day.",
            ],
        ),
        (  # recorded ahead: from that day on it rests
            contract(
                moved="2026-11-01",
                history=history(did="ask", on="2026-11-25", status="snoozed", until="2026-12-05"),
            ),
            Occasion.ENDS,
            [
                "Last day: Ask about Menu",
                "Low",
                "After this day it is on hold. Put off until 5 December 2026.",
            ],
        ),
        (
            contract(ended="2026-11-14"),
            Occasion.NOW,
            [
                "Last day: Review Menu",
                "High, due on this day",
                "Menu has ended.",
                "Tonight is the last evening for Menu.",
                "After this day it is too late.",
            ],
        ),
        (
            contract(due="2026-11-20"),
            Occasion.NOW,
            ["Hurry with Menu", "Critical", "Menu is late."],
        ),
    ],
)
def test_an_entry_in_sentences(text: str, occasion: Occasion, expected: list[str]) -> None:
    assert sentences(only(text, occasion)) == expected


def test_what_made_it_less_urgent_is_over() -> None:
    rises = only(contract(due="2026-11-28"), Occasion.RISES)

    told_reasons = reasons(replace(rises, gone=(Reason("wait-first", "There is time.", (), ()),)))

    assert told_reasons == ["Menu is late.", "Until now it was less urgent: There is time."]
