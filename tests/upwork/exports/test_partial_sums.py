"""Sums of money by kind of export, of days that overlap and days that do not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from advisor.upwork.exports.model import Export, ExportKind, Money, Note
from advisor.upwork.exports.partial_sums import covered_days, gap_notes, partial_sums, until
from tests.exports.reading import read
from tests.upwork.exports.export_text import text_of
from tests.upwork.exports.pieces import REPORT, WEEKLY, candidates, contract, export, short


def sums(*exports: Export) -> list[str]:
    return [
        short(parts[0].fact) for parts in partial_sums(candidates(*exports), covered_days(exports)).values()
    ]


def test_days_are_summed_and_say_how_many_rows_and_which_is_the_last() -> None:
    weekly = export("w.csv", WEEKLY, contract("5", days="10 100, 12 250 0, 15 0 99"))

    assert sums(weekly) == [
        "earned 3.50 part: w.csv 2 rows, the last is row 12 covers 10..15",
        "refunded 0.99 part: w.csv row 15 covers 10..15",
    ]


def test_a_day_in_two_reports_is_taken_from_the_one_that_tells_most_of_it() -> None:
    old = export("a.csv", REPORT, contract("|ACME|Menu", days="10 100, 12 200"))
    new = export("b.csv", REPORT, contract("|ACME|Menu", days="12 250, 14 400"))

    assert sums(old, new) == [
        "earned 7.50 part: a.csv row 10 + b.csv 2 rows, the last is row 14 covers 10..14"
    ]


def test_what_a_file_tells_twice_of_a_day_is_summed() -> None:
    report = export("a.csv", REPORT, contract("|ACME|Menu", days="10 100"), contract("|ACME", days="10 200"))

    assert sums(report) == ["earned 3.00 part: a.csv 2 rows, the last is row 10 covers 10..10"]


def test_kinds_are_not_mixed_and_the_larger_sum_is_taken() -> None:
    weekly = export("w.csv", WEEKLY, contract("5", days="10 100, 11 100"))
    report = export("t.csv", REPORT, contract("|ACME|Menu", days="17 150 50"))

    assert sums(weekly, report) == [
        "earned 2.00 part: w.csv 2 rows, the last is row 11 covers 10..11",
        "refunded 0.50 part: t.csv row 17 covers 17..17",
    ]


def test_no_row_is_no_zero() -> None:
    weekly = export("w.csv", WEEKLY, contract("5"), contract("6", days="10 0"))

    assert sums(weekly) == []


def test_weeks_that_no_export_covers_are_told() -> None:
    exports = [
        export("c.csv", REPORT, contract("|ACME|Menu", days="800 1")),
        export("a.csv", REPORT, contract("|ACME|Menu", days="600 1, 700 1")),
        export("b.csv", REPORT, contract("|ACME|Menu", days="650 1, 731 1")),
        export("w.csv", WEEKLY, contract("5", days="10 1")),
    ]

    why = "if money was paid in between, it is missing"
    assert gap_notes(exports) == [Note(f"No transaction report covers 0003-01-02 to 0003-03-10: {why}.")]


ROWS = (
    "Date,Transaction ID,Transaction type,Transaction summary,Client team,Amount $\n"
    "2026-11-25,4,Hourly,Shop texts,Elm Books,90.00\n"
    "2026-11-18,1,Hourly,Shop texts,Elm Books,60.00\n"
    "2026-12-02,5,Bonus,Posters,Elm Books,7.50\n"
)


def test_days_to_come_hide_none_before_them_and_are_told() -> None:
    report = read(ROWS.encode(), "r.csv")
    assert text_of(until(report, date(2026, 11, 21).toordinal())) == (
        "transaction report, 3 rows, 2026-11-18 to 2026-11-21\n"
        "client 'Elm Books', title 'Posters' (row 4)\n"
        "client 'Elm Books', title 'Shop texts' (2 rows, the last is row 3)\n"
        "  kind: hourly (exact, row 3)\n"
        "  last_activity: 2026-11-18 (latest, row 3)\n"
        "  last_payment: 2026-11-18 (latest, row 3)\n"
        "  2026-11-18: 6000 earned, 0 refunded (1 rows, the last is row 3)\n"
        "known: 1 Bonus\n"
        "known: 2 Hourly\n"
        "note: 2 rows are of days to come, from 2026-11-25 on, with $97.50 in all: left out until then."
        " [row 4]\n"
    )
    assert until(report, date(2026, 12, 2).toordinal()) is report


days = st.dictionaries(st.integers(1, 60), st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=20)


@given(days, st.integers(0, 60), st.integers(0, 60), st.sampled_from([REPORT, WEEKLY]))
def test_a_report_cut_in_two_that_overlap_gives_the_same_sums(
    found: dict[int, tuple[int, int]], one: int, other: int, kind: ExportKind
) -> None:
    def part(first: int, last: int) -> str:
        kept = {day: pair for day, pair in found.items() if first <= day <= last}
        return ", ".join(f"{day} {earned} {refunded}" for day, (earned, refunded) in kept.items())

    def sums(*parts: str) -> dict[str, str]:
        exports = [
            export(f"{number}.csv", kind, contract("5", days=entry)) for number, entry in enumerate(parts)
        ]
        return {field: entry[0].fact.value for field, entry in partial_sums(candidates(*exports), {}).items()}

    cut, overlap = sorted((one, other))
    whole = sums(part(0, 60))
    assert sums(part(0, overlap), part(cut, 60)) == whole
    assert sums(part(cut + 1, 60), part(0, cut)) == whole
    assert whole == {
        field: f"{total // 100}.{total % 100:02d}"
        for number, field in enumerate(("earned", "refunded"))
        if (total := sum(pair[number] for pair in found.values()))
    }


def test_pieces_say_what_they_mean() -> None:
    assert contract("5", days="10 100 7").days == (Money(10, 100, 7, 1, 10),)
