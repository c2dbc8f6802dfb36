"""Amounts of the days that files cover, over several imports."""

from dataclasses import replace

import pytest

from advisor.upwork.exports.model import Export, ExportKind, ImportChange, Key
from tests.upwork.exports.importing import OPENING, after, answer, contract, day, importing, weekly

SPRING = weekly(("2026-03-01", 10000), ("2026-05-31", 5000), file="spring.csv")
SUMMER = weekly(("2026-06-01", 2000), ("2026-08-31", 50), file="summer.csv")
BOTH = weekly(
    *(("2026-03-01", 10000), ("2026-05-31", 5000), ("2026-06-01", 2000), ("2026-08-31", 50)), file="both.csv"
)
TOGETHER = "import the files of both together to have every day counted once"


def earned(text: str, *exports: Export) -> ImportChange:
    return next(change for change in importing(text, *exports)[1].changes if change.path.endswith(".earned"))


def note(text: str) -> str:
    return next(line.strip() for line in text.splitlines() if line.startswith("      earned: "))


def outcome(change: ImportChange) -> tuple[str, str, str, str]:
    return (change.outcome.value, change.before, change.after, change.why)


def test_adjacent_days_are_added_up() -> None:
    text = after(OPENING, SPRING)
    change = earned(text, SUMMER)
    new = after(text, SUMMER)

    why = "What was imported before, $150, is of other days, and is added."
    assert outcome(change) == ("changed", "150", "170.50", why)
    assert note(new) == (
        'earned: {value: 170.50, file: spring.csv, place: "2 rows, the last is row 3", from: 2026-03-01, '
        'to: 2026-08-31, also: [{file: summer.csv, place: "2 rows, the last is row 3"}]}'
    )
    assert importing(text, SUMMER)[1].notes == ()


@pytest.mark.parametrize("again", [(SPRING,), (SUMMER,), (SPRING, SUMMER)])
def test_a_file_that_was_added_is_never_added_twice(again: tuple[Export, ...]) -> None:
    text = after(after(OPENING, SPRING), SUMMER)

    assert "    earned: 170.50\n" in after(text, *again)
    assert after(after(text, *again), *again) == after(text, *again)


def test_the_order_of_imports_makes_no_difference_to_the_sum() -> None:
    for files in ([SPRING, SUMMER, BOTH], [SUMMER, SPRING], [BOTH, SUMMER, SPRING], [BOTH]):
        text = OPENING
        for file in files:
            text = after(text, file)
        assert "    earned: 170.50\n" in text


def test_days_between_of_which_no_file_tells_are_told_and_may_come_later() -> None:
    autumn = weekly(("2026-10-01", 700), file="autumn.csv")
    text = after(OPENING, SPRING)

    new, account = importing(text, autumn)

    assert [note.text for note in account.notes] == [
        "no file tells of 2026-06-01 to 2026-09-30; what was paid then is not in the sums"
    ]
    assert "lacks: [2026-06-01..2026-09-30]}" in note(new)
    later = after(new, SUMMER)
    assert "    earned: 177.50\n" in later
    assert "lacks: [2026-09-01..2026-09-30]}" in note(later)


def test_days_on_which_another_contract_was_paid_are_no_gap() -> None:
    other = Key(id="7", title="Seven")
    text = after(
        after(OPENING, SPRING), weekly(("2026-06-01", 1), ("2026-09-30", 1), file="summer.csv", key=other)
    )

    new, account = importing(text, weekly(("2026-10-01", 700), file="autumn.csv"))

    assert account.notes == ()
    assert "    earned: 157\n" in new


def test_a_file_that_covers_the_days_of_the_old_one_takes_its_place() -> None:
    change = earned(after(OPENING, SPRING), BOTH)

    assert outcome(change) == ("changed", "150", "170.50", "")
    assert outcome(earned(after(OPENING, BOTH), SPRING)) == (
        "kept",
        "170.50",
        "150",
        "An earlier import tells of more days.",
    )


