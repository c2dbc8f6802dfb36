"""Weekly summaries: what rows tell of contracts, and what they do not."""

import contextlib
import csv
import io
import random
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts.provenance import Origin
from advisor.source.errors import ExportError
from advisor.upwork.exports.model import (
    Assertion,
    Contract,
    Export,
    ExportKind,
    Key,
    Money,
    Note,
    Precedence,
    RowType,
)
from advisor.upwork.exports.recognise import read_export
from tests.exports.reading import read
from tests.upwork.exports.export_text import text_of

HEADER = '"Date","Contract","Hours","Amount","Payment type"\n'
WEEKLY = (
    HEADER
    + """\
"2026-09-16","Logo for a bakery (34848691)","5.5","165",""
"2026-09-17","Logo for a bakery (34848691)","0.33333","10",""
"2026-09-17","Website (2024)","","1,250.75","Fixed Price Payment"
"2026-09-18","Logo for a bakery (34848691)","","40","Bonus"
"2026-09-18","Logo for a bakery, again (34848691)","2","60",""
"2026-09-19","Website (2024)","","-250.75","Fixed Price Payment"
"2026-09-21","Labels, for jars (35559654)","","15","Bonus"
"""
)


def on(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def read_text(text: str) -> Export:
    return read(text.encode(), "w.csv")


def problems_of(text: str) -> list[str]:
    with pytest.raises(ExportError) as raised:
        read_text(text)
    return [str(diagnostic).partition("w.csv:")[2] for diagnostic in raised.value.diagnostics]


def assertion(field: str, value: str, row: int, precedence: Precedence = Precedence.LATEST) -> Assertion:
    return Assertion(field, value, Origin("w.csv", f"row {row}"), precedence)


def test_a_summary_tells_kind_last_days_and_money_of_every_contract() -> None:
    assert read_text(WEEKLY) == Export(
        "w.csv",
        ExportKind.WEEKLY,
        rows=7,
        contracts=(
            Contract(
                Key(title="Website (2024)"),
                Origin("w.csv", "row 7"),
                (
                    assertion("kind", "fixed", 4, Precedence.EXACT),
                    assertion("last_activity", "2026-09-17", 4),
                    assertion("last_payment", "2026-09-17", 4),
                ),
                (
                    Money(on("2026-09-17"), 125075, 0, 1, 4),
                    Money(on("2026-09-19"), 0, 25075, 1, 7),
                ),
            ),
            Contract(
                Key("34848691", title="Logo for a bakery, again"),
                Origin("w.csv", "row 6"),
                (
                    assertion("kind", "hourly", 2, Precedence.EXACT),
                    assertion("last_activity", "2026-09-18", 6),
                    assertion("last_payment", "2026-09-18", 5),
                ),
                (
                    Money(on("2026-09-16"), 16500, 0, 1, 2),
                    Money(on("2026-09-17"), 1000, 0, 1, 3),
                    Money(on("2026-09-18"), 10000, 0, 2, 6),
                ),
            ),
            Contract(
                Key("35559654", title="Labels, for jars"),
                Origin("w.csv", "row 8"),
                (assertion("last_activity", "2026-09-21", 8), assertion("last_payment", "2026-09-21", 8)),
                (Money(on("2026-09-21"), 1500, 0, 1, 8),),
            ),
        ),
        first=on("2026-09-16"),
        last=on("2026-09-21"),
        types=(
            RowType("Bonus", 2, True, 5500),
            RowType("Fixed Price Payment", 2, True, 100000),
            RowType("Hourly", 3, True, 23500),
        ),
    )


def test_rows_of_unknown_types_are_counted_and_nothing_else() -> None:
    rows = '"2026-09-16","Logo (34848691)","","5","Tip"\n"2026-09-17","Logo (34848691)","","-1","WHT"\n'
    rows += '"2026-09-18","Logo (34848691)","","9",""\n'

    assert read_text(HEADER + rows) == Export(
        "w.csv",
        ExportKind.WEEKLY,
        rows=3,
        contracts=(Contract(Key("34848691", title="Logo"), Origin("w.csv", "row 4")),),
        first=on("2026-09-16"),
        last=on("2026-09-18"),
        types=(
            RowType("(no payment type)", 1, False, 900),
            RowType("Tip", 1, False, 500),
            RowType("WHT", 1, True, -100),
        ),
    )


def test_types_beyond_the_hundredth_share_one_count() -> None:
    rows = "".join(f'"2026-09-16","Logo (34848691)","","5","Type {number}"\n' for number in range(150))

    types = read_text(HEADER + rows + '"2026-09-16","Logo (34848691)","","5","bonus"\n').types

    assert len(types) == 102
    assert [each for each in types if each.rows > 1 or each.is_known] == [
        RowType("(further types)", 50, False, 25000),
        RowType("bonus", 1, True, 500),
    ]


def test_work_without_pay_is_activity_and_no_payment() -> None:
    export = read_text(
        HEADER + '"2026-09-16","Logo (34848691)","2","0",""\n"2026-09-17","Logo (34848691)","0","0",""\n'
    )

    assert export.contracts == (
        Contract(
            Key("34848691", title="Logo"),
            Origin("w.csv", "row 3"),
            (assertion("kind", "hourly", 2, Precedence.EXACT), assertion("last_activity", "2026-09-16", 2)),
            (Money(on("2026-09-16"), 0, 0, 0, 0), Money(on("2026-09-17"), 0, 0, 0, 0)),
        ),
    )


def test_columns_may_be_chosen() -> None:
    """Without hours a row without a type is one of work, as all others name their type."""
    text = "Payment type;Activity ID;Contract;Amount;Date\n;a-1;Logo (34848691);$12.00;Sep 16, 2026\n"

    export = read(b"\xef\xbb\xbf" + text.encode(), "w.csv")

    assert export == Export(
        "w.csv",
        ExportKind.WEEKLY,
        rows=1,
        contracts=(
            Contract(
                Key("34848691", title="Logo"),
                Origin("w.csv", "row 2"),
                (
                    assertion("kind", "hourly", 2, Precedence.EXACT),
                    assertion("last_activity", "2026-09-16", 2),
                ),
                (Money(on("2026-09-16"), 1200, 0, 1, 2),),
            ),
        ),
        notes=(Note('1 column is not looked at: "Activity ID".', "row 1"),),
        first=on("2026-09-16"),
        last=on("2026-09-16"),
        types=(RowType("Hourly", 1, True, 1200),),
    )


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("Logo (34848691)", Key("34848691", title="Logo")),
        ("Logo(34848691)", Key("34848691", title="Logo")),
        ("Logo (new) (34848691)", Key("34848691", title="Logo (new)")),
        ("(34848691)", Key("34848691")),
        ("Logo (34848691) again", Key(title="Logo (34848691) again")),
        ("Logo (2024)", Key(title="Logo (2024)")),
        ("Logo (\u0663\u0664\u0668\u0664\u0668)", Key(title="Logo (\u0663\u0664\u0668\u0664\u0668)")),
        ("=1+1 (34848691)", Key("34848691", title="=1+1")),
        ("two\nlines (34848691)", Key("34848691", title="two\nlines")),
        ("\u202e\x1b[31mLogo (34848691)", Key("34848691", title="\u202e\x1b[31mLogo")),
    ],
)
def test_a_contract_is_a_title_and_its_number(cell: str, key: Key) -> None:
    (contract,) = read_text(HEADER + f'"2026-09-16","{cell}","2","60",""\n').contracts

    assert contract.key == key


