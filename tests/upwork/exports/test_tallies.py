"""What rows add up to: types with their sums, and contracts by the day."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.upwork.exports.model import Note, RowType
from advisor.upwork.exports.tallies import TypeTally
from advisor.upwork.exports.transaction_types import Sense, sense_of


def counted(*names: str) -> TypeTally:
    """Rows of these types, of a dollar each."""
    tally = TypeTally()
    for name in names:
        tally.add(name, sense_of(name), 100)
    return tally


def test_types_are_counted_as_the_file_spells_them() -> None:
    tally = counted("Hourly", "Fixed-price", "Fixed Price", "HOURLY", "Lucky draw", "Expense")

    assert tally.types() == (
        RowType("Expense", 1, True, 100),
        RowType("Fixed Price", 2, True, 200),
        RowType("HOURLY", 2, True, 200),
        RowType("Lucky draw", 1, False, 100),
    )
    assert tally.notes() == [Note('1 row is not counted, as it need not be pay for work: "Expense" ($1.00).')]


def test_no_file_can_fill_the_memory_with_types() -> None:
    names = [f"{kind} {number} {'x' * 1_000}" for number in range(5_000) for kind in ("type", "VAT")]

    types = counted(*names, "Hourly", "Refund").types()

    assert len(types) == 104
    assert max(len(each.name) for each in types) == 60
    assert [each for each in types if each.name == "(further types)"] == [
        RowType("(further types)", 4_950, False, 495_000),
        RowType("(further types)", 4_950, True, 495_000),
    ]
    assert sum(each.rows for each in types) == 10_002


@given(st.permutations(["Hourly", "hourly", "Bonus", "?", "Fixed Price", "fixed-price", "VAT", "vat"]))
def test_the_order_of_rows_makes_no_difference(names: list[str]) -> None:
    assert counted(*names).types() == (
        RowType("?", 1, False, 100),
        RowType("Bonus", 1, True, 100),
        RowType("Fixed Price", 2, True, 200),
        RowType("Hourly", 2, True, 200),
        RowType("VAT", 2, True, 200),
    )


def test_the_sense_is_that_of_the_first_row() -> None:
    tally = TypeTally()
    tally.add("Odd", Sense.ASIDE, -1_234_50)

    assert tally.notes()[0].text.endswith('"Odd" (-$1,234.50).')
