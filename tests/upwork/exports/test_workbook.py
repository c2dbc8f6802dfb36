"""Workbooks: read as their CSV would be, and refused where they are broken or hostile."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.source.errors import ExportError
from advisor.upwork.exports import workbook as limits
from tests.exports.reading import read
from tests.exports.xlsx import MAIN, Cell, workbook
from tests.upwork.exports.export_text import text_of

HEADER: list[Cell] = ["Date", "Ref ID", "Type", "Description", "Team", "Amount", "Balance"]
ROWS: list[list[Cell]] = [
    HEADER,
    [date(2026, 3, 18), 289000002, "Service Fee", "Service Fee & more", "Elm Books", -7.2, None],
    [
        date(2026, 3, 18),
        289000001,
        "Hourly",
        "Invoice for 03/02/2026-03/08/2026",
        "Elm Books",
        36,
        28.799999999999997,
    ],
    [None, None, None, None, None, None, None],
    ["18-Mar-26", 289000009, "Bonus", None, "Elm Books", 12.5, None],
]
SAYS = (
    "transaction report, 3 rows, 2026-03-18 to 2026-03-18\n"
    "client 'Elm Books' (2 rows, the last is row 5)\n"
    "  kind: hourly (exact, row 3)\n"
    "  last_activity: 2026-03-18 (latest, row 5)\n"
    "  last_payment: 2026-03-18 (latest, row 5)\n"
    "  2026-03-18: 4850 earned, 0 refunded (2 rows, the last is row 5)\n"
    "known: 1 Bonus\n"
    "known: 1 Hourly\n"
    "known: 1 Service Fee\n"
    "note: The report does not name contracts: a payment is known by its client alone.\n"
)
HINT = '\n    hint: open it and choose "Save as", "CSV UTF-8"; or download the CSV again'


def refusal(content: bytes) -> str:
    with pytest.raises(ExportError) as raised:
        read(content, "r.xlsx")
    return str(raised.value).replace(f"{raised.value.diagnostics[0].location.file}:", "")


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_is_read_as_its_table(shared: bool) -> None:
    assert text_of(read(workbook({"data": ROWS}, shared=shared), "r.xlsx")) == SAYS


def test_the_sheet_with_an_export_is_found_and_the_others_are_told() -> None:
    other: list[list[Cell]] = [["Month", "Sum"], ["March", 36]]

    assert text_of(read(workbook({"Sums": other, "data": ROWS, "Notes": other, "Empty": []}))) == (
        SAYS + 'note: Other sheets are not looked at: "Sums", "Notes".\n'
    )


def test_bad_cells_are_told_by_row_and_column() -> None:
    rows: list[list[Cell]] = [
        HEADER,
        ["03/04/2026", 1, "Hourly", "", "Elm Books", "many", None],
        ["x", 2, "Hourly", "", "", 1, 0],
    ]

    assert refusal(workbook({"data": rows})) == (
        '2:1: error[export-cell]: row 2: the column "Date" holds "03/04/2026"; it may be 3 April 2026 or '
        "4 March 2026, and no other day there tells which\n"
        "    hint: import the file as it was downloaded, or write one of the days as 2026-11-17\n"
        '2:6: error[export-cell]: row 2: the column "Amount" holds "many"; '
        'an amount such as 1234.50 or "$1,234.50" was expected\n'
        "    hint: import the file as it was downloaded; if it is so there too, correct the cell\n"
        '3:1: error[export-cell]: row 3: the column "Date" holds "x"; '
        'a day such as 2026-11-17 or "Nov 17, 2026" was expected\n'
        "    hint: import the file as it was downloaded; if it is so there too, correct the cell"
    )


def test_a_sheet_that_is_no_export_is_told_with_its_columns() -> None:
    assert refusal(workbook({"data": [["Month", "Sum"], ["March", 36]]})).startswith(
        "1:1: error[export-unknown]: row 1: this is no export that is known here; "
        'the columns found are "Month", "Sum".'
    )
    assert refusal(workbook({"data": []})) == (
        "1:1: error[export-empty]: the file is empty\n    hint: download it again"
    )


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        ("xl/workbook.xml", "<workbook", "unclosed token: line 1, column 0"),
        ("xl/workbook.xml", f"{ENTITIES}<workbook>&b;</workbook>", "it declares a document type"),
        ("xl/_rels/workbook.xml.rels", "<Relationships/>", "a part of it is missing or wrong"),
        (
            "xl/worksheets/sheet1.xml",
            '<worksheet><row r="x"/></worksheet>',
            "a part of it is missing or wrong",
        ),
        (
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><row><c t="s"><v>7000</v></c></row></worksheet>',
            "a part of it is missing or wrong",
        ),
    ],
)
def test_what_cannot_be_read_is_told(part: str, content: str, why: str) -> None:
    assert refusal(workbook({"data": ROWS}, extra={part: content})) == (
        f"1:1: error[file-format]: the workbook cannot be read: {why}{HINT}"
    )


def test_what_unpacks_to_more_than_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SHEET", 100_000)
    bomb = f'<worksheet xmlns="{MAIN}"><row r="1"><c><v>{"0" * 1_000_000}</v></c></row></worksheet>'
    made = workbook({"data": ROWS}, extra={"xl/worksheets/sheet1.xml": bomb})

    assert len(made) < 10_000
    assert "a part of it has more than 100,000 bytes" in refusal(made)


@pytest.mark.parametrize("number", ["1E+999999999", "1E-999999999", "NaN", "-1e300"])
def test_a_number_of_no_honest_size_is_text(number: str) -> None:
    sheet = "".join(f'<c t="str"><v>{name}</v></c>' for name in HEADER)
    row = f'<c s="1"><v>{number}</v></c><c><v>{number}</v></c><c t="str"><v>Hourly</v></c>'
    content = f"<worksheet><row>{sheet}</row><row>{row}</row></worksheet>"

    assert 'row 2: the column "Date" holds' in refusal(
        workbook({"data": ROWS}, extra={"xl/worksheets/sheet1.xml": content})
    )


def test_days_of_the_other_epoch_are_read() -> None:
    sheets = '<sheets><sheet name="d" r:id="rId3"/></sheets>'
    book = f'<workbook xmlns:r="x"><workbookPr date1904="1"/>{sheets}</workbook>'

    export = read(workbook({"data": ROWS[:3]}, extra={"xl/workbook.xml": book}))

    assert (export.first, export.last) == (date(2030, 3, 19).toordinal(),) * 2


@given(st.integers(0, 6_000), st.binary(min_size=1, max_size=4))
def test_whatever_is_damaged_nothing_but_our_error_is_raised(at: int, noise: bytes) -> None:
    made = workbook({"data": ROWS})
    at %= len(made)
    try:
        rows = read(made[:at] + noise + made[at + len(noise) :]).rows
    except ExportError:
        rows = 0

    assert rows >= 0