def test_a_title_that_looks_like_a_formula_is_told() -> None:
    assert read_text(HEADER + '"2026-09-16","@SUM(A1) (34848691)","2","60",""\n').notes == (
        Note('In the column "Contract" 1 cell looks like a formula and is kept as text.', "row 2"),
    )


def test_types_mean_what_they_mean_in_the_other_report() -> None:
    rows = (
        '"2026-10-01","Site audit (40000002)","","300.00","Fixed Price Payment"\n'
        '"2026-10-08","Site audit (40000002)","","-100.00","Refund"\n'
        '"2026-10-09","Press kit (40000003)","","200.00","Milestone"\n'
        '"2026-10-11","Press kit (40000003)","","15.00","Expense"\n'
        '"2026-10-12","Press kit (40000003)","","-2.00","Service fee"\n'
    )
    assert text_of(read_text(HEADER + rows)) == (
        "weekly summary, 5 rows, 2026-10-01 to 2026-10-12\n"
        "id '40000002', title 'Site audit' (row 3)\n"
        "  kind: fixed (exact, row 2)\n"
        "  last_activity: 2026-10-01 (latest, row 2)\n"
        "  last_payment: 2026-10-01 (latest, row 2)\n"
        "  2026-10-01: 30000 earned, 0 refunded (1 rows, the last is row 2)\n"
        "  2026-10-08: 0 earned, 10000 refunded (1 rows, the last is row 3)\n"
        "id '40000003', title 'Press kit' (row 6)\n"
        "  kind: fixed (exact, row 4)\n"
        "  last_activity: 2026-10-09 (latest, row 4)\n"
        "  last_payment: 2026-10-09 (latest, row 4)\n"
        "  2026-10-09: 20000 earned, 0 refunded (1 rows, the last is row 4)\n"
        "known: 1 Expense\n"
        "known: 1 Fixed Price Payment\n"
        "known: 1 Milestone\n"
        "known: 1 Refund\n"
        "known: 1 Service fee\n"
        'note: 1 row is not counted, as it need not be pay for work: "Expense" ($15.00).\n'
    )


