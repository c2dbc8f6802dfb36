"""Scores and payments that newer exports make a thing of the past."""

from dataclasses import replace

from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import Assertion, Contract, Export, Key, Money, Precedence
from tests.upwork.exports.importing import OPENING, after, answer, day, importing, weekly

SEPTEMBER = day("2026-09-01")


def scored(value: str, file: str, on: str = "") -> Export:
    export = answer(file=file, job_success=value)
    of_day = day(on) if on else None
    return replace(export, profile=tuple(replace(fact, day=of_day) for fact in export.profile))


def profile(text: str) -> str:
    return text.split("profile:\n")[1].split("\nsources:", maxsplit=1)[0]


def test_an_earlier_score_is_kept_with_the_day_on_which_it_was_read() -> None:
    first = after(OPENING, scored("95", "one.json"), on=SEPTEMBER)
    second, account = importing(first, scored("84", "two.json"))

    assert profile(second) == "  job_success: 84\n  job_success_history:\n    - {on: 2026-09-01, value: 95}\n"
    assert [note.text for note in account.notes] == [
        "the job success of 1 September 2026, 95%, is kept among the earlier ones"
    ]
    assert after(second, scored("84", "two.json")) == second


def test_further_scores_come_behind_those_that_stand_there() -> None:
    text = "profile:\n  job_success_history: [{on: 2026-08-01, value: 99}]\n"
    for file, value, on in (("a", "95", "2026-09-01"), ("b", "84", "2026-10-01"), ("c", "95", "2026-11-01")):
        text = after(text, scored(value, file, on))

    assert text.startswith(
        "profile:\n"
        "  job_success_history: [{on: 2026-08-01, value: 99}, {on: 2026-09-01, value: 95}, "
        "{on: 2026-10-01, value: 84}]\n"
        "  job_success: 95\n"
    )


def test_scores_with_days_may_come_in_any_order() -> None:
    old, new = scored("95", "old", "2026-09-01"), scored("84", "new", "2026-11-01")

    expected = "  job_success: 84\n  job_success_history:\n    - {on: 2026-09-01, value: 95}\n"
    assert profile(after(after(OPENING, old), new)) == expected
    assert profile(after(after(OPENING, new), old)) == expected
    assert profile(after(OPENING, new, old)) == expected


def test_a_score_that_a_person_wrote_stays_without_a_past() -> None:
    text = "profile: {job_success: 90}\n"

    assert after(text, scored("84", "two.json")).startswith(text)
    read = "profile:\n  job_success_history: [{on: 2026-09-01, value: 97}]\n"
    first = after(read, scored("95", "one.json"), on=SEPTEMBER)
    assert after(first, scored("84", "two.json")).startswith(f"{read}  job_success: 84\n")


def test_a_bonus_that_an_earlier_import_took_for_the_last_payment_becomes_null() -> None:
    key, origin = Key("101", "ACME Tools", "Menu"), Origin("weekly.csv", "row 2")
    facts = (
        Assertion("kind", "hourly", origin),
        Assertion("last_payment", "2026-03-20", origin, Precedence.LATEST),
    )
    bonus = Contract(key, origin, facts, (Money(day("2026-03-20"), 100, 0, 1, 2),))
    first = after(OPENING, Export("old.csv", weekly(("2026-03-20", 1)).kind, 1, contracts=(bonus,)))
    hours = weekly(("2026-10-06", 100), ("2026-11-17", 100))
    second = after(first, hours)

    assert "    last_payment: 2026-03-20\n" in first
    assert "    last_payment: null\n" in second
    assert after(second, hours) == second
    assert "last_payment" not in after(OPENING, hours)
