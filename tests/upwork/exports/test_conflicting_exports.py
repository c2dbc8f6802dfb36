"""One value of a field, or the values that contradict one another."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.provenance import Origin
from advisor.upwork.exports.conflicting_exports import resolve
from advisor.upwork.exports.model import Assertion, ExportKind, MergedFact, Precedence
from advisor.upwork.exports.partial_sums import PartialSum
from tests.upwork.exports.pieces import fact, short


def outcome(
    *assertions: Assertion,
    part: MergedFact | None = None,
    returned: MergedFact | None = None,
    kind: ExportKind = ExportKind.TRANSACTIONS,
    steps: Collection[int] = (),
) -> str | list[str]:
    resolved = resolve(assertions, [PartialSum(part, kind, frozenset(steps))] if part else (), returned)
    if isinstance(resolved, MergedFact):
        return short(resolved)
    return [
        f"{assertion.value} {assertion.precedence}: {assertion.origin.file} {assertion.origin.place}"
        for assertion in resolved
    ]


def exact(text: str, file: str) -> Assertion:
    return fact(text, file)


def latest(text: str, file: str) -> Assertion:
    return fact(text, file, "latest")


def sum_of(field: str, value: str, *files: str, last: int = 30) -> MergedFact:
    origins = tuple(Origin(file, "row 9") for file in files)
    return MergedFact(field, value, origins, Precedence.PART, None, (1, last))


def test_equal_values_are_one_fact_with_all_places() -> None:
    resolved = outcome(exact("escrow 12.50", "b"), exact("escrow 12.5", "a"), exact("escrow 12.50", "b"))

    assert resolved == "escrow 12.5 exact: a row 2 + b row 2"


def test_words_are_equal_only_as_they_are_written() -> None:
    assert outcome(exact("status active", "b"), exact("status ended", "a")) == [
        "active exact: b row 2",
        "ended exact: a row 2",
    ]


def test_of_different_values_the_newest_holds_if_each_tells_its_day() -> None:
    assert (
        outcome(exact("balance 5 10", "a"), exact("balance 7 11", "b"))
        == "balance 7 exact of day 11: b row 2"
    )
    assert outcome(exact("balance 5 10", "a"), exact("balance 7", "b")) == [
        "5 exact: a row 2",
        "7 exact: b row 2",
    ]
    assert outcome(exact("balance 5 11", "a"), exact("balance 7 11", "b")) == [
        "5 exact: a row 2",
        "7 exact: b row 2",
    ]


def test_a_value_is_as_new_as_the_newest_export_that_tells_it() -> None:
    assertions = [exact("balance 5 10", "a"), exact("balance 7 11", "b"), exact("balance 5.00 12", "c")]

    assert outcome(*assertions) == "balance 5 exact of day 12: a row 2 + c row 2"


def test_the_latest_day_holds_with_the_places_that_tell_it() -> None:
    assertions = [
        latest("last_activity 2026-11-02", "a"),
        latest("last_activity 2026-11-20", "c"),
        latest("last_activity 2026-11-20", "b"),
    ]

    assert outcome(*assertions) == "last_activity 2026-11-20 latest: b row 2 + c row 2"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2026-11-02", "last_payment 2026-11-10 exact: api row 2"),
        ("2026-11-10", "last_payment 2026-11-10 exact: api row 2"),
        ("2026-11-20", "last_payment 2026-11-20 latest: csv row 2"),
    ],
)
def test_what_happened_later_holds_against_what_was_so(row: str, expected: str) -> None:
    assertions = [exact("last_payment 2026-11-10", "api"), latest(f"last_payment {row}", "csv")]

    assert outcome(*assertions) == expected


def test_what_happened_later_ends_a_contradiction_too() -> None:
    assertions = [exact("last_payment 2026-11-10", "a"), exact("last_payment 2026-11-12", "b")]

    later = latest("last_payment 2026-11-20", "csv")
    assert outcome(*assertions, later) == "last_payment 2026-11-20 latest: csv row 2"
    assert len(outcome(*assertions, latest("last_payment 2026-11-11", "csv"))) == 2


def test_all_there_is_goes_before_a_part_for_which_it_has_room() -> None:
    total, part = exact("earned 100", "api"), sum_of("earned", "120.00", "csv")

    assert outcome(total, part=sum_of("earned", "99.00", "csv")) == "earned 100 exact: api row 2"
    assert (
        outcome(total, part=part, returned=sum_of("refunded", "20.00", "csv"))
        == "earned 100 exact: api row 2"
    )
    assert outcome(total, part=part, returned=sum_of("refunded", "19.99", "csv")) == [
        "100 exact: api row 2",
        "120.00 part: csv row 9",
    ]


def test_hours_that_are_not_billed_yet_contradict_no_total() -> None:
    total, part = exact("earned 100", "api"), sum_of("earned", "120.00", "csv")

    assert outcome(total, part=part, kind=ExportKind.WEEKLY) == "earned 100 exact: api row 2"


def test_a_total_that_was_reached_before_the_newest_payments_is_older_than_they_are() -> None:
    total, part = exact("earned 100", "api"), sum_of("earned", "120.00", "csv")

    assert (
        outcome(total, part=part, steps=[7000, 10000, 12000]) == "earned 120.00 part: csv row 9 covers 1..30"
    )
    assert len(outcome(total, part=part, steps=[7000, 9999, 12000])) == 2


def test_a_report_contradicts_a_total_even_beside_hours_that_do_not() -> None:
    hours = PartialSum(sum_of("earned", "130.00", "w"), ExportKind.WEEKLY)
    report = PartialSum(sum_of("earned", "120.00", "t"), ExportKind.TRANSACTIONS)

    resolved = resolve([exact("earned 100", "api")], [hours, report])

    assert not isinstance(resolved, MergedFact)
    assert [assertion.value for assertion in resolved] == ["100", "120.00"]
    assert resolve([], [report, hours]) == hours.fact


def test_a_part_in_several_files_is_one_value_of_a_contradiction() -> None:
    resolved = resolve([exact("earned 100", "api")], [PartialSum(sum_of("earned", "120.00", "a", "b"))])

    assert resolved == (
        exact("earned 100", "api"),
        Assertion("earned", "120.00", Origin("a and b", "row 9 and row 9"), Precedence.PART),
    )


def test_a_larger_part_holds_if_it_goes_on_after_the_day_of_the_total() -> None:
    part = sum_of("earned", "120.00", "csv", last=30)

    assert outcome(exact("earned 100 29", "api"), part=part) == "earned 120.00 part: csv row 9 covers 1..30"
    assert len(outcome(exact("earned 100 30", "api"), part=part)) == 2


def test_the_largest_of_several_parts_holds() -> None:
    assertions = [fact("earned 90", "api", "part"), fact("earned 110", "history", "part")]

    assert outcome(*assertions, part=sum_of("earned", "100.00", "csv")) == "earned 110 part: history row 2"
    assert (
        outcome(assertions[0], part=sum_of("earned", "100.00", "csv"))
        == "earned 100.00 part: csv row 9 covers 1..30"
    )


words = st.sampled_from(["5", "5.0", "7", "active", "2026-11-01", "2026-11-20", "NaN"])
anything = st.builds(
    lambda value, file, precedence, day: Assertion("field", value, Origin(file, "row 2"), precedence, day),
    words,
    st.sampled_from("abc"),
    st.sampled_from(Precedence),
    st.none() | st.integers(1, 3),
)


@given(
    st.lists(anything, min_size=1, max_size=6).flatmap(
        lambda assertions: st.tuples(st.just(assertions), st.permutations(assertions))
    )
)
def test_order_and_repetition_make_no_difference(both: tuple[list[Assertion], list[Assertion]]) -> None:
    assertions, shuffled = both

    assert resolve(shuffled + assertions) == resolve(assertions)