MEND = "\n    hint: import the file as it was downloaded; if it is so there too, correct the cell"


@pytest.mark.parametrize("again", ["", "\ufeff"])
def test_a_header_that_stands_again_is_told(again: str) -> None:
    row = '"2026-11-16","Logo (34848691)","1","12",""\n'

    assert problems_of(HEADER + row + again + HEADER + row) == [
        "3:1: error[export-row]: row 3: the header stands here again, "
        "as if two files were put one behind the other\n    hint: import the two files as two"
    ]


def test_every_bad_cell_is_told() -> None:
    rows = '"yesterday","","two","","Gift"\n"","Logo (34848691)","-1","12",""\n' + HEADER

    assert problems_of(HEADER + rows) == [
        '2:1: error[export-cell]: row 2: the column "Date" holds "yesterday"; '
        'a day such as 2026-11-17 or "Nov 17, 2026" was expected' + MEND,
        '2:13: error[export-cell]: row 2: the column "Contract" holds nothing; '
        'a title and a number such as "Logo for a bakery (35695275)" was expected' + MEND,
        '2:16: error[export-cell]: row 2: the column "Hours" holds "two"; '
        "a number of hours such as 7.5 was expected" + MEND,
        '2:22: error[export-cell]: row 2: the column "Amount" holds nothing; '
        'an amount such as 1234.50 or "$1,234.50" was expected' + MEND,
        '3:1: error[export-cell]: row 3: the column "Date" holds nothing; '
        'a day such as 2026-11-17 or "Nov 17, 2026" was expected' + MEND,
        '3:22: error[export-cell]: row 3: the column "Hours" holds "-1"; '
        "a number of hours such as 7.5 was expected" + MEND,
        "4:1: error[export-row]: row 4: the header stands here again, "
        "as if two files were put one behind the other\n    hint: import the two files as two",
    ]


def test_every_missing_column_is_told() -> None:
    columns = "the columns are Contract, Hours, Date\n    hint: download the file again with all columns"

    assert problems_of("Contract,Hours,Date\nLogo,1,2026-09-16\n") == [
        f'1:1: error[export-column]: row 1: there is no column "{name}"; {columns}'
        for name in ("Amount", "Payment type")
    ]


LINES = WEEKLY.splitlines(keepends=True)


@given(st.permutations(LINES[1:]), st.permutations(range(5)))
def test_the_order_of_rows_and_columns_changes_nothing_but_places(
    lines: list[str], columns: list[int]
) -> None:
    table = list(csv.reader([LINES[0], *lines]))
    written = io.StringIO()
    csv.writer(written).writerows([[row[column] for column in columns] for row in table])
    before, after = read_text(WEEKLY), read_text(written.getvalue())

    assert _placeless(after) == _placeless(before)


def _placeless(export: Export) -> object:
    contracts = [
        (
            contract.key,
            [(fact.field, fact.value, fact.precedence) for fact in contract.facts],
            [(money.day, money.earned, money.refunded, money.rows) for money in contract.days],
        )
        for contract in export.contracts
    ]
    return contracts, export.rows, export.first, export.last, export.types, export.notes


@pytest.mark.parametrize("cell", ['"135"', '"1x35"'])
def test_memory_hangs_on_contracts_and_days_and_not_on_rows(cell: str, tmp_path: Path) -> None:
    """Whether the rows are good, or every one is a problem."""
    peaks = [_peak(tmp_path / f"{rows}.csv", cell, rows) for rows in (50, 500, 4_000)]

    assert max(peaks[1:]) - min(peaks[1:]) < 32_768, peaks


def _peak(path: Path, cell: str, rows: int) -> int:
    """The most memory that reading so many rows of one contract and nine days held."""
    chance = random.Random(rows)
    with path.open("w") as file:
        file.write(HEADER)
        for _ in range(rows):
            file.write(f'"2026-09-1{chance.randrange(1, 10)}","Logo (34848691)","4.5",{cell},""\n')
    tracemalloc.start()
    with contextlib.suppress(ExportError):
        read_export(str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
