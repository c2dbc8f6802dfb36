"""Contracts of one title told apart by their payments."""

from advisor.upwork.exports.model import Export
from advisor.upwork.exports.record_linkage import link_records
from tests.upwork.exports.pieces import REPORT, WEEKLY, candidates, contract, export

MONDAY = 739922


def joined(*exports: Export) -> list[list[str]]:
    """Contracts, and what unplaced, as the number and the client of each part."""
    linked, _ = link_records(candidates(*exports), [])
    clusters = [[member.key for member in cluster.members] for cluster in linked]
    return sorted([key.id + key.client for key in keys] for keys in clusters)


def paid(key: str, kind: str, **days: int) -> tuple[str, str, str]:
    return key, kind, ", ".join(f"{MONDAY + int(day[1:])} {cents}" for day, cents in days.items())


def summary(*found: tuple[str, str, str]) -> Export:
    frame = contract("1||Frame", days=f"{MONDAY} 1, {MONDAY + 27} 1")  # the days that the file covers
    return export("w", WEEKLY, frame, *(contract(f"{n}||Menu", facts=k, days=d) for n, k, d in found))


def report(*found: tuple[str, str, str]) -> Export:
    frame = contract("|Zed|Other", days=f"{MONDAY} 1, {MONDAY + 33} 1")
    return export("t", REPORT, frame, *(contract(f"|{c}|Menu", facts=k, days=d) for c, k, d in found))


FIXED, HOURLY = "kind fixed", "kind hourly"
APART = [["1"], ["5"], ["6"], ["ACME"], ["Bob"], ["Zed"]]


def test_equal_payments_of_a_fixed_price_are_of_one_contract() -> None:
    weekly = summary(paid("5", FIXED, d3=100, d9=200), paid("6", FIXED, d4=100))

    assert joined(weekly, report(paid("ACME", FIXED, d4=100), paid("Bob", FIXED, d3=100, d9=200))) == [
        ["1"],
        ["5", "Bob"],
        ["6", "ACME"],
        ["Zed"],
    ]


def test_weeks_of_hours_are_paid_in_the_week_after() -> None:
    weekly = summary(paid("5", HOURLY, d1=100, d3=150, d9=70), paid("6", HOURLY, d1=250, d9=80))
    bills = report(paid("ACME", HOURLY, d7=250, d14=80), paid("Bob", HOURLY, d8=250, d14=70))

    assert joined(weekly, bills) == [["1"], ["5", "Bob"], ["6", "ACME"], ["Zed"]]


def test_payments_that_fit_two_or_none_tell_nothing() -> None:
    twice = summary(paid("5", FIXED, d3=100), paid("6", FIXED, d3=100))
    both = report(paid("ACME", FIXED, d3=100), paid("Bob", FIXED, d3=100))
    other = report(paid("ACME", FIXED, d3=101), paid("Bob", FIXED, d3=100, d4=5))
    hourly = report(paid("ACME", HOURLY, d3=100), paid("Bob", HOURLY, d9=1))

    assert joined(twice, both) == APART
    assert joined(summary(paid("5", FIXED, d3=100), paid("6", FIXED, d9=100)), other) == APART
    assert joined(summary(paid("5", FIXED, d3=100), paid("6", FIXED, d9=100)), hourly) == APART


def test_payments_outside_of_what_both_files_cover_are_not_compared() -> None:
    weekly = summary(paid("5", FIXED, d3=100), paid("6", FIXED, d9=100))
    late = report(paid("ACME", FIXED, d3=100, d30=700), paid("Bob", FIXED, d30=100))

    assert joined(weekly, late) == [["1"], ["5", "ACME"], ["6"], ["Bob"], ["Zed"]]


def test_a_week_that_one_file_has_in_part_is_not_compared() -> None:
    weekly = summary(paid("5", HOURLY, d3=100, d27=30), paid("6", HOURLY, d3=90))
    bills = report(paid("ACME", HOURLY, d7=100, d28=30, d33=55), paid("Bob", HOURLY, d2=11, d7=90))

    assert joined(weekly, bills) == [["1"], ["5", "ACME"], ["6", "Bob"], ["Zed"]]