def test_where_days_overlap_in_part_the_larger_amount_holds() -> None:
    late = weekly(("2026-05-31", 5000), ("2026-07-01", 100), file="late.csv")
    large = weekly(("2026-05-31", 5000), ("2026-07-01", 90000), file="large.csv")
    text = after(OPENING, SPRING)

    stays = f"The larger amount stays, though the two tell of different days; {TOGETHER}."
    assert outcome(earned(text, late)) == ("kept", "150", "51", stays)
    taken = f"The larger amount is taken, though the two tell of different days; {TOGETHER}."
    assert outcome(earned(text, large)) == ("changed", "150", "950", taken)
    assert outcome(earned(text, SPRING, late)) == ("changed", "150", "151", "")


def test_files_of_two_kinds_are_not_added_up() -> None:
    report = weekly(("2026-06-01", 2000), file="report.csv", kind=ExportKind.TRANSACTIONS)
    text = after(OPENING, SPRING)

    assert earned(text, report).outcome.value == "kept"


def test_a_file_of_another_kind_under_an_old_name_does_not_change_what_the_old_one_was() -> None:
    def report(on: str, file: str, title: str = "Menu") -> Export:
        key = Key(client="ACME Tools", title=title)
        return weekly((on, 5000), file=file, key=key, kind=ExportKind.TRANSACTIONS)

    text = after(after(OPENING, SPRING), report("2026-07-01", "spring.csv", "Other"))

    assert text.count("{file: spring.csv, kind:") == 2
    assert outcome(earned(text, report("2026-06-02", "june.csv")))[:3] == ("kept", "150", "50")


def test_money_of_days_that_have_not_come_yet_is_not_in_a_sum() -> None:
    new = after(OPENING, SPRING, on=day("2026-04-01"))

    assert "    earned: 100\n" in new
    assert (
        note(new) == "earned: {value: 100, file: spring.csv, place: row 2, from: 2026-03-01, to: 2026-04-01}"
    )
    assert "    earned: 150\n" in after(new, SPRING)
    assert "earned" not in after(OPENING, SPRING, on=day("2026-01-01"))


def test_a_part_is_less_than_the_whole() -> None:
    whole = after(OPENING, answer(contract(earned="160")))

    report = replace(BOTH, kind=ExportKind.TRANSACTIONS)
    part = "An earlier import tells the whole amount, and this is a part of it."
    assert outcome(earned(whole, SPRING)) == ("kept", "160", "150", part)
    assert outcome(earned(whole, report)) == ("changed", "160", "170.50", "")
    assert outcome(earned(after(OPENING, BOTH), answer(contract(earned="160"), file="b.json"))) == (
        "changed",
        "170.50",
        "160",
        "",
    )
    assert outcome(earned(after(OPENING, BOTH), answer(contract(earned="170.5"), file="b.json")))[0] == "same"


def test_hours_that_are_not_billed_yet_are_not_added_to_the_whole() -> None:
    whole = after(OPENING, answer(contract(earned="100")), on=day("2026-10-22"))
    soon = weekly(("2026-10-10", 10000), ("2026-11-05", 5000))
    later = weekly(("2026-10-10", 10000), ("2026-11-06", 5000))
    report = weekly(("2026-10-10", 10000), ("2026-11-05", 5000), kind=ExportKind.TRANSACTIONS)

    why = "An earlier import tells the whole amount; hours that are not billed yet may be in this one."
    assert outcome(earned(whole, soon)) == ("kept", "100", "150", why)
    assert outcome(earned(whole, later)) == ("changed", "100", "150", "")
    assert outcome(earned(whole, report)) == ("changed", "100", "150", "")


def test_an_amount_of_a_person_is_nobody_elses() -> None:
    text = after(OPENING, SPRING).replace("    earned: 150\n", "    earned: $1000\n")

    assert outcome(earned(text, SUMMER)) == ("same", "$1000", "20.50", "")
    large = weekly(("2026-06-01", 200000), file="large.csv")
    assert outcome(earned(text, large)) == ("yours", "$1000", "2000", "")
    assert "    earned: $1000\n" in after(text, SUMMER)


def test_the_same_amount_written_otherwise_is_still_the_imported_one() -> None:
    text = after(OPENING, SPRING).replace("    earned: 150\n", "    earned: $150.00\n")

    assert outcome(earned(text, BOTH))[0] == "changed"
